"""How far instances went as designed, worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tests.insights.journeys.designs import design
from tests.insights.journeys.walks import log

from stik.insights.journeys.conformance import conformance, fits
from stik.insights.journeys.holding import held_against, moves_of
from stik.metrics.intervals import wilson


def found(written, *ways, customers=None, **marks):
    """Return n and n_found of each finding that was made of anybody, by step."""
    steps = log(*ways, customers=customers)
    steps = replace(steps, **{name: np.array(each) for name, each in marks.items()})
    rows = conformance(held_against(design(written), steps)).to_pylist()
    return {
        (row["finding"], row["step"]): (row["n_found"], row["n"])
        for row in rows
        if row["n_found"]
    }


def test_each_step_is_reached_skipped_repeated_or_misplaced():
    """Abc as designed; acb: b and c change places; abbc: b twice; xac: x, no b."""
    told = found("abc", "abc", "acb", "abbc", "xac")

    assert told == {
        ("reached", "a"): (4, 4),
        ("reached", "b"): (3, 4),
        ("skipped", "b"): (1, 4),
        ("repeated", "b"): (1, 3),
        ("reached", "c"): (3, 4),
        ("skipped", "c"): (1, 4),
        ("misplaced", "c"): (1, 4),
        ("added", "x"): (1, 4),
        ("as_designed", None): (1, 4),
    }


def test_what_the_design_allows_is_told_as_allowed():
    rows = conformance(held_against(design("ab?c+"), log("abcc", "ac"))).to_pylist()
    allowed = {
        (row["finding"], row["step"]): row["is_allowed"]
        for row in rows
        if row["n_found"]
    }

    assert allowed[("skipped", "b")]
    assert allowed[("repeated", "c")]
    assert fits(held_against(design("ab?c+"), log("abcc", "ac")))[
        "cost"
    ].to_pylist() == [
        0,
        0,
    ]


def test_steps_that_may_come_yet_are_not_called_skipped():
    told = found("abc", "ab", "abc", over=[False, True])

    assert told[("reached", "c")] == (1, 1)
    assert told[("as_designed", None)] == (1, 1)
    assert ("skipped", "c") not in told


def test_steps_that_may_have_come_before_are_not_called_skipped():
    told = found("a?bc", "bc", "abc", begun=[False, True])

    assert told[("reached", "a")] == (1, 1)
    assert told[("reached", "b")] == (2, 2)


def test_shares_have_the_interval_of_wilson():
    steps = log(*["abc"] * 30, *["ac"] * 10)
    rows = conformance(held_against(design("abc"), steps)).to_pylist()
    [row] = [r for r in rows if (r["finding"], r["step"]) == ("skipped", "b")]

    assert (row["low"], row["high"]) == pytest.approx(wilson(0.25, n=40))


def test_intervals_count_customers_and_not_their_instances():
    """Ten customers with four instances each that are all alike are worth ten."""
    ways = [way for way in ["abc"] * 7 + ["ac"] * 3 for _ in range(4)]
    customers = [number for number in range(1, 11) for _ in range(4)]
    rows = conformance(
        held_against(design("abc"), log(*ways, customers=customers))
    ).to_pylist()
    [row] = [r for r in rows if (r["finding"], r["step"]) == ("skipped", "b")]
    worth_ten, worth_forty = wilson(0.3, n=10), wilson(0.3, n=40)

    assert row["high"] - row["low"] > worth_forty[1] - worth_forty[0]
    assert row["high"] == pytest.approx(worth_ten[1], abs=0.03)


def test_below_five_instances_a_share_is_unknown():
    rows = conformance(held_against(design("ab"), log("ab", "a"))).to_pylist()

    assert rows[0]["unknown"] == "n = 2, needs 5"
    assert rows[0]["share"] is None


def test_one_customer_tells_nothing_however_often():
    steps = log(*["ab"] * 9, customers=[7] * 9)
    rows = conformance(held_against(design("ab"), steps)).to_pylist()

    assert rows[0]["unknown"] == "n = 9 of 1 customers, needs 5"


def test_fitness_is_one_as_designed_and_nothing_where_nothing_is():
    rows = fits(held_against(design("abc"), log("abc", "xyz", "ac"))).to_pylist()

    assert [row["fitness"] for row in rows] == pytest.approx([1, 0, 1 - 1 / 5])
    assert [row["cost"] for row in rows] == [0, 6, 1]


def test_the_alignment_of_an_instance_is_told_move_by_move():
    rows = moves_of(held_against(design("abc"), log("xac", "abc"))).to_pylist()
    first = [row for row in rows if row["instance"] == "i0"]

    assert [(row["move"], row["step"], row["touchpoint"]) for row in first] == [
        ("added", None, "x"),
        ("made", "a", "a"),
        ("left_out", "b", None),
        ("made", "c", "c"),
    ]
    assert [row["at"] and row["at"].minute for row in first] == [0, 1, None, 2]
    assert [row["place"] for row in rows] == [0, 1, 2, 3, 0, 1, 2]


def test_of_nothing_nothing_is_found():
    held = held_against(design("ab"), log())

    assert {row["n"] for row in conformance(held).to_pylist()} == {0}
    assert fits(held).num_rows == moves_of(held).num_rows == 0
