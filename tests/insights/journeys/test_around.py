"""What lies around a step, worked by hand; and as counted visit by visit."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.insights.journeys.walks import log

from stik.insights.journeys.around import around_of


def told(steps, anchor="x", before=1, after=1):
    """Return how many visits at the anchor of how many have a step at each place."""
    rows = around_of(steps, anchor, before=before, after=after).to_pylist()
    return {
        (row["place"], row["step"] or "-"): (row["n_visits"], row["n"])
        for row in rows
        if row["n_visits"]
    }


def test_each_visit_at_the_anchor_has_what_is_before_and_after_it():
    """The anchor three times: after a, after itself, and at the beginning."""
    assert told(log("axxb", "xa")) == {
        (-1, "a"): (1, 3),
        (-1, "x"): (1, 3),
        (-1, "-"): (1, 3),
        (1, "x"): (1, 3),
        (1, "b"): (1, 3),
        (1, "a"): (1, 3),
    }


def test_the_base_rate_is_that_of_any_visit_at_the_same_place():
    """Before x lies a in 5 of 5; before any of the 15 visits in 5: three times more."""
    rows = around_of(log(*["axb"] * 5), "x", before=1, after=0).to_pylist()
    first = rows[0]
    assert (first["step"], first["value"], first["n"]) == ("a", 1.0, 5)
    assert (first["base"], first["n_base"]) == (pytest.approx(1 / 3), 15)
    assert first["lift"] == pytest.approx(3)
    never = {row["step"]: row["lift"] for row in rows[1:]}
    assert never == {"x": 0, None: 0}


def test_what_a_period_cuts_off_is_not_told_to_be_nothing():
    kept = np.array([False, True, True, True])
    assert told(log("axx", "x").cut(kept), after=0) == {
        (-1, "x"): (1, 2),
        (-1, "-"): (1, 2),
    }
    open_steps = log("xa", "xb").ended(np.array([True, False]))
    found = told(open_steps, before=0, after=2)
    assert found[2, "-"] == (1, 1)


def test_of_an_anchor_that_nobody_meets_it_is_unknown():
    rows = around_of(log("ab"), "x", before=1, after=1).to_pylist()
    assert {row["unknown"] for row in rows} == {"n = 0, needs 5"}


def test_around_nothing_there_is_nothing():
    assert around_of(log(), "x", before=3, after=3).num_rows == 0


def test_a_way_of_ten_thousand_visits_is_looked_through():
    assert told(log("ax" * 5_000))[-1, "a"] == (5_000, 5_000)


def by_hand(ways, place, anchor=None):
    found = Counter()
    for way in ways:
        for at, step in enumerate(way):
            if anchor in (None, step):
                there = at + place
                found[way[there] if 0 <= there < len(way) else None] += 1
    return found


@given(
    some.lists(some.text("abx", min_size=1, max_size=6), max_size=8),
    some.sampled_from([-3, -2, -1, 1, 2, 3]),
)
def test_it_is_as_counted_visit_by_visit(ways, place):
    before, after = (-place, 0) if place < 0 else (0, place)
    rows = around_of(log(*ways), "x", before=before, after=after).to_pylist()
    there = [row for row in rows if row["place"] == place]
    around, anywhere = by_hand(ways, place, "x"), by_hand(ways, place)
    assert {row["step"]: row["n_visits"] for row in there if row["n_visits"]} == around
    for row in there:
        n = sum(anywhere.values())
        assert row["n_base"] == n
        if row["base"] is not None:
            assert row["base"] == pytest.approx(anywhere[row["step"]] / n)
