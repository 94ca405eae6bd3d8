"""Which driver is surely ahead, where to act, and what cannot be told apart."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.insights.drivers import overlap, quadrant, ranking
from stik.insights.drivers.finding import drivers
from stik.insights.drivers.overlap import overlaps
from stik.insights.drivers.quadrant import (
    AGAINST,
    ALONE,
    NEAR_SHARE,
    NO_ENDS,
    WIDE_RANKS,
    Place,
    Quadrant,
    supported,
)
from stik.insights.drivers.ranking import Standing, standings
from stik.insights.drivers.responses import Responses
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

CSAT = Scale.parse("csat_1_5")
PART = np.array([4.0, 4.0, 1.0, 1.0])
NAMES = ["boarding", "seat", "food", "gate"]
LEVEL = np.array([2.0, 4.0, 2.0, 4.0])


def people(n: int, *, seed: int = 1, part: np.ndarray = PART) -> Responses:
    """Return ratings at `LEVEL` that make up satisfaction by `part`."""
    chance = np.random.default_rng(seed)
    rating = np.clip(np.rint(LEVEL + chance.normal(size=(n, 4))), 1, 5)
    outcome = rating @ part + chance.normal(size=n) * 2
    return Responses(NAMES, rating, outcome, scales=[CSAT] * 4)


def placed(found) -> dict[str, tuple[Quadrant | None, str | None]]:
    return {d.name: (d.place.quadrant, d.place.not_placed) for d in found.drivers}


def test_drivers_are_put_where_their_importance_and_performance_say():
    assert placed(drivers(people(2000))) == {
        "boarding": (Quadrant.ACT_FIRST, None),
        "seat": (Quadrant.KEEP_UP, None),
        "food": (Quadrant.WATCH, None),
        "gate": (Quadrant.LEAVE, None),
    }


def test_few_people_leave_it_open_where_a_driver_stands():
    even = np.array([1.0, 1.0, 1.0, 1.0])
    found = placed(drivers(people(60, seed=2, part=even)))
    assert set(found.values()) == {(None, NEAR_SHARE)}


def test_a_driver_is_placed_wrongly_by_chance_in_few_of_many_surveys():
    even = np.array([1.0, 1.0, 1.0, 1.0])
    placed_any = [
        any(
            each.place.quadrant
            for each in drivers(people(300, seed=seed, part=even), rounds=100).drivers
        )
        for seed in range(40)
    ]
    assert sum(placed_any) <= 6


@pytest.mark.parametrize(
    ("ranks", "kept"),
    [
        ([(1, 2), (1, 3), (2, 4), (3, 4)], [True, True, True, True]),
        ([(1, 4), (1, 2), (2, 4), (3, 4)], [False, True, True, True]),
        ([(1, 3), (1, 2), (2, 4), (1, 4)], [True, True, True, False]),
        ([(1, 4), (1, 4), (1, 4), (1, 4)], [False, False, False, False]),
    ],
    ids=["told apart", "perhaps last", "perhaps first", "all alike"],
)
def test_what_the_ranks_do_not_bear_is_not_told(
    ranks: list[tuple[int, int]], kept: list[bool]
) -> None:
    quadrants = (Quadrant.ACT_FIRST, Quadrant.KEEP_UP, Quadrant.WATCH, Quadrant.LEAVE)
    found = [Place(Estimate(0.5, 0.4, 0.6, 90), each) for each in quadrants]
    after = supported(found, [Standing(*each) for each in ranks])
    assert [each.quadrant is not None for each in after] == kept
    assert {each.not_placed for each in after} <= {None, WIDE_RANKS}


def test_what_explains_more_must_rank_before_half_of_what_explains_less() -> None:
    half = Estimate(0.5, 0.4, 0.6, 90)
    quadrants = [Quadrant.ACT_FIRST] * 4 + [Quadrant.LEAVE] * 4
    ranks = [(1, 4), (1, 5), (1, 6), (1, 7), (2, 8), (3, 8), (4, 8), (5, 8)]
    after = supported(
        [Place(half, each) for each in quadrants], [Standing(*each) for each in ranks]
    )
    assert [each.not_placed for each in after] == [
        *(None, None, None, WIDE_RANKS),
        *(WIDE_RANKS, None, None, None),
    ]


def test_performance_is_the_mean_on_the_way_from_low_to_high():
    for driver in drivers(people(500)).drivers:
        performance = driver.performance
        assert performance.value == pytest.approx((driver.mean - 1) / 4)
        assert performance.low < performance.value < performance.high
        assert performance.n == driver.n


def test_a_rating_that_goes_against_a_good_outcome_gets_no_advice():
    part = np.array([4.0, 4.0, -2.0, 1.0])
    found = placed(drivers(people(1000, part=part), is_good=True))
    assert found["food"] == (None, AGAINST)
    assert found["boarding"] == (Quadrant.ACT_FIRST, None)


def test_of_a_bad_outcome_good_ratings_go_with_less():
    known = people(1000)
    left = Responses(NAMES, known.answers, -known.outcome, scales=[CSAT] * 4)
    assert placed(drivers(left)) == placed(drivers(known))
    assert placed(drivers(left, is_good=True))["seat"] == (None, AGAINST)


def test_a_scale_without_ends_has_no_performance():
    known = people(500)
    scales = [Scale.parse("number"), CSAT, CSAT, CSAT]
    found = drivers(Responses(NAMES, known.answers, known.outcome, scales=scales))
    boarding = next(d for d in found.drivers if d.name == "boarding")
    assert boarding.performance.value is None
    assert boarding.place.not_placed == NO_ENDS


def test_one_driver_alone_is_held_against_nothing():
    known = people(500)
    one = Responses(["seat"], known.answers[:, [1]], known.outcome, scales=[CSAT])
    (seat,) = drivers(one).drivers
    assert seat.place.not_placed == ALONE
    assert (seat.standing.first_rank, seat.standing.last_rank) == (1, 1)
    assert (seat.standing.lead, seat.standing.is_ahead) == (None, None)


def test_ranks_say_what_is_told_apart_and_what_is_not():
    found = {d.name: d.standing for d in drivers(people(2000)).drivers}
    for strong in ("boarding", "seat"):
        assert (found[strong].first_rank, found[strong].last_rank) == (1, 2)
    for weak in ("food", "gate"):
        assert (found[weak].first_rank, found[weak].last_rank) == (3, 4)


def test_only_the_lead_that_is_real_is_called_one():
    leads = [d.standing for d in drivers(people(2000)).drivers]
    assert [standing.is_ahead for standing in leads] == [False, True, False, None]
    for standing in leads[:-1]:
        assert standing.lead_low < standing.lead < standing.lead_high


def test_equal_drivers_are_rarely_told_apart():
    even = np.array([1.0, 1.0, 1.0, 1.0])
    apart = [
        any(
            d.standing.is_ahead
            for d in drivers(people(300, seed=s, part=even), rounds=100).drivers
        )
        for s in range(40)
    ]
    assert sum(apart) <= 5


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=7),
    st.floats(0.001, 0.3),
    st.integers(0, 2**32 - 1),
)
def test_a_driver_may_always_have_the_rank_it_has(shares, error, seed):
    falling = np.sort(np.array(shares))[::-1]
    noise = np.random.default_rng(seed).normal(scale=error, size=(50, len(falling)))
    for rank, found in enumerate(standings(falling, falling + noise), 1):
        assert 1 <= found.first_rank <= rank <= found.last_rank <= len(falling)
        if found.is_ahead:
            assert found.last_rank == rank or found.last_rank < len(falling)


def test_two_that_say_the_same_are_named_to_each_other():
    known = people(800)
    noise = np.random.default_rng(5).normal(size=800)
    twin = known.answers[:, 1] + 0.3 * noise
    found = drivers(
        Responses(
            [*NAMES, "chair"],
            np.column_stack([known.answers, twin]),
            known.outcome,
        ),
        rounds=50,
    )
    goes_with = {d.name: d.overlap.goes_with for d in found.drivers}
    assert goes_with["chair"] == ("seat",)
    assert goes_with["seat"] == ("chair",)
    assert goes_with["food"] == ()


def test_a_sum_of_others_goes_with_all_of_them_though_with_none_alone():
    chance = np.random.default_rng(3).normal(size=(2000, 3))
    total = chance.sum(axis=1) + chance.std() * 0.5 * np.random.default_rng(8).normal(
        size=2000
    )
    matrix = np.corrcoef(np.column_stack([chance, total]), rowvar=False)
    assert np.abs(matrix[-1, :-1]).max() < overlap.CLOSE
    *_, of_total = overlaps(["price", "speed", "care", "total"], matrix)
    assert of_total.inflation > overlap.INFLATED
    assert set(of_total.goes_with) == {"price", "speed", "care"}


def test_drivers_that_have_nothing_in_common_are_not_inflated():
    for found in overlaps(["a", "b", "c"], np.eye(3)):
        assert (found.inflation, found.goes_with) == (1.0, ())


@pytest.mark.parametrize("module", [overlap, quadrant, ranking])
def test_examples_in_docstrings_run(module):
    assert doctest.testmod(module, raise_on_error=True).failed == 0
