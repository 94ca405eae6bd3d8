"""Is it the usual coming and going? Asked of a workspace, chart by chart."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from tests.workspace.conftest import Make, Row, add

from stik.errors import QuestionError
from stik.workspace import Workspace

N_MONTHS = 20
LIKING = (2, 3, 3, 4, 4, 4, 5, 5, 5, 5)


def months(*, fall_in: int | None = None, n: int = 60, **words: str) -> list[Row]:
    """Return n ratings a month from 2024-01 on, in one of them much worse."""
    rows: list[Row] = []
    chance = Random(words.get("channel", "all"))
    for month in range(N_MONTHS):
        day = date(2024 + month // 12, month % 12 + 1, 11)
        for number in range(n):
            value = chance.choice(LIKING)
            if month == fall_in:
                value = 1 if words.get("channel") == "web" or number % 2 else 2
            rows.append({"day": str(day), "rating": str(value), **words})
    return rows


def explained(result: Any) -> dict[str, Any]:
    told: dict[str, Any] = result.explain()
    return told


def test_a_month_that_fell_is_a_signal_and_the_others_are_not(made: Make) -> None:
    workspace = made(*months(fall_in=15, touchpoint="shop"))
    result = workspace.consistency("csat", by="touchpoint", plan={"baseline": 15})
    rows = result.table.to_pylist()
    assert [row["period"] for row in rows if row["signal"]] == ["2025-04"]
    assert len(rows) == N_MONTHS
    told = explained(result)
    [chart] = told["charts"]
    assert chart["group"] == {"touchpoint": "shop"}
    assert chart["signals"][0]["sentence"].startswith("In 2025-04: 0.0 % is below")
    assert 0 < told["false_signals_a_month"] < 0.1
    assert "by month, the finest with 30 answers" in told["notes"]


def test_nothing_is_said_of_a_measure_that_stays(made: Make) -> None:
    workspace = made(*months(touchpoint="shop"), *months(touchpoint="web"))
    told = explained(workspace.consistency("csat", by=["touchpoint", "month"]))
    assert told["n_charts_judged"] == 2
    assert [chart["signals"] for chart in told["charts"]] == [[], []]


def test_who_carries_the_current_signal_is_named(made: Make) -> None:
    last = N_MONTHS - 1
    workspace = made(
        *months(fall_in=last, touchpoint="shop", channel="web"),
        *months(touchpoint="shop", channel="till"),
    )
    told = explained(workspace.consistency("csat", by="month", to_date="2025-08"))
    signals = told["charts"][0]["signals"]
    [signal] = [s for s in signals if s["is_current"] and s["rule"] == 1]
    assert signal["carried_by"]["by"] == "channel"
    part = signal["carried_by"]["parts"][0]
    assert (part["part"], part["is_real"]) == ("web", True)
    assert part["share"] > 0.8


def test_a_period_without_answers_is_a_gap_and_one_with_few_is_not_judged(
    made: Make,
) -> None:
    rows = [row for row in months() if row["day"] != "2024-05-11"]
    few = [row for row in rows if row["day"] == "2024-06-11"][:20]
    rows = [row for row in rows if row["day"] != "2024-06-11"] + few
    found = made(*rows).consistency("csat", by="month").table.to_pylist()
    states = {row["period"]: (row["state"], row["unknown"]) for row in found}
    assert states["2024-05"] == ("unknown", "no answers in this period")
    assert states["2024-06"] == ("too_few", None)
    assert states["2024-07"] == ("judged", None)


def test_a_period_that_was_still_running_is_shown_and_not_judged(made: Make) -> None:
    running = [{"day": "2026-02-01", "rating": "1"}] * 40
    workspace = made(*months(), *running)
    result = workspace.consistency("csat", by="month")
    last = result.table.to_pylist()[-1]
    assert (last["period"], last["state"], last["n"]) == ("2026-02", "running", 40)
    [note] = [n for n in explained(result)["notes"] if n.startswith("not judged")]
    assert note.startswith("not judged: 2026-02, which ends after the last answers")


@pytest.mark.parametrize(
    ("day", "to_date", "state"),
    [
        ("2026-02-27", None, "running"),
        ("2026-02-28", None, "judged"),
        ("2026-02-01", "2026-02", "judged"),
        ("2026-02-01", "2026-02-14", "running"),
        ("2026-03-01", "2026-03", "running"),
    ],
    ids=[
        "its last day has no answers",
        "its last day has answers",
        "its end is named",
        "it is cut by the end named",
        "it had not ended when it was stored",
    ],
)
def test_a_period_is_whole_with_its_last_day_or_by_the_end_that_is_named(
    day: str, to_date: str | None, state: str, made: Make
) -> None:
    latest: list[Row] = [{"day": day, "rating": "4"}] * 40
    result = made(*months(), *latest).consistency("csat", by="month", to_date=to_date)
    assert result.table.to_pylist()[-1]["state"] == state


def test_a_chart_that_ended_earlier_is_whole_where_others_went_on(made: Make) -> None:
    workspace = made(
        *months(touchpoint="shop"),
        *[{"day": "2026-02-10", "rating": "4", "touchpoint": "web"}] * 40,
    )
    found = workspace.consistency("csat", by=["touchpoint", "month"])
    states = {row["touchpoint"]: row["state"] for row in found.table.to_pylist()}
    assert states == {"shop": "judged", "web": "running"}


def test_a_month_known_as_a_month_is_whole(made: Make) -> None:
    rows = [{**row, "day": str(row["day"])[:7]} for row in months()]
    found = made(*rows, precision="month").consistency("csat", by="month")
    assert found.table.to_pylist()[-1]["state"] == "judged"


def test_a_plan_is_asked_again_as_it_was(made: Make) -> None:
    workspace = made(*months(fall_in=15))
    plan = {"rules": [1], "phases": {"2024-10": "new price list"}, "kind": "p"}
    result = workspace.consistency("csat", by="month", plan=plan)
    assert explained(result)["charts"][0]["chart"] == "p"
    assert workspace.ask_again(explained(result)).table == result.table
    with pytest.raises(QuestionError, match="no period '2030-01'"):
        workspace.consistency("csat", by="month", plan={"phases": {"2030-01": "?"}})


def test_without_any_date_it_is_said_that_nothing_can_be_charted(made: Make) -> None:
    rows = [{"rating": str(1 + n % 5)} for n in range(60)]
    with pytest.raises(QuestionError, match="no answer has a date"):
        made(*rows).consistency("csat")


def test_weeks_are_taken_where_there_are_enough_answers_a_week(made: Make) -> None:
    first = datetime(2025, 1, 6, tzinfo=UTC).date()
    rows = [
        {"day": str(first + timedelta(days=7 * week)), "rating": str(LIKING[n % 10])}
        for week in range(12)
        for n in range(40)
    ]
    told = explained(made(*rows).consistency("csat"))
    assert "by week, the finest with 30 answers" in told["notes"]


YEARS: list[Row] = [
    {"day": str(2016 + n % 8), "rating": str(LIKING[n % 10])} for n in range(8 * 40)
]
WEEKS: list[Row] = [
    {"day": f"2024-01-{4 + 7 * (n % 4):02}", "rating": "4"} for n in range(4 * 40)
]
NEVER: list[Row] = [{"rating": "4"}] * 10


@pytest.fixture
def coarse(made: Make, now: datetime) -> Workspace:
    """Return eight years known to the year only, four weeks, and ten undated rows."""
    workspace = made(*YEARS, precision="year")
    add(workspace, [*WEEKS, *NEVER], now=now, name="days")
    return workspace


def test_the_grain_is_one_that_few_answers_are_lost_by(coarse: Workspace) -> None:
    result = coarse.consistency("csat")
    told = explained(result)
    assert result.table.to_pylist()[0]["period"] == "2016"
    assert told["n_charts_judged"] == 1
    assert (
        "by year: by week the dates of 67% of the answers are too coarse"
        in (told["notes"])
    )
    [missed] = told["left_out"]
    assert (missed["n"], missed["reason"]) == (10, "they have no date")


def test_what_is_in_no_period_of_the_chart_is_told_by_precision(
    coarse: Workspace,
) -> None:
    told = explained(coarse.consistency("csat", by="week"))
    assert [(each["n"], each["reason"]) for each in told["left_out"]] == [
        (10, "they have no date"),
        (320, "their date is known to the year only"),
    ]
    assert "left out of every week: n = 10, they have no date" in told["notes"]


def test_a_coarser_grain_is_no_better_where_it_leaves_too_few_periods(
    made: Make,
) -> None:
    first = date(2024, 1, 4)
    weeks: list[Row] = [
        {"day": str(first + timedelta(days=7 * week)), "rating": str(LIKING[n % 10])}
        for week in range(10)
        for n in range(40)
    ]
    told = explained(made(*weeks).consistency("csat"))
    assert (told["n_charts_judged"], told["left_out"]) == (1, [])
    assert "by week, the finest with 30 answers" in told["notes"]


def test_where_no_period_has_30_answers_it_is_said(made: Make) -> None:
    few: list[Row] = [
        {"day": f"{2010 + n % 9}-03-01", "rating": "4"} for n in range(9 * 10)
    ]
    told = explained(made(*few).consistency("csat"))
    assert "by year: no finer one has 30 answers a period" in told["notes"]
