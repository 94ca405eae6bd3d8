"""What drives the outcome within each group, and which drivers differ."""

import numpy as np
import pytest

from stik.insights.drivers.driver import Drivers
from stik.insights.drivers.finding import drivers
from stik.insights.drivers.groups import ALONE, OTHER_DRIVERS, beside_others
from stik.insights.drivers.responses import Responses

NAMES = ["wifi", "seat", "food"]
EVEN = (2.0, 2.0, 2.0)


def people(part: tuple[float, ...], n: int = 1500, *, seed: int = 1) -> Responses:
    chance = np.random.default_rng(seed)
    rating = chance.integers(1, 6, size=(n, 3)).astype(float)
    outcome = rating @ np.array(part) + chance.normal(size=n) * 3
    return Responses(NAMES, rating, outcome)


def found_in(**parts: tuple[float, ...]) -> dict[str, Drivers]:
    return {
        group: drivers(people(part, seed=seed), rounds=100)
        for seed, (group, part) in enumerate(parts.items())
    }


def test_a_driver_that_matters_more_to_one_group_is_found():
    rows = beside_others(found_in(business=(4.0, 1.0, 2.0), leisure=(1.0, 4.0, 2.0)))
    told = {(row.group, row.driver.name): row.comparison for row in rows}
    assert told["business", "wifi"].difference.value > 0.3
    assert told["leisure", "wifi"].difference.value < -0.3
    real = {key for key, comparison in told.items() if comparison.is_real}
    assert real == {(g, d) for g in ("business", "leisure") for d in ("wifi", "seat")}


def test_of_two_groups_one_difference_is_the_other_turned_round():
    rows = beside_others(found_in(business=(4.0, 1.0, 2.0), leisure=EVEN))
    told = {(r.group, r.driver.name): r.comparison.difference for r in rows}
    for name in NAMES:
        one, other = told["business", name], told["leisure", name]
        assert one.value == pytest.approx(-other.value)
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
        assert one.p == pytest.approx(other.p)


def test_groups_that_are_alike_rarely_differ():
    n_real = 0
    for seed in range(30):
        found = {
            group: drivers(people(EVEN, 300, seed=100 * seed + i), rounds=60)
            for i, group in enumerate("abc")
        }
        n_real += any(row.comparison.is_real for row in beside_others(found))
    assert n_real <= 4


def test_a_group_of_its_own_is_held_against_nothing():
    for row in beside_others(found_in(all=EVEN)):
        assert row.comparison.difference.unknown == ALONE
        assert row.comparison.is_real is None


def test_a_group_with_too_few_people_says_so_and_spoils_no_other():
    found = found_in(business=(4.0, 1.0, 2.0), leisure=EVEN)
    found["crew"] = drivers(people(EVEN, 12))
    rows = beside_others(found)
    crew = [row for row in rows if row.group == "crew"]
    assert [row.driver.unknown for row in crew] == ["n = 12, needs 30"] * 3
    assert {row.comparison.difference.unknown for row in crew} == {"n = 12, needs 30"}
    others = [row for row in rows if row.group != "crew"]
    assert all(row.comparison.difference.value is not None for row in others)


def test_shares_of_different_wholes_are_not_compared():
    found = found_in(business=EVEN, leisure=EVEN)
    without = people(EVEN, seed=9)
    without.answers[:, 2] = np.nan
    found["night"] = drivers(without, rounds=50)
    rows = {(r.group, r.driver.name): r for r in beside_others(found)}
    night = rows["night", "wifi"].comparison.difference
    assert (night.value, night.unknown) == (None, OTHER_DRIVERS)
    assert rows["business", "wifi"].comparison.difference.value is not None
