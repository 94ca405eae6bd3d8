"""A period that is not all there is held against as many days of the earlier one.

The shop is liked until September (9 of 10 praise it) and hated from October on (none
does), every year alike: an unfinished year against a whole one looks like a rise.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.workspace.conftest import Make, Row, add

import stik
from stik.workspace import Workspace

LAST = date(2025, 9, 26)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def score(day: date, *, liked_until: date = date.max) -> int:
    """Return 9, in one answer of ten 3, and 3 in winter or once it is liked no more."""
    is_bad = day.month >= 10 or day > liked_until
    return 3 if is_bad or day.toordinal() % 10 == 0 else 9


def seasons(**words: date) -> list[Row]:
    """Return an answer a day from 2024 to the last day, both years alike."""
    return [
        {"day": str(day), "recommend": score(day, **words)}
        for day in days(date(2024, 1, 1), LAST)
    ]


@pytest.fixture(scope="module")
def seasonal(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a shop of `seasons`, that nobody changes."""
    workspace = stik.create(tmp_path_factory.mktemp("seasonal") / "place", now=NOW)
    add(workspace, seasons(), now=NOW)
    return workspace


def compared(workspace: Workspace, **words: Any) -> tuple[dict[str, Any], list[str]]:
    """Return the last row of a comparison, and its notes."""
    result = workspace.ask("nps", **words)
    return result.table.to_pylist()[-1], result.explain()["notes"]


@pytest.mark.parametrize(
    "words", [{"by": "year"}, {"from_date": "2025", "to_date": "2025"}], ids=str
)
def test_a_running_year_is_compared_with_the_same_days_of_the_year_before(
    words: dict[str, Any], seasonal: Workspace
) -> None:
    row, [note] = compared(seasonal, compare="last-year", **words)
    assert (row["n"], row["n_before"]) == (269, 270), "2024 had a 29 February"
    assert row["compared_with"] == "2024-01-01 to 2024-09-26"
    assert abs(row["difference"]) < 1
    assert row["is_real"] is False
    assert "runs to 2025-09-26: compared with the same days" in note


@pytest.mark.parametrize(
    "words",
    [{"by": "month", "compare": "previous"}, {"compare": "last-year"}],
    ids=str,
)
def test_asked_again_it_gives_the_same_cells(
    words: dict[str, Any], seasonal: Workspace
) -> None:
    result = seasonal.ask("nps", **words)
    again = seasonal.ask_again(result.explain())
    assert again.table == result.table
    assert again.explain()["notes"] == result.explain()["notes"]


def test_a_real_fall_in_a_running_year_is_still_found(made: Make) -> None:
    workspace = made(*seasons(liked_until=date(2025, 6, 30)))
    row, _ = compared(workspace, by="year", compare="last-year")
    # 80 from January to June of 2025, -100 in 88 days since; 80 in all days of 2024
    assert row["difference"] == pytest.approx(-180 * 88 / 269, abs=3)
    assert row["is_real"] is True


def test_a_whole_year_is_compared_with_the_whole_one_before(made: Make) -> None:
    whole = [{"day": f"{year}-12-31", "recommend": 9} for year in (2024, 2025)]
    row, notes = compared(made(*whole), by="year", compare="last-year")
    assert (row["n_before"], row["compared_with"], notes) == (1, "2024", [])


@pytest.mark.parametrize(
    ("grain", "compare", "from_date", "days_before", "n_before"),
    [
        ("quarter", "previous", None, "2025-04-01 to 2025-06-27", 88),
        ("quarter", "last-year", None, "2024-07-01 to 2024-09-26", 88),
        ("month", "previous", None, "2025-08-01 to 2025-08-26", 26),
        ("month", "previous", "2025-09-10", "2025-08-10 to 2025-08-26", 17),
        ("month", "last-year", "2025-09-10", "2024-09-10 to 2024-09-26", 17),
        ("week", "previous", None, "2025-09-15 to 2025-09-19", 5),
        ("week", "last-year", None, "2024-09-23 to 2024-09-27", 5),
        ("week", "last-year", "2025-09-25", "2024-09-26 to 2024-09-27", 2),
        ("day", "previous", None, "2025-09-25", 1),
        ("day", "last-year", None, "2024-09-26", 1),
    ],
)
def test_as_many_days_are_taken_of_the_earlier_period(
    grain: str,
    compare: str,
    from_date: str | None,
    days_before: str,
    n_before: int,
    seasonal: Workspace,
) -> None:
    row, notes = compared(seasonal, by=grain, compare=compare, from_date=from_date)
    assert (row["compared_with"], row["n_before"]) == (days_before, n_before)
    assert any(days_before in note for note in notes) is (grain != "day")


def test_a_week_that_the_period_cuts_is_compared_with_as_many_days(
    seasonal: Workspace,
) -> None:
    words = {"from_date": "2025-08-02", "to_date": "2025-08-13"}
    result = seasonal.ask("nps", by="week", compare="previous", **words)
    rows = result.table.to_pylist()
    assert [(row["n"], row["n_before"], row["compared_with"]) for row in rows] == [
        (2, 2, "2025-07-26 to 2025-07-27"),
        (7, 7, "2025-W31"),
        (3, 3, "2025-08-04 to 2025-08-06"),
    ]
    begins, runs = result.explain()["notes"]
    assert begins == (
        "2025-W31 begins on 2025-08-02: compared with as many days of 2025-W30 "
        "(2025-07-26 to 2025-07-27)"
    )
    assert runs.startswith("2025-W33 runs to 2025-08-13: compared with as many days")


def test_other_periods_stay_whole_beside_a_running_one(seasonal: Workspace) -> None:
    result = seasonal.ask("nps", by="quarter", compare="previous")
    n_before = {r["quarter"]: r["n_before"] for r in result.table.to_pylist()}
    assert n_before == {
        "2024-Q1": 0,
        "2024-Q2": 91,
        "2024-Q3": 91,
        "2024-Q4": 92,
        "2025-Q1": 92,
        "2025-Q2": 90,
        "2025-Q3": 88,
    }


def test_a_group_that_ended_earlier_is_compared_by_the_days_of_all(made: Make) -> None:
    shop = [{**row, "channel": "shop"} for row in seasons()]
    web = [row for row in shop if str(row["day"]) <= "2025-06-30"]
    workspace = made(*shop, *({**row, "channel": "web"} for row in web))
    row, _ = compared(workspace, by=["channel", "year"], compare="last-year")
    assert (row["channel"], row["n"], row["n_before"]) == ("web", 181, 270)


def test_the_mix_is_looked_at_in_the_days_compared(made: Make) -> None:
    rows = [
        {**row, "channel": "web" if str(row["day"])[5:7] >= "10" else "shop"}
        for row in seasons()
    ]
    result = made(*rows).ask("nps", by="year", compare="last-year")
    assert result.explain()["compared"]["mix"]["moved"] == []


def test_a_period_known_by_the_month_is_compared_by_whole_months(made: Make) -> None:
    rows = [{**row, "day": str(row["day"])[:7]} for row in seasons()]
    row, _ = compared(made(*rows, precision="month"), by="year", compare="last-year")
    assert row["compared_with"] == "2024-01-01 to 2024-09-30"
    assert (row["n_before"], row["is_real"]) == (274, False)


@pytest.mark.parametrize(("precision", "length"), [("year", 4), ("month", 7)])
@pytest.mark.parametrize(
    "words", [{"by": "year"}, {"from_date": "2026", "to_date": "2026"}], ids=str
)
def test_a_difference_is_unknown_where_dates_are_too_coarse_for_the_days(
    precision: str, length: int, words: dict[str, Any], made: Make
) -> None:
    """They were stored on 2 March 2026: of the days of that year few have been."""
    rows: list[Row] = [
        {"day": day[:length], "recommend": 9}
        for day in ("2025-03-01", "2026-03-01")
        for _ in range(40)
    ]
    row, notes = compared(
        made(*rows, precision=precision), compare="last-year", **words
    )
    assert row["n_before"] == 0
    assert row["difference"] is row["is_real"] is None
    assert row["difference_unknown"].startswith(
        f"no date: known to the {precision} only, too coarse for 2025-01-01 to 2025-03"
    )
    assert any("left out of" in note and "n = 40" in note for note in notes)


def test_an_earlier_moment_is_compared_by_what_had_come_in_then(
    made: Make, now: datetime
) -> None:
    rows = seasons()
    early = [row for row in rows if str(row["day"]) <= "2025-03-15"]
    workspace = made(*early)
    words = {"by": "year", "compare": "last-year"}
    saved = workspace.ask("nps", **words)
    before, notes = compared(workspace, **words)
    assert before["compared_with"] == "2024-01-01 to 2024-03-15"
    add(workspace, rows[len(early) :], now=now + timedelta(days=1), name="more")
    assert compared(workspace, **words)[0]["n_before"] == 270
    assert compared(workspace, as_of=now, **words) == (before, notes)
    assert workspace.ask_again(saved.explain()).table == saved.table


def test_days_a_year_before_a_29_february_end_with_the_28th(made: Make) -> None:
    rows: list[Row] = [
        {"day": day, "recommend": 9}
        for day in ("2023-02-28", "2023-03-01", "2024-02-29")
        for _ in range(30)
    ]
    row, _ = compared(made(*rows), by="year", compare="last-year")
    assert (row["compared_with"], row["n_before"]) == ("2023-01-01 to 2023-02-28", 30)
