"""A rating that gives the outcome away is a leak, a strong cause is not."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from stik.insights.drivers.finding import drivers
from stik.insights.drivers.leaks import leaks
from stik.insights.drivers.quadrant import ANOTHER_WORD
from stik.insights.drivers.responses import Responses
from stik.terms.scale import Scale

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "leaks.toml").read_text(encoding="utf-8")
)["case"]


def answers(steps: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rating and the outcome of each person."""
    rating = np.repeat([step for step, _, _ in steps], [n for _, n, _ in steps])
    outcome = [np.repeat([1.0, 0.0], [n_with, n - n_with]) for _, n, n_with in steps]
    return rating.astype(float), np.concatenate(outcome)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_leaks_are_those_worked_by_hand(case):
    found = leaks(*answers(case["steps"]))
    assert [[f.first, f.last, f.outcome, f.n] for f in found] == case["found"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_rating_turned_round_leaks_at_the_other_end(case):
    rating, outcome = answers(case["steps"])
    found = [(-f.last, -f.first, f.outcome, f.n) for f in leaks(-rating, outcome)]
    assert sorted(found) == sorted(map(tuple, case["found"]))


def test_the_order_of_people_means_nothing():
    rating, outcome = answers(CASES[0]["steps"])
    order = np.random.default_rng(4).permutation(len(rating))
    assert leaks(rating[order], outcome[order]) == leaks(rating, outcome)


def test_an_outcome_that_never_varies_leaks_nowhere():
    assert leaks(np.array([1.0, 2.0] * 100), np.ones(200)) == ()


def test_a_steep_cause_without_steps_is_no_leak():
    chance = np.random.default_rng(7)
    minutes = chance.normal(size=20_000)
    satisfied = chance.random(20_000) < 1 / (1 + np.exp(-3 * minutes))
    assert leaks(minutes, satisfied.astype(float)) == ()


def test_a_leak_is_named_and_gets_no_advice():
    rating, outcome = answers(CASES[0]["steps"])
    felt = np.random.default_rng(2).normal(size=len(rating)) - outcome / 2
    both = np.column_stack([rating, np.clip(np.rint(3 + felt), 1, 5)])
    found = drivers(
        Responses(
            ["noted", "speed"],
            both,
            outcome,
            scales=[Scale.parse("csat_1_5")] * 2,
        ),
        rounds=50,
    )
    noted, speed_found = found.drivers
    assert noted.name == "noted"
    assert noted.correlation**2 < 0.8, "by that alone nobody would notice"
    assert noted.is_another_word_for_outcome
    assert (noted.place.quadrant, noted.place.not_placed) == (None, ANOTHER_WORD)
    assert not speed_found.is_another_word_for_outcome
