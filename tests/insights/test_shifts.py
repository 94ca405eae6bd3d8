"""Which touchpoints really moved, and how far."""

import doctest

from stik.insights import shifts as module
from stik.insights.shifts import shifts
from stik.metrics.metric import Difference
from stik.terms.counts import Counts
from stik.terms.scale import Scale

CSAT, LONG = Scale.parse("csat_1_5"), Scale.parse("rating_0_10")


def moved(value: float, p: float, n: int = 400) -> Difference:
    return Difference(value, value - 0.1, value + 0.1, p, n, n)


def test_the_example_holds():
    assert doctest.testmod(module).failed == 0


def test_the_farthest_comes_first_as_a_share_of_its_scale():
    found = shifts([("shop", LONG, moved(1.0, 1e-6)), ("app", CSAT, moved(-0.8, 1e-6))])
    assert [(each.touchpoint, each.size) for each in found] == [
        ("app", 0.2),
        ("shop", 0.1),
    ]


def test_a_large_difference_that_can_be_chance_comes_after_a_small_real_one():
    found = shifts([("app", CSAT, moved(2.0, 0.3)), ("shop", CSAT, moved(0.1, 1e-6))])
    assert [(each.touchpoint, each.is_real) for each in found] == [
        ("shop", True),
        ("app", False),
    ]


def test_differences_are_corrected_over_all_scales_together():
    alone = shifts([("app", CSAT, moved(0.3, 0.04))])
    assert alone[0].is_real
    others = [(f"part {i}", LONG, moved(0.1, 0.9)) for i in range(9)]
    among_ten = shifts([("app", CSAT, moved(0.3, 0.04)), *others])
    assert not any(each.is_real for each in among_ten)


def test_below_thirty_answers_nothing_is_real_and_an_unknown_one_comes_last():
    nobody = Difference.missing(Counts.of([]), Counts.of([]), reason="no answers")
    thin = moved(0.9, 1e-9, n=29)
    found = shifts([("web", CSAT, nobody), ("app", CSAT, thin)])
    assert [(each.touchpoint, each.is_real, each.size) for each in found] == [
        ("app", None, 0.225),
        ("web", None, 0.0),
    ]
