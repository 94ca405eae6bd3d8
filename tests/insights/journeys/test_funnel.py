"""The funnel, worked by hand; and that it is that of counting one by one."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.insights.journeys.funnel import funnel_of
from stik.insights.journeys.shares import Share, lift_of
from stik.insights.journeys.steps import steps_of


def rows(steps, names):
    return funnel_of(steps, list(names)).to_pylist()


def test_each_step_is_reached_some_time_after_the_one_before():
    """Ten instances: all but one reach a, six of nine b after it, three of six c."""
    ways = ["axbc", "abxc", "abc", "ab", "axb", "ab", "a", "ba", "xa", "b"]
    first, second, third = rows(log(*ways), "abc")
    assert (first["n_reached"], first["value"], first["of_first"]) == (9, 0.9, None)
    assert (second["n_reached"], second["n"]) == (6, 9)
    assert second["value"] == second["of_first"] == pytest.approx(6 / 9)
    assert (third["n_reached"], third["n"], third["value"]) == (3, 6, 0.5)
    assert (third["of_first"], third["n_of_first"]) == (pytest.approx(3 / 9), 9)
    # Wilson's interval of 6 of 9.
    assert second["low"] == pytest.approx(0.354203, abs=1e-6)
    assert second["high"] == pytest.approx(0.879416, abs=1e-6)


def test_the_base_rate_counts_who_reaches_the_step_in_any_order():
    ways = ["axbc", "abxc", "abc", "ab", "axb", "ab", "a", "ba", "xa", "b"]
    _, second, _ = rows(log(*ways), "abc")
    assert (second["base"], second["n_base"]) == (0.8, 10)
    assert second["lift"] == pytest.approx(6 / 9 / 0.8)
    assert second["lift_low"] < second["lift"] < second["lift_high"]


def test_who_may_still_reach_a_step_is_no_drop_out():
    over = np.array([True] * 6 + [False] * 4)
    steps = log("ab", "ab", "ab", "a", "a", "a", "ab", "a", "a", "a").ended(over)
    _, second = rows(steps, "ab")
    assert (second["n_open"], second["n"], second["n_reached"]) == (3, 7, 4)
    assert second["value"] == pytest.approx(4 / 7)


def test_who_began_before_is_in_no_funnel():
    kept = np.array([False, True] + [True, True] * 6)
    steps = log(*["ab"] * 7).cut(kept)
    [first] = rows(steps, "b")
    assert (first["n_reached"], first["n"]) == (6, 6)


def test_the_time_is_that_since_the_step_before():
    """Two and four minutes from a to b; one minute from the beginning to a."""
    first, second = rows(log("xa b", "xa   b"), "ab")
    assert (first["median_seconds"], second["median_seconds"]) == (60, 180)


def test_the_same_step_twice_is_reached_at_its_second_visit():
    assert [row["n_reached"] for row in rows(log("aba", "ab", "aa"), "aa")] == [3, 2]


def test_of_the_same_moment_the_order_of_storing_counts():
    visits = [("x", "a"), ("x", "b"), ("y", "b"), ("y", "a")]
    table = pa.table(
        {
            "instance": [instance for instance, _ in visits],
            "at": pa.array([0] * 4, pa.int64()),
            "step": [step for _, step in visits],
            "customer": pa.nulls(4, pa.int64()),
        }
    )
    first, second = rows(steps_of(table), "ab")
    assert (first["n_reached"], second["n_reached"]) == (2, 1)
    assert second["median_seconds"] == 0


def test_of_nothing_nothing_is_reached():
    [row] = rows(log(), "a")
    assert (row["n_reached"], row["value"], row["unknown"]) == (
        0,
        None,
        "n = 0, needs 5",
    )


def test_a_way_of_ten_thousand_visits_is_gone_through():
    [first, second] = rows(log("a" * 9_999 + "b", "b"), "ab")
    assert (first["n_reached"], second["n_reached"]) == (1, 1)


def one_by_one(way, names):
    """Return which steps a way reaches, visit by visit."""
    reached = 0
    for step in way:
        if reached < len(names) and step == names[reached]:
            reached += 1
    return reached


@given(
    some.lists(some.text("abc", min_size=1, max_size=6), max_size=12),
    some.text("abc", min_size=1, max_size=4),
)
def test_it_is_as_counted_visit_by_visit(ways, names):
    found = [row["n_reached"] for row in rows(log(*ways), names)]
    reached = [one_by_one(way, names) for way in ways]
    assert found == [sum(n > place for n in reached) for place in range(len(names))]


COUNTS = some.tuples(*[some.integers(0, 40)] * 4)


@given(COUNTS)
def test_a_lift_lies_in_its_interval_and_never_beyond_what_can_be(counts):
    fit, also, neither, others = counts
    n, base = fit + also + neither, Share(fit + also + others, sum(counts) + 10)
    found = lift_of(Share(fit, n), base, n_both=fit + also)
    if found.unknown is None:
        assert 0 <= found.low <= found.value <= found.high
        assert not fit or found.value / (fit / n) * base.value == pytest.approx(1)


def test_where_all_came_the_same_way_the_lift_is_one():
    found = lift_of(Share(80, 100), Share(80, 100), n_both=80)
    assert found.value == 1
    assert (round(found.low, 2), round(found.high, 2)) == (0.96, 1.04)
