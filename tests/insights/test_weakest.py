"""Which part of the experience is not good."""

import doctest

import numpy as np
import pytest

from stik.insights.weakest import ranking as module
from stik.insights.weakest.ranking import Ranked, Rated, weakest
from stik.terms.counts import Counts
from stik.terms.scale import Scale

CSAT, GAP = Scale.parse("csat_1_5"), Scale.parse("gap_-4_4")
GOOD, MIDDLING, BAD = (
    (0.02, 0.03, 0.1, 0.35, 0.5),
    (0.1, 0.2, 0.4, 0.2, 0.1),
    (0.15, 0.2, 0.4, 0.15, 0.1),
)


def rated(
    name: str, n: int, shares=GOOD, *, scale: Scale = CSAT, reached=None
) -> Rated:
    lowest = 1 if scale == CSAT else -2
    n_each = np.rint(np.array(shares) * n).astype(int)
    counts = Counts.of(np.arange(lowest, lowest + 5.0), n_each)
    return Rated(name, scale, counts, reached or n)


def names(places: tuple[Ranked, ...]) -> list[str]:
    return [place.touchpoint for place in places]


def test_the_touchpoint_that_is_not_good_comes_first_and_is_surely_worse():
    places = weakest(
        [rated("web", 500), rated("courier", 500, BAD), rated("shop", 500)],
        n_respondents=500,
    )
    first = places[0]
    assert (first.touchpoint, first.rank, first.is_worse) == ("courier", 1, True)
    assert first.certainty == pytest.approx(1, abs=1e-6)
    assert [place.is_worse for place in places[1:]] == [False, False]


def test_a_middling_touchpoint_everyone_meets_beats_a_rare_slightly_worse_one():
    places = weakest(
        [
            rated("web", 9000),
            rated("checkout", 9000, MIDDLING),
            rated("returns", 500, BAD),
        ],
        n_respondents=9000,
    )
    assert names(places)[:2] == ["checkout", "returns"]
    assert places[1].shortfall > places[0].shortfall
    assert places[1].is_worse


def test_priority_is_the_product_of_what_it_is_made_of():
    places = weakest(
        [rated("a", 100, BAD), rated("b", 200), rated("c", 50, MIDDLING)],
        n_respondents=400,
    )
    for place in places:
        product = place.shortfall * place.reach * place.certainty
        assert place.priority == pytest.approx(product)
        assert 0 <= place.priority <= 1
    assert [place.reach for place in places] == [0.25, 0.125, 0.5]


def test_shortfall_of_a_score_is_held_against_the_average_of_the_others():
    counts = [Counts.of([v], [40]) for v in (2, 4, 5)]
    places = weakest(
        [Rated(str(i), CSAT, c, 40) for i, c in enumerate(counts)], n_respondents=40
    )
    assert places[0].shortfall == pytest.approx((4.5 - 2) / 4)
    assert places[-1].shortfall == 0


def test_shortfall_of_a_gap_is_held_against_the_expectation():
    places = weakest(
        [
            rated("calls", 400, BAD, scale=GAP),
            rated("visits", 400, GOOD, scale=GAP),
        ],
        n_respondents=400,
    )
    assert names(places) == ["calls", "visits"]
    assert places[0].shortfall == pytest.approx(-places[0].estimate.value / 8)
    assert places[1].shortfall == 0


def test_scales_are_ranked_apart_and_gaps_first():
    places = weakest(
        [
            rated("a", 100),
            rated("b", 100, BAD),
            rated("c", 100, MIDDLING),
            rated("d", 100, scale=GAP),
            rated("e", 100, BAD, scale=GAP),
        ],
        n_respondents=100,
    )
    assert [(p.scale.kind, p.rank) for p in places] == [
        ("gap", 1), ("gap", 2), ("csat", 1), ("csat", 2), ("csat", 3),
    ]  # fmt: skip


def test_below_30_answers_a_touchpoint_is_listed_last_with_the_reason():
    places = weakest(
        [rated("rare", 29, BAD), rated("web", 100), rated("shop", 100, MIDDLING)],
        n_respondents=100,
    )
    last = places[-1]
    assert (last.touchpoint, last.rank, last.priority) == ("rare", None, None)
    assert (last.is_worse, last.certainty, last.shortfall) == (None, None, None)
    assert last.unknown == f"n = {last.estimate.n}, needs 30"
    without = weakest(
        [rated("web", 100), rated("shop", 100, MIDDLING)], n_respondents=100
    )
    assert places[:-1] == without


def test_the_experience_as_a_whole_is_no_touchpoint():
    places = weakest(
        [rated("overall", 100, BAD), rated("web", 100), rated("shop", 100)],
        n_respondents=100,
    )
    assert names(places) == ["web", "shop"]


def test_a_touchpoint_alone_on_its_scale_is_not_ranked():
    (place,) = weakest([rated("web", 100, BAD)], n_respondents=100)
    assert (place.rank, place.unknown) == (None, "no other on its scale")
    assert place.estimate.value == pytest.approx(2.85)


def test_beside_touchpoints_with_few_answers_alone_is_not_the_reason():
    places = weakest([rated("web", 100, BAD), rated("shop", 10)], n_respondents=100)
    assert {place.touchpoint: place.unknown for place in places} == {
        "web": "no other on its scale has enough answers",
        "shop": "n = 10, needs 30",
    }


def test_a_scale_without_ends_is_not_ranked():
    minutes = Rated("queue", Scale.parse("number"), Counts.of(range(40)), 40)
    (place,) = weakest([minutes], n_respondents=40)
    assert place.unknown == "scale 'number' has no ends to measure a shortfall by"


def test_nothing_rated_is_nothing_ranked():
    assert weakest([], n_respondents=0) == ()


def test_opposite_ends_of_the_scale_are_told_apart():
    places = weakest(
        [rated("dark", 40, (1, 0, 0, 0, 0)), rated("bright", 40, (0, 0, 0, 0, 1))],
        n_respondents=40,
    )
    assert [(p.touchpoint, p.is_worse) for p in places] == [
        ("dark", True),
        ("bright", False),
    ]


def test_equal_touchpoints_seldom_raise_an_alarm():
    generator, alarms = np.random.default_rng(5), 0
    for _ in range(200):
        waves = generator.multinomial(150, GOOD, size=8)
        counts = [Counts.of(range(1, 6), wave) for wave in waves]
        places = weakest(
            [Rated(str(i), CSAT, c, 150) for i, c in enumerate(counts)],
            n_respondents=150,
        )
        alarms += any(place.is_worse for place in places)
    assert alarms / 200 <= 0.07


def test_more_raters_than_respondents_is_refused():
    with pytest.raises(ValueError, match="more than all 50 respondents"):
        weakest([rated("web", 100)], n_respondents=50)


def test_example_in_the_docstring_runs():
    assert doctest.testmod(module, raise_on_error=True).attempted > 0
