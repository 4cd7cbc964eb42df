"""Record what is thought of an event since: each change is an entry of its own."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.body import SentChange, body_of
from api.parameters import AsRead, TheEvent, TheLedger
from api.problems import problems
from api.routes.events import sent
from domain.entry import Assessed, Change, Corrected, Parted, Reinstated, Retracted, SameAs
from ledger.ledger import Ledger, Receipts

router = APIRouter(prefix="/events/{id}", tags=["revisions"])

ANOTHER = "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11"


def _told(change: type[Change], **example: Any) -> dict[str, Any]:
    """How a change's operation is described."""
    return {
        "response_model": Receipts,
        "responses": problems(404, 409, 412, 413, 415, 422, 428) | problems(400),
        "openapi_extra": body_of(change, example=example),
    }


@router.post(
    "/corrections", **_told(Corrected, occurred="2025-01-28", reason="the date was misread")
)
def correct(id: TheEvent, told: SentChange, revision: AsRead, ledger: TheLedger) -> Response:
    """Mend our record of what the source says, by a merge patch (RFC 7396)."""
    return _revised(ledger, id, revision, Corrected, told)


@router.post("/assessments", **_told(Assessed, status="confirmed", reason="the UN says so as well"))
def assess(id: TheEvent, told: SentChange, revision: AsRead, ledger: TheLedger) -> Response:
    """Trust it more or less than before, by what further sources say."""
    return _revised(ledger, id, revision, Assessed, told)


@router.post("/retraction", **_told(Retracted, reason="a rumour that its publisher withdrew"))
def retract(id: TheEvent, told: SentChange, revision: AsRead, ledger: TheLedger) -> Response:
    """Let it count no more; it is not erased."""
    return _revised(ledger, id, revision, Retracted, told)


@router.post("/reinstatement", **_told(Reinstated, reason="it was true after all"))
def reinstate(id: TheEvent, told: SentChange, revision: AsRead, ledger: TheLedger) -> Response:
    """Let a retracted event count again."""
    return _revised(ledger, id, revision, Reinstated, told)


@router.post("/same-as", **_told(SameAs, other=ANOTHER, reason="one capture, told twice"))
def join(id: TheEvent, told: SentChange, revision: AsRead, ledger: TheLedger) -> Response:
    """Say that it tells the same happening as another event."""
    return _revised(ledger, id, revision, SameAs, told)


@router.post("/not-same-as", **_told(Parted, reason="these were two attacks"))
def part(id: TheEvent, told: SentChange, revision: AsRead, ledger: TheLedger) -> Response:
    """Say that it tells a happening of its own."""
    return _revised(ledger, id, revision, Parted, told)


def _revised(
    ledger: Ledger, id: str, revision: int, kind: type[Change], told: dict[str, Any]
) -> Response:
    receipts = ledger.revise(id, revision, kind, told)
    return sent(Receipts.of(receipts), 200, {"ETag": f'"{receipts[0].revision}"'})
