"""The interval of a share holds the truth as often as it says."""

import doctest

import numpy as np
import pytest

from stik.insights.drivers import sampling
from stik.insights.drivers.finding import drivers
from stik.insights.drivers.importance import importances, shares_of
from stik.insights.drivers.responses import Responses
from stik.insights.drivers.sampling import Samples

NAMES = ["boarding", "seat", "food", "gate", "staff", "price"]
PART = np.array([0.6, 0.4, 0.2, 0.1, 0.0, 0.0])
TOGETHER = np.linalg.cholesky(np.full((6, 6), 0.4) + 0.6 * np.eye(6))


def test_examples_in_docstrings_run():
    assert doctest.testmod(sampling, raise_on_error=True).attempted


def test_one_more_sample_would_lie_beyond_an_end_as_often_as_it_says():
    """Of 199 samples and one more 5 are the lowest 2.5 %: the end is the fifth."""
    shares = np.random.default_rng(1).permutation(np.arange(1.0, 200.0))[:, np.newaxis]
    low, high = Samples(shares, shares).ends(n=1e9)
    assert (low[0], high[0]) == pytest.approx((5, 195), abs=1e-3)


def test_few_people_for_many_drivers_have_wider_intervals():
    shares = np.random.default_rng(2).normal(size=(200, 6))
    ends = [Samples(shares, shares).ends(n=n) for n in (30, 100, 1000)]
    widths = [high - low for low, high in ends]
    assert (widths[0] > widths[1]).all()
    assert (widths[1] > widths[2]).all()


def people(n, generator):
    """Return ratings of 1 to 5 that go together, and what they make up of 0 to 10."""
    moods = generator.normal(size=(n, 6)) @ TOGETHER.T
    outcome = moods @ PART + generator.normal(size=n)
    ratings = np.clip(np.round(3.5 + moods), 1, 5)
    return ratings, np.clip(np.round(7 + 1.5 * outcome), 0, 10)


def held(n, *, rounds):
    """Return how often the interval of each driver's share holds the truth."""
    generator = np.random.default_rng(n)
    everybody = np.column_stack(people(500_000, generator))
    truth = shares_of(importances(np.corrcoef(everybody, rowvar=False))[0])
    holds = np.zeros(len(NAMES))
    for _ in range(rounds):
        for each in drivers(Responses(NAMES, *people(n, generator))).drivers:
            place = NAMES.index(each.name)
            holds[place] += each.low <= truth[place] <= each.high
    return holds / rounds


@pytest.mark.soak
@pytest.mark.parametrize("n", [100, 300, 1000])
def test_the_intervals_keep_their_table(n):
    assert held(n, rounds=600).min() >= 0.915


def test_who_responds_four_times_tells_no_more_than_once():
    """The same responses four times over: as wide as of the people themselves."""
    generator = np.random.default_rng(7)
    answers, outcome = people(200, generator)
    alone = drivers(Responses(NAMES, answers, outcome), rounds=200)
    again = Responses(
        NAMES,
        np.repeat(answers, 4, axis=0),
        np.repeat(outcome, 4),
        person=np.repeat(np.arange(200), 4),
    )
    often = drivers(again, rounds=200)
    assert again.n_effective == 200
    for one, other in zip(alone.drivers, often.drivers, strict=True):
        width = one.high - one.low
        assert other.share == pytest.approx(one.share)
        assert other.high - other.low == pytest.approx(width, rel=0.25)
