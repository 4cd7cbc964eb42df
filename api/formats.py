"""Which format an answer has: the one asked for in the address, else the one most wanted."""

import re
from collections.abc import Collection, Iterator

from api.problems import NotAcceptable
from exchange.formats import FORMATS, FormatName

QUOTED = re.compile(r'"[^"]*"')  # what stands in quotation marks is no part of what is asked
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)", re.IGNORECASE)


def format_of(asked: FormatName | None, accept: str, offered: Collection[FormatName]) -> FormatName:
    """The format; of those that are wanted as much, one that is named, and JSON before others.

    What the address asks for is not held to what is offered: why it cannot be is told by its
    writer. Raises NotAcceptable where none that is offered is wanted.
    """
    if asked:
        return asked
    ranges = list(_ranges(accept))
    best = max(offered, key=lambda name: _wanted(FORMATS[name].media_type, ranges))
    if ranges and not _wanted(FORMATS[best].media_type, ranges)[0]:
        raise NotAcceptable(accept, [FORMATS[name].media_type for name in offered])
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of an Accept header, each with how much it is wanted."""
    for each in QUOTED.sub("", accept).split(","):
        kind, *parameters = (part.strip() for part in each.split(";"))
        weights = (WEIGHT.fullmatch(parameter) for parameter in parameters)
        weight = next((float(found[1]) for found in weights if found), 1.0)
        if "/" in kind:
            yield kind.lower(), weight


def _wanted(media_type: str, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """How much a media type is wanted, by the most specific range that it is in (RFC 9110, 12)."""
    main = media_type.partition("/")[0]
    for specific, range in ((2, media_type), (1, f"{main}/*"), (0, "*/*")):
        wanted = [q for kind, q in ranges if kind == range]
        if wanted:
            return max(wanted), specific
    return 0.0, 0
