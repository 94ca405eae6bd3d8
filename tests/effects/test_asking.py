"""Initiatives of the programme are registered first and judged by what came after."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

import stik
from stik.errors import ProgrammeError
from stik.intake.mapping_file import parse_mapping
from stik.workspace import Workspace

BEFORE = datetime(2025, 5, 1, tzinfo=UTC)
LATER = datetime(2026, 7, 1, tzinfo=UTC)
TODAY = LATER.date()
BEGINS = date(2025, 9, 1)
MAPPING = """
source = "survey"
[row]
occurred = "day"
channel = "channel"
touchpoint = { constant = "till" }
[answers.satisfied]
column = "satisfied"
scale = "yes_no"
"""
PROGRAMME = """
channels: {web: {}, shop: {}}
touchpoints: {till: {}}
initiatives:
  shorter form:
    measure: csat
    scope: {channel: web}
    begins_on: 2025-09-01
    expected: EXPECTED
CONTROL"""


def answers(*, rises_by: float = 0.0) -> list[str]:
    """Return 120 answers a month and channel from 2024-01 to 2026-06.

    On the web they rise from the day the initiative begins.
    """
    chance, rows = Random(5), []
    for month in range(30):
        day = date(2024 + month // 12, month % 12 + 1, 12)
        for channel in ("web", "shop"):
            share = 0.6 + (rises_by if channel == "web" and day > BEGINS else 0.0)
            rows += [
                f"{day},{channel},{int(chance.random() < share)}" for _ in range(120)
            ]
    return rows


def place(
    folder: Path,
    rows: Sequence[str],
    *,
    expected: float = 0.15,
    control: str = "",
    registered_at: datetime = BEFORE,
) -> Workspace:
    made = stik.create(folder / "place", now=registered_at)
    written = PROGRAMME.replace("EXPECTED", str(expected)).replace("CONTROL", control)
    made.place.programme_file.write_text(written)
    assert made.register_initiatives(now=registered_at) == ("shorter form",)
    file = folder / "survey.csv"
    file.write_text("\n".join(["day,channel,satisfied", *rows]) + "\n")
    made.load(file, mapping=parse_mapping(MAPPING, path="m.toml"), now=LATER)
    return made


def judged(workspace: Workspace, *, today: date = TODAY) -> dict[str, Any]:
    [row] = workspace.initiatives(today=today).table.to_pylist()
    found: dict[str, Any] = row
    return found


CONTROL = "    control: {channel: shop}\n"


@pytest.mark.parametrize("control", ["", CONTROL])
def test_what_worked_is_kept(tmp_path: Path, control: str) -> None:
    row = judged(place(tmp_path, answers(rises_by=0.15), control=control))
    assert row["word"] == "keep"
    assert row["low"] < 0.15 < row["high"]
    assert row["registered_on"] == BEFORE.date()
    assert row["next_check_on"] == date(2026, 9, 1)


@pytest.mark.parametrize("control", ["", CONTROL])
def test_what_did_nothing_is_stopped(tmp_path: Path, control: str) -> None:
    row = judged(place(tmp_path, answers(), expected=0.3, control=control))
    assert row["word"] == "stop"
    assert row["low"] < 0 < row["high"]


def test_the_control_group_and_its_checks_are_told(tmp_path: Path) -> None:
    row = judged(place(tmp_path, answers(rises_by=0.15), control=CONTROL))
    assert "control group" in row["method"]
    assert len(row["checks"]) == 2


def test_what_has_not_begun_or_just_begun_is_not_judged(tmp_path: Path) -> None:
    workspace = place(tmp_path, answers(rises_by=0.15))
    before = judged(workspace, today=date(2025, 8, 1))
    assert (before["word"], before["value"]) == ("not begun", None)
    soon = judged(workspace, today=date(2025, 10, 20))
    assert soon["word"] == "cannot tell yet"
    assert "needs 3" in soon["unknown"]


def test_what_was_registered_after_it_began_is_not_verified(tmp_path: Path) -> None:
    late = datetime(2025, 12, 1, tzinfo=UTC)
    row = judged(place(tmp_path, answers(rises_by=0.15), registered_at=late))
    assert row["word"] == "not verified"
    assert "register the next step" in row["sentence"]


def test_a_changed_promise_is_another_one(tmp_path: Path) -> None:
    workspace = place(tmp_path, answers(rises_by=0.15))
    path = workspace.place.programme_file
    path.write_text(path.read_text().replace("expected: 0.15", "expected: 0.05"))
    assert judged(workspace)["word"] == "not verified"
    assert workspace.register_initiatives(now=LATER) == ("shorter form",)
    assert workspace.register_initiatives(now=LATER) == ()
    assert "register the next step" in judged(workspace)["sentence"]
    path.write_text(path.read_text().replace("expected: 0.05", "expected: 0.15"))
    assert judged(workspace)["word"] == "keep"


def test_a_verdict_can_be_asked_again(tmp_path: Path) -> None:
    workspace = place(tmp_path, answers(rises_by=0.15))
    result = workspace.initiatives(today=TODAY)
    assert workspace.ask_again(result.explain()).table == result.table


def test_a_control_that_is_the_scope_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="is the scope itself") as told:
        place(tmp_path, [], control="    control: {channel: web}\n")
    assert told.value.line == 10


def test_a_scope_without_answers_says_so(tmp_path: Path) -> None:
    row = judged(place(tmp_path, answers()[:0] + ["2024-01-01,shop,1"] * 40))
    assert row["word"] == "not verified"
    assert row["unknown"] == "no answers in its scope have a date."
