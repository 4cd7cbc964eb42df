"""An entry as bytes, and back: whoever opens the store with a database shell reads the domain."""

import json
from datetime import datetime
from typing import Any

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from domain.entry import CHANGES, Entry, Stamp
from domain.event import event_type
from domain.telling import Telling

VERSION = "v"  # of an event's data; left out while it is 1


class EntryMapper(Mapper[str]):
    """Stores an entry under its type's own name, never a module's path, as readable JSON."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The row to store."""
        assert isinstance(domain_event, Entry)
        state = json.dumps(_state(domain_event), ensure_ascii=False, separators=(",", ":"))
        return StoredEvent(
            originator_id=domain_event.id,
            originator_version=domain_event.revision,
            topic=domain_event.type,
            state=state.encode(),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Entry:
        """The entry that was stored; data of an earlier version is brought up to today's."""
        id, topic = str(stored_event.originator_id), stored_event.topic
        told = json.loads(stored_event.state)
        stamp = Stamp(datetime.fromisoformat(told.pop("recorded")), told.pop("recorded_by"))
        revision, version = stored_event.originator_version, told.pop(VERSION, 1)
        if topic in CHANGES:
            change = CHANGES[topic].model_validate(told)
            return Entry(id, revision, stamp, change, version=version)
        happening = told.pop("happening", None)
        data = event_type(topic).upcast(told.pop("data"), version)
        telling = Telling.model_validate({"id": id, "type": topic, **told, "data": data})
        return Entry(id, revision, stamp, telling, happening)


def _state(entry: Entry) -> dict[str, Any]:
    state: dict[str, Any] = {
        "recorded": entry.stamp.recorded.isoformat(),
        "recorded_by": entry.stamp.recorded_by,
    }
    told = isinstance(entry.what, Telling)
    version = entry.what.data.version() if isinstance(entry.what, Telling) else entry.version
    if version > 1:
        state[VERSION] = version
    if entry.happening:
        state["happening"] = entry.happening
    return state | entry.what.as_json(without={"id", "type"} if told else None)
