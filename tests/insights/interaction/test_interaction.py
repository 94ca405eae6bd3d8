"""Where the lead of one group over another is larger than elsewhere."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stik.insights.cells import Cell
from stik.insights.interaction.finding import Interaction, interactions
from stik.metrics.mean import MEAN
from stik.metrics.metric import Difference
from stik.terms.counts import Counts
from stik.terms.scale import Scale

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "interaction.toml").read_text(encoding="utf-8")
)["case"]
YES_NO = Scale.parse("yes_no_0_1")


def cell(n_no: int, n_yes: int, *, scale: Scale = YES_NO) -> Cell:
    counts = Counts.of([0.0, 1.0], [n_no, n_yes])
    return Cell((), None, counts, scale, MEAN.estimate(counts, scale))


def found(yes: dict[str, int], no: dict[str, int]) -> list[Interaction]:
    cells = {tuple(name.split()): cell(no[name], yes[name]) for name in yes}
    return interactions(cells, MEAN)


def of_four(yes: Sequence[int], no: Sequence[int]) -> Interaction:
    names = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    (one,) = interactions(dict(zip(names, map(cell, no, yes), strict=True)), MEAN)
    return one


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_difference_of_differences_is_that_worked_by_hand(case):
    (one,) = found(case["yes"], case["no"])
    corners = one.corners
    assert [
        corners.first,
        corners.first_against,
        corners.second,
        corners.second_against,
    ] == case["corners"]
    assert one.here.value == pytest.approx(case["here"])
    assert one.there.value == pytest.approx(case["there"])
    difference = one.comparison.difference
    assert difference.value == pytest.approx(case["value"])
    assert difference.low < difference.value < difference.high
    assert one.comparison.is_real is case["is_real"]
    assert one.n == 400


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_p_value_agrees_with_the_interval(case):
    (one,) = found(case["yes"], case["no"])
    difference = one.comparison.difference
    assert (difference.p < 0.05) == (difference.low > 0)


four = st.lists(st.integers(5, 400), min_size=8, max_size=8)


@given(four)
def test_the_larger_lead_is_here_and_never_negative(n):
    one = of_four(n[:4], n[4:])
    assert one.here.value >= abs(one.there.value) - 1e-12
    value = one.here.value - one.there.value
    assert one.comparison.difference.value == pytest.approx(value)


@given(four)
def test_which_dimension_is_named_first_means_nothing(n):
    turned = [n[i] for i in (0, 2, 1, 3, 4, 6, 5, 7)]
    both = of_four(n[:4], n[4:]), of_four(turned[:4], turned[4:])
    sizes = [each.comparison.difference.value for each in both]
    assert sizes[0] == pytest.approx(sizes[1])


def test_every_four_cells_are_shown_and_corrected_together():
    chance = np.random.default_rng(4)
    cells = {
        (first, second): cell(*chance.integers(200, 260, size=2))
        for first in "abc"
        for second in "xyz"
    }
    shown = interactions(cells, MEAN)
    assert len(shown) == 9
    assert all(s.comparison.p_corrected >= s.comparison.difference.p for s in shown)
    p = [s.comparison.difference.p for s in shown]
    assert p == sorted(p)


def test_each_lead_is_measured_once_however_often_it_is_held_against_others():
    measured: list[Counts] = []

    def compare(first: Counts, second: Counts, scale: Scale) -> Difference:
        measured.append(first)
        return MEAN.compare(first, second, scale)

    cells = {(one, other): cell(50, 60) for one in "abcd" for other in "uvwxyz"}
    shown = interactions(cells, replace(MEAN, compare=compare))
    assert (len(shown), len(measured)) == (6 * 15, 6 * 6)


def test_groups_that_are_alike_rarely_interact():
    chance = np.random.default_rng(11)
    real = []
    for _ in range(200):
        yes = chance.binomial(150, [0.3, 0.5, 0.5, 0.7])
        real.append(of_four(yes, 150 - yes).comparison.is_real)
    assert sum(real) <= 18


def test_a_cell_with_too_few_answers_leaves_it_open():
    yes = {"a x": 20, "a y": 200, "b x": 200, "b y": 10}
    no = {"a x": 8, "a y": 200, "b x": 10, "b y": 200}
    (one,) = found(yes, no)
    assert one.comparison.difference.value is not None
    assert one.comparison.is_real is None


def test_a_cell_nobody_is_in_leaves_it_unknown():
    cells = {name: cell(50, 50) for name in [("a", "x"), ("a", "y"), ("b", "x")]}
    (one,) = interactions(cells, MEAN)
    assert one.comparison.difference.value is None
    assert one.comparison.difference.unknown == "no answers in one of the groups"
    assert one.n == 300


def test_different_scales_are_not_held_against_each_other():
    cells = {name: cell(50, 50) for name in [("a", "x"), ("a", "y"), ("b", "x")]}
    cells["b", "y"] = cell(50, 50, scale=Scale.parse("rating_0_1"))
    (one,) = interactions(cells, MEAN)
    assert one.comparison.difference.unknown == "asked on yes_no_0_1 and on rating_0_1"


def test_one_value_has_nothing_to_interact_with():
    assert interactions({("a", "x"): cell(50, 50), ("a", "y"): cell(9, 9)}, MEAN) == []
