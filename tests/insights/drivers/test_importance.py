"""How much each driver explains, from a correlation matrix."""

import doctest
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.insights.drivers import correlation, importance
from stik.insights.drivers.correlation import PairSums, definite
from stik.insights.drivers.importance import importances, johnson, lmg

SWISS = Path(__file__).parent / "cases" / "swiss.csv"
"""Mosteller and Tukey (1977), R's data set `swiss`: fertility and five drivers."""


def of_people(n_drivers: int, *, n: int = 400, seed: int = 0) -> np.ndarray:
    """Return the correlations of drivers that go together, and of an outcome."""
    generator = np.random.default_rng(seed)
    ratings = generator.normal(size=(n, n_drivers)) + generator.normal(size=(n, 1))
    outcome = ratings @ generator.normal(size=n_drivers) + generator.normal(size=n)
    return np.corrcoef(np.column_stack([ratings, outcome]), rowvar=False)


def r_squared(matrix: np.ndarray, drivers: list[int]) -> float:
    if not drivers:
        return 0.0
    with_outcome = matrix[drivers, -1]
    among = matrix[np.ix_(drivers, drivers)]
    return float(with_outcome @ np.linalg.solve(among, with_outcome))


@pytest.fixture(scope="module")
def swiss() -> np.ndarray:
    table = np.loadtxt(SWISS, delimiter=",", skiprows=1)
    return np.corrcoef(np.roll(table, -1, axis=1), rowvar=False)


def test_lmg_of_swiss_is_that_of_the_r_package_relaimpo(swiss):
    published = [0.0570912, 0.1711730, 0.2601346, 0.1055702, 0.1127659]
    assert lmg(swiss) == pytest.approx(published, abs=1e-7)
    assert lmg(swiss).sum() == pytest.approx(0.7067350, abs=5e-8)


def test_relative_weights_of_swiss_are_johnsons(swiss):
    published = [0.0484169, 0.1547082, 0.2719641, 0.1146800, 0.1169657]
    assert johnson(swiss) == pytest.approx(published, abs=5e-8)


def test_lmg_is_the_average_over_all_orders():
    matrix, orders = of_people(5), list(permutations(range(5)))
    added = np.zeros(5)
    for order in orders:
        for place, driver in enumerate(order):
            with_it = r_squared(matrix, list(order[: place + 1]))
            added[driver] += with_it - r_squared(matrix, list(order[:place]))
    assert lmg(matrix) == pytest.approx(added / len(orders))


@settings(max_examples=30, deadline=None)
@given(n_drivers=st.integers(1, 8), seed=st.integers(0, 1000))
def test_parts_are_never_negative_and_add_up_to_r_squared(n_drivers, seed):
    matrix = of_people(n_drivers, seed=seed)
    whole = r_squared(matrix, list(range(n_drivers)))
    for parts in (lmg(matrix), johnson(matrix)):
        assert parts.sum() == pytest.approx(whole)
        assert parts.min() >= -1e-12


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(6)))
def test_order_of_drivers_means_nothing(order):
    matrix = of_people(6)
    turned = matrix[np.ix_([*order, 6], [*order, 6])]
    assert lmg(turned) == pytest.approx(lmg(matrix)[order])
    assert johnson(turned) == pytest.approx(johnson(matrix)[order])


def test_two_drivers_that_say_the_same_share_alike():
    matrix = of_people(3)[np.ix_([0, 0, 1, 3], [0, 0, 1, 3])]
    for parts in (lmg(matrix), johnson(matrix)):
        assert parts[0] == pytest.approx(parts[1])
        assert parts.sum() == pytest.approx(r_squared(matrix[1:, 1:], [0, 1]))


def test_fifteen_drivers_are_told_apart_by_lmg_and_sixteen_by_johnson():
    exact, method = importances(of_people(15))
    assert (method, exact.shape) == ("LMG", (15,))
    close, method = importances(of_people(16))
    assert (method, close.shape) == ("Johnson's relative weights", (16,))


def test_correlations_of_everyone_are_the_usual_ones():
    generator = np.random.default_rng(4)
    answers = generator.integers(1, 6, size=(5000, 6)).astype(float)
    answers[:, 0] += answers[:, 1]
    scaled = (answers - answers.mean(axis=0)) / answers.std(axis=0)
    sums = PairSums.of(scaled, np.ones(5000), seed=1)
    assert sums.correlation() == pytest.approx(np.corrcoef(answers, rowvar=False))


def test_a_pair_is_correlated_over_those_who_answered_both():
    generator = np.random.default_rng(4)
    answers = generator.normal(size=(300, 3)) + generator.normal(size=(300, 1))
    answers[generator.random(answers.shape) < 0.3] = np.nan
    found = PairSums.of(answers, np.ones(300), seed=1).correlation()
    both = ~np.isnan(answers[:, [0, 2]]).any(axis=1)
    pair = np.corrcoef(answers[both, 0], answers[both, 2])[0, 1]
    assert found[0, 2] == pytest.approx(pair)
    assert found[2, 0] == pytest.approx(pair)


def test_a_weight_of_two_is_two_people():
    generator = np.random.default_rng(4)
    answers = generator.normal(size=(60, 3))
    weight = generator.integers(1, 4, size=60)
    weighted = PairSums.of(answers, weight.astype(float), seed=1).correlation()
    repeated = PairSums.of(
        np.repeat(answers, weight, axis=0), np.ones(weight.sum()), seed=1
    )
    assert weighted == pytest.approx(repeated.correlation())


def test_correlations_that_contradict_each_other_are_shrunk_until_they_do_not():
    at_odds = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    fits = definite(at_odds)
    assert np.linalg.eigvalsh(fits.correlation)[0] > 0
    assert 0 < fits.shrinkage < 1
    untouched = of_people(4)
    assert definite(untouched) == (pytest.approx(untouched), 0.0)


@pytest.mark.parametrize("module", [importance, correlation])
def test_examples_in_docstrings_run(module):
    assert doctest.testmod(module, raise_on_error=True).attempted > 0
