"""Whatever is asked, of whichever table: the numbers of the answers themselves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.workspace.conftest import Row, add

import stik
from stik.facts.schema import SUMS_OF
from stik.rollups import summing
from stik.rollups.counting import table_for
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period, period_begin, period_label
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2027, 1, 1, tzinfo=UTC)
GROUPINGS = [
    ((), "rollup_base_by_month_overall"),
    (("touchpoint",), "rollup_base_by_month"),
    (("touchpoint", "month"), "rollup_base_by_month"),
    (("week",), "rollup_base_by_week_overall"),
    (("week", "touchpoint", "unit"), "rollup_unit_by_week"),
    (("day",), "rollup_base_by_day_overall"),
    (("quarter", "channel"), "rollup_channel_by_month_overall"),
    (("unit", "year"), "rollup_unit_by_month_overall"),
    (("day", "language", "touchpoint"), "rollup_language_by_day"),
    (("channel", "unit"), "answers"),
    (("tier",), "answers"),
    (("tier", "channel", "month"), "answers"),
]
MAYBE = st.sampled_from(["", "one", "two"])
ROWS = st.fixed_dictionaries(
    {
        "who": st.sampled_from(["", "ana", "bojan", "cvetka"]),
        "day": st.sampled_from(["", "2019-12-30", "2020-12-31", "2021-01-03"])
        | st.dates(date(2020, 1, 1), date(2021, 3, 1)).map(str),
        "channel": MAYBE,
        "unit": MAYBE,
        "language": MAYBE,
        "touchpoint": st.sampled_from(["shop", "web"]),
        "weight": st.floats(0.1, 5).map(str),
        "tier": MAYBE,
        "recommend": st.integers(0, 10).map(str),
    }
)


def test_the_planner_takes_the_smallest_table_that_holds_the_columns():
    for by, table in GROUPINGS:
        assert table_for(Inquiry("nps", by=by)) == table, by
    assert table_for(Inquiry("nps", as_of=NOW)) == "answers"
    filtered = Inquiry("nps", by=("channel",), where={"unit": ("one",)})
    assert table_for(filtered) == "answers"


def cells(workspace: Workspace, **words: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = workspace.ask("nps", **words).table.to_pylist()
    return rows


def counted(rows: Sequence[Row], by: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
    """Return how many answers each cell has, counted without stik."""
    found: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in rows:
        found[tuple(key_of(row, name) for name in by)] += 1
    return dict(found)


def key_of(row: Row, name: str) -> str | None:
    if name in row:
        return str(row[name]) or None
    if not row["day"]:
        return None
    day = date.fromisoformat(str(row["day"]))
    return period_label(period_begin(day, grain=name), grain=name)


@given(rows=st.lists(ROWS, min_size=9, max_size=60))
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_every_grouping_counts_the_same_raw_by_rollup_and_by_hand(
    rows: list[dict[str, Any]],
):
    rows[0]["tier"] = "one"
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(summing, "FEW_ROWS", 0)  # so that every level is kept
        workspace = stik.create(Path(folder) / "place", now=NOW)
        half = len(rows) // 2
        for number, part in enumerate((rows[:half], rows[half:])):
            if part:
                add(workspace, part, now=NOW, name=f"part {number}")
            if number == 0:
                workspace.mend(now=NOW)
        levels = {"rollup_unit", *SUMS_OF["rollup_unit"].values()}
        assert levels <= set(workspace.store.latest().versions), "and some is new"
        before = {by: cells(workspace, by=by) for by, _ in GROUPINGS}
        for by, found in before.items():
            assert cells(workspace, by=by, as_of=LATER) == found
            if "tier" not in by:
                n = {tuple(row[name] for name in by): row["n"] for row in found}
                assert n == counted(rows, by)
            assert sum(row["n"] for row in found) == len(rows), "parts make the whole"
            weighted = cells(workspace, by=by, weighted=True)
            assert_same(cells(workspace, by=by, weighted=True, as_of=LATER), weighted)
        workspace.mend(now=LATER)
        for by, found in before.items():
            assert cells(workspace, by=by) == found


PERIODS = [("2020", "2020"), ("2020-03", None), (None, "2020-11"), ("2020-12-30", None)]


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_a_period_counts_the_same_raw_by_rollup_and_by_hand(
    tmp_path: Path, first: str | None, last: str | None
):
    days = ["", "2019-12-31", "2020-01-01", "2020-03-01", "2020-11-30", "2020-12-30"]
    rows = [
        {"who": "ana", "day": day, "channel": "one", "recommend": str(index)}
        for index, day in enumerate([*days, "2020-12-31", "2021-01-01"])
    ]
    workspace = stik.create(tmp_path / "place", now=NOW)
    add(workspace, rows, now=NOW)
    inside = [
        row["day"]
        for row in rows
        if row["day"] and (first or "") <= row["day"] <= (last or "9") + "~"
    ]
    assert 0 < len(inside) < len(rows) - 1
    words = {"by": "channel", "from_date": first, "to_date": last}
    found = cells(workspace, **words)
    assert [row["n"] for row in found] == [len(inside)]
    assert cells(workspace, as_of=LATER, **words) == found


def assert_same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    assert len(one) == len(other)
    for left, right in zip(one, other, strict=True):
        for name, value in left.items():
            if isinstance(value, float):
                assert value == pytest.approx(right[name], rel=1e-9, abs=1e-9)
            else:
                assert value == right[name]


def test_a_level_that_is_not_kept_is_left_for_the_next_or_the_answers():
    by_unit = Inquiry("nps", by=("unit",))
    kept = ["rollup_base", "rollup_channel", "rollup_unit", "rollup_channel_by_day"]
    assert table_for(by_unit, kept=kept) == "rollup_unit", "nothing is summed up yet"
    assert table_for(by_unit, kept=kept[:2]) == "answers"
    by_channel = Inquiry("nps", by=("channel",))
    assert table_for(by_channel, kept=kept) == "rollup_channel_by_day"
    months_only = ["rollup_unit", "rollup_unit_by_month"]
    assert table_for(by_unit, kept=months_only) == "rollup_unit_by_month"
    by_week = Inquiry("nps", by=("unit", "week"))
    assert table_for(by_week, kept=months_only) == "answers"


@pytest.mark.parametrize(
    ("first", "last", "level"),
    [
        ("2026-01", "2026-03", "month_overall"),
        ("2026-01-05", "2026-02-01", "week_overall"),
        ("2026-01-05", None, "week_overall"),
        ("2026-01-05", "2026-02-02", "day_overall"),
    ],
)
def test_a_period_is_read_at_the_coarsest_level_that_has_its_borders(
    first: str, last: str | None, level: str
):
    period = Period.named(first=first, last=last)
    asked = Inquiry("nps", by=("unit",), period=period)
    assert table_for(asked) == f"rollup_unit_by_{level}"
