"""Every row of the record of the crisis, S01 to S50, with its tellings, happenings and changes.

The table beside this file lists them as finally known; the first account's are under FIRST.
"""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.goma import GivenLedger

Line = dict[str, Any]

TABLE = Path(__file__).with_name("goma-2025.tsv")
with TABLE.open(encoding="utf-8") as table:
    RECORD = list(csv.DictReader(table, delimiter="\t"))
ROWS: dict[str, list[dict[str, str]]] = defaultdict(list)
for told in RECORD:
    ROWS[told["row"]].append(told)

# How many tellings one happening of a row has at least, where its sources disagree.
SEVERAL = {"S05": 2, "S08": 6, "S12": 2, "S15": 2, "S16": 2, "S27": 3}


def test_no_row_is_missing() -> None:
    assert {*ROWS} == {f"S{number:02}" for number in range(1, 51)} | {"FIRST"}


def test_the_scenario_holds_what_the_table_lists_and_nothing_else(goma: GivenLedger) -> None:
    history = goma.read()
    accounts = {account.id[:8]: account for account in history.accounts(history.position())}

    assert {told["event"] for told in RECORD} == {*accounts}
    for told in RECORD:
        account = accounts[told["event"]]
        life = history.life(account.id)
        assert told == told | {
            "type": account.telling.type,
            "occurred": str(account.occurred),
            "status": str(account.status),
            "happening": account.report.happening[:8],
            "told_by": " ".join(account.telling.told_by),
            "changes": " ".join(line.entry.type for line in life[1:]),
        }


@pytest.mark.parametrize(("row", "tellings"), SEVERAL.items())
def test_where_the_sources_disagree_a_happening_has_several_tellings(
    row: str, tellings: int
) -> None:
    told_of: dict[str, set[str]] = defaultdict(set)
    for told in RECORD:
        told_of[told["happening"]].add(told["event"])

    assert max(len(told_of[told["happening"]]) for told in ROWS[row]) >= tellings


def test_what_was_wrong_or_better_known_later_is_told_as_changes(goma: GivenLedger) -> None:
    changed = {told["row"]: told["changes"] for told in RECORD if told["changes"]}

    assert "Corrected" in changed["S16"] + changed["S29"]
    assert {"S01", "S03", "S04", "S48"} <= {r for r, made in changed.items() if "Assessed" in made}


def test_every_entry_names_its_source_and_its_crisis(lines: list[Line]) -> None:
    for line in lines:
        if "data" in line and "reason" not in line:
            assert line["sources"]
            assert line["crises"]
            assert line["summary"]
        else:
            assert line["reason"]


def test_nothing_was_recorded_before_it_was_told_nor_out_of_order(lines: list[Line]) -> None:
    recorded = [line["recorded"] for line in lines]

    assert recorded == sorted(recorded)
    for line in lines:
        for source in line.get("sources", ()):
            assert "published" not in source or source["published"] <= line["recorded"][:10]
