"""By which names the service is called: it answers to no other.

A browser holds a web page to its own host by name alone. A page whose name is made to mean this
machine could else read and write what is served to this machine only.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import Misdirected, answer_refused

HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::[0-9]*)?", re.ASCII | re.IGNORECASE)


class AnswersToItsNames:
    """Refuses whoever asks another host than this one: `localhost`, a loopback address, `names`."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(map(as_compared, names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            asked = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(asked) != 1 or not self._is_called(asked[0]):
                refusal = Misdirected(", ".join(asked) if asked else None)
                await answer_refused(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_called(self, host: str) -> bool:
        found = HOST.fullmatch(host)
        name = as_compared(found[1] or found[2]) if found else ""
        return name == "localhost" or name in self._names or _is_loopback(name)


def as_compared(name: str) -> str:
    """A name or an address, however it is spelt; an IPv6 address without its brackets."""
    plain = name.removesuffix(".").lower()
    address = _address(plain.removeprefix("[").removesuffix("]").partition("%")[0])
    return str(address) if address else plain


def names_at(*addresses: str) -> list[str]:
    """The names of who listens at these addresses: of any address (0.0.0.0, ::), none."""
    return [name for name in addresses if as_compared(name) not in ("", "0.0.0.0", "::")]


def is_name(told: str) -> bool:
    """Whether it can be one: a host, without a scheme, a port or a path."""
    name = as_compared(told)
    return _address(name) is not None or re.fullmatch("[a-z0-9._-]+", name) is not None


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


def _is_loopback(name: str) -> bool:
    address = _address(name)
    return address is not None and address.is_loopback
