"""An initiative is judged by weeks, by units that begin in turn, or by counts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import stik
from stik.effects.judging import NO_SEASONS, STEADY
from stik.intake.mapping_file import parse_mapping

BEFORE = datetime(2025, 5, 1, tzinfo=UTC)
LATER = datetime(2026, 7, 1, tzinfo=UTC)
BEGINS = date(2025, 9, 1)
MAPPING = """
source = "survey"
[row]
occurred = "day"
unit = "unit"
touchpoint = "touchpoint"
customer = { column = "who", missing = [""] }
[answers.satisfied]
column = "satisfied"
scale = "yes_no"
missing = [""]
"""
UNITS = tuple(f"shop {n}" for n in range(14))
HEAD = f"""
units: {{{", ".join(f"{unit}: {{}}" for unit in UNITS)}}}
touchpoints: {{till: {{}}, complaint: {{}}}}
initiatives:
  shorter form:
"""
ANSWERS = """
    measure: csat
    scope: {touchpoint: till}
    begins_on: 2025-09-01
    expected: 0.15
"""
FEWER = """
    measure: count of complaint
    begins_on: 2025-09-01
    expected: 0.6
"""


def judged(folder: Path, rows: Sequence[str], promise: str) -> dict[str, Any]:
    made = stik.create(folder / "place", now=BEFORE)
    made.place.programme_file.write_text(HEAD + promise)
    assert made.register_initiatives(now=BEFORE) == ("shorter form",)
    file = folder / "survey.csv"
    file.write_text("\n".join(["day,unit,touchpoint,who,satisfied", *rows]) + "\n")
    made.load(file, mapping=parse_mapping(MAPPING, path="m.toml"), now=LATER)
    [row] = made.initiatives(today=LATER.date()).table.to_pylist()
    found: dict[str, Any] = row
    return found


def days_of(n_months: int, *, last: date = date(2026, 6, 1)) -> list[date]:
    months = [last.year * 12 + last.month - 1 - back for back in range(n_months)]
    return [date(month // 12, month % 12 + 1, 5) for month in sorted(months)]


def weekly(chance: Random, *, rise: float) -> list[str]:
    """Return 60 answers a week from April 2025 on, which rise as it begins."""
    rows = []
    for week in range(65):
        day = date(2025, 4, 2) + timedelta(weeks=week)
        share = 0.6 + (rise if day > BEGINS else 0)
        rows += [f"{day},,till,,{int(chance.random() < share)}" for _ in range(60)]
    return rows


def test_below_two_years_full_weeks_are_judged_and_seasons_warned_of(tmp_path):
    row = judged(tmp_path, weekly(Random(3), rise=0.15), ANSWERS)
    assert row["method"].startswith("interrupted time series by week")
    assert row["word"] == "keep"
    assert row["low"] < 0.15 < row["high"]
    assert NO_SEASONS in row["notes"]
    assert row["has_faded"] is False


def test_a_few_answers_a_week_are_judged_by_month(tmp_path):
    row = judged(tmp_path, weekly(Random(3), rise=0.15)[::4], ANSWERS)
    assert "by month" in row["method"]


def test_an_effect_that_went_again_is_to_be_changed(tmp_path):
    chance, rows = Random(4), []
    for day in days_of(30):
        share = 0.8 if BEGINS < day < date(2026, 2, 1) else 0.6
        rows += [f"{day},,till,,{int(chance.random() < share)}" for _ in range(400)]
    row = judged(tmp_path, rows, ANSWERS)
    assert (row["word"], row["has_faded"]) == ("change", True)
    assert "the effect has faded" in row["sentence"]


def staggered_rows(chance: Random, *, rise: float) -> list[str]:
    """Return 80 answers a month in 14 shops; of the first seven each begins in turn."""
    rows = []
    for day in days_of(18):
        for n, unit in enumerate(UNITS):
            has_begun = n < 7 and day > begins(n)
            share = 0.5 + n / 100 + (rise if has_begun else 0)
            rows += [
                f"{day},{unit},till,,{int(chance.random() < share)}" for _ in range(80)
            ]
    return rows


def begins(n: int) -> date:
    return date(2025, 9 + n // 3, 1)


STAGGERED = f"""
    measure: csat
    scope: {{touchpoint: till}}
    expected: 0.2
    units: {{{", ".join(f"{UNITS[n]}: {begins(n)}" for n in range(7))}}}
"""


def test_units_that_begin_in_turn_are_held_against_those_that_never_do(tmp_path):
    row = judged(tmp_path, staggered_rows(Random(6), rise=0.2), STAGGERED)
    assert row["method"].startswith("staggered starts")
    assert (row["counted"], row["n_before"], row["n"]) == ("units", 7, 7)
    assert row["word"] == "keep"
    assert row["low"] < 0.2 < row["high"]
    assert row["checks"] == ["the units moved alike before they began"]
    assert row["begins_on"] == date(2025, 9, 1)


def test_units_that_gain_nothing_are_stopped(tmp_path):
    row = judged(tmp_path, staggered_rows(Random(6), rise=0), STAGGERED)
    assert row["word"] == "stop"


def test_too_few_units_say_so(tmp_path):
    rows = [row for row in staggered_rows(Random(6), rise=0.2) if ",shop 1" not in row]
    row = judged(tmp_path, rows, STAGGERED)
    assert row["word"] == "cannot tell yet"
    assert row["unknown"] == "3 units to compare with, needs 5"


def counted_rows(chance: Random, *, times: float, with_visits: bool) -> list[str]:
    """Return some 100 complaints a month, `times` as many since it began.

    With visits there are 300 customers at first, and ever more of both.
    """
    rows = []
    for month, day in enumerate(days_of(30)):
        n_customers = 300 + 20 * month if with_visits else 300
        share = (times if day > BEGINS else 1.0) / 3
        rows += [
            f"{day},,complaint,c{who},"
            for who in range(n_customers)
            if chance.random() < share
        ]
        if with_visits:
            rows += [f"{day},,till,c{who}," for who in range(n_customers)]
    return rows


def test_complaints_are_counted_out_of_the_customers_who_came(tmp_path):
    rows = counted_rows(Random(7), times=0.6, with_visits=True)
    row = judged(tmp_path, rows, FEWER)
    assert row["method"].startswith("interrupted counts by month")
    assert row["word"] == "keep"
    assert row["low"] < 0.6 < row["high"] < 0.75
    assert (row["counted"], row["n_before"], row["n"]) == ("months", 20, 10)
    assert STEADY not in row["notes"]


def test_more_customers_alone_are_not_more_complaints(tmp_path):
    rows = counted_rows(Random(8), times=1.0, with_visits=True)
    row = judged(tmp_path, rows, FEWER)
    assert row["word"] == "stop"
    assert row["low"] < 1 < row["high"]


def test_complaints_without_visits_are_taken_for_steady_and_that_is_said(tmp_path):
    rows = counted_rows(Random(9), times=0.6, with_visits=False)
    without_march = [row for row in rows if not row.startswith("2024-03")]
    row = judged(tmp_path, without_march, FEWER)
    assert STEADY in row["notes"]
    assert row["n_before"] == 20
    assert row["value"] < 1


@pytest.mark.parametrize(
    ("promise", "reason"),
    [
        (FEWER, "nothing that happened at 'complaint' has a date."),
        (ANSWERS, "no answers in its scope have a date."),
    ],
)
def test_what_never_happened_or_was_never_asked_says_so(tmp_path, promise, reason):
    row = judged(tmp_path, [f"{day},,till,," for day in days_of(12)], promise)
    assert (row["word"], row["unknown"]) == ("not verified", reason)
