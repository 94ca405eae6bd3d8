"""Two periods at the same mix, Simpson's trap, and for how many a score speaks."""

import doctest
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc

from stik.errors import QuestionError, ScaleRefused
from stik.insights.mix import comparing as mix
from stik.insights.mix.comparing import (
    Asked,
    chi_square_p,
    compare_at_same_mix,
    mix_change,
    reach,
)
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "mix.md"
CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "mix.toml").read_text(encoding="utf-8")
)["case"]
YES_NO, NPS = Scale.parse("yes_no_0_1"), Scale.parse("nps_0_10")


def said(yes, of):
    return Counts.of([1, 0], [yes, of - yes])


def kinds(plain):
    return {name: said(*pair) for name, pair in plain.items()}


def compared(before, after, **more):
    return compare_at_same_mix(
        before, after, metric=metric("csat"), scale=YES_NO, **more
    )


def test_examples_in_docstrings_run():
    assert doctest.testmod(mix, raise_on_error=True).attempted


def test_examples_on_the_reference_page_run():
    tested = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tested.attempted
    assert tested.failed == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_comparisons_worked_by_hand(case):
    found = compared(
        kinds(case["before"]), kinds(case["after"]), standard=case["standard"]
    )
    assert found.plain.value == pytest.approx(case["plain"], abs=1e-6)
    assert found.adjusted.value == pytest.approx(case["adjusted"], abs=1e-6)
    assert found.by_mix == pytest.approx(case["plain"] - case["adjusted"], abs=1e-6)
    assert found.is_reversed == case["is_reversed"]
    assert found.mix.moved == pytest.approx(case["moved"], abs=1e-6)


def test_a_channel_shift_is_flagged_and_named():
    found = mix_change(
        kinds({"shop": [1, 200], "web": [1, 100]}),
        kinds({"shop": [1, 100], "web": [1, 200]}),
    )
    # By hand: expected 150 each, 4 * 50^2 / 150 = 66.67 on 1 degree of freedom.
    assert found.p == pytest.approx(3.2e-16, rel=0.05)
    assert found.is_flagged


@pytest.mark.parametrize(
    ("before", "after", "flagged"),
    [
        ([50, 50], [54, 46], False),  # chance
        ([50_000, 50_000], [52_000, 48_000], False),  # real, but too small to matter
        ([5_000, 5_000], [5_600, 4_400], True),
    ],
)
def test_a_mix_is_flagged_when_it_changed_and_by_enough(before, after, flagged):
    first, second = (
        {name: said(1, n) for name, n in zip("ab", each, strict=True)}
        for each in (before, after)
    )
    assert mix_change(first, second).is_flagged is flagged


@given(st.integers(1, 600), st.floats(0, 4))
def test_the_chance_of_a_mix_is_that_of_scipy(degrees, times):
    square = degrees * times
    wanted = chdtrc(degrees, square)
    assert chi_square_p(square, degrees=degrees) == pytest.approx(wanted, rel=1e-9)


def test_a_mix_of_few_answers_is_unknown_and_not_flagged():
    found = mix_change({"a": said(3, 29)}, {"a": said(30, 60)})
    assert found.unknown == "n = 29, a change of mix needs 30"
    assert found.is_flagged is False


def test_a_single_kind_has_no_mix_to_change():
    found = mix_change({"a": said(3, 90)}, {"a": said(30, 60)})
    assert (found.moved, found.p, found.widest) == (0.0, 1.0, None)


def test_a_kind_new_in_the_second_period_makes_the_adjusted_change_unknown():
    after = kinds({"shop": [80, 100], "app": [40, 50]})
    found = compared(kinds({"shop": [90, 100]}), after)
    assert found.adjusted.value is None
    assert found.adjusted.unknown == (
        "20% of the mix cannot be compared with itself: "
        "app has fewer than 5 answers on a side"
    )
    assert found.by_mix is None
    assert found.is_reversed is False
    assert found.plain.value is not None


def test_a_small_kind_that_cannot_be_compared_is_left_out_and_said():
    found = compared(
        kinds({"shop": [90, 100], "fax": [1, 2]}),
        kinds({"shop": [80, 100], "fax": [1, 1]}),
    )
    assert found.adjusted.value == pytest.approx(-0.1)
    assert found.left_out == pytest.approx(3 / 203)


def test_below_thirty_answers_there_is_no_verdict():
    found = compared(kinds({"shop": [9, 20]}), kinds({"shop": [18, 20]}))
    assert found.adjusted.has_too_few


def test_no_answers_at_all_are_refused_and_one_empty_period_is_unknown():
    with pytest.raises(QuestionError, match="no answers of any kind"):
        compared({}, {})
    assert compared({}, kinds({"shop": [90, 100]})).adjusted.value is None


def test_a_metric_refuses_a_scale_it_is_not_defined_on():
    with pytest.raises(ScaleRefused):
        compare_at_same_mix(
            {"a": said(3, 90)}, {"a": said(3, 90)}, metric=metric("nps"), scale=YES_NO
        )


def test_weights_of_one_change_nothing():
    plain = compared(
        kinds({"a": [60, 100], "b": [20, 50]}), kinds({"a": [70, 90], "b": [30, 70]})
    )
    weighed = {
        name: Counts(each.value, each.n, each.n * 1.0, each.n * 1.0)
        for name, each in kinds({"a": [60, 100], "b": [20, 50]}).items()
    }
    assert compared(weighed, kinds({"a": [70, 90], "b": [30, 70]})) == plain


SOME = st.integers(5, 300)


@given(st.lists(st.tuples(SOME, SOME, SOME, SOME), min_size=1, max_size=5))
def test_the_parts_add_up_and_order_does_not_matter(parts):
    before = {
        f"{i}": said(min(a, b), max(a, b)) for i, (a, b, _, _) in enumerate(parts)
    }
    after = {f"{i}": said(min(c, d), max(c, d)) for i, (_, _, c, d) in enumerate(parts)}
    found = compared(before, after)
    turned = compared(dict(reversed(before.items())), dict(reversed(after.items())))
    assert turned.adjusted.value == pytest.approx(found.adjusted.value, abs=1e-12)
    assert sum(each.standard for each in found.kinds) == pytest.approx(1)
    assert found.adjusted.low <= found.adjusted.value <= found.adjusted.high
    assert -1 <= found.adjusted.value <= 1
    assert (
        0 <= found.mix.moved <= 1 if found.mix.moved is not None else found.mix.unknown
    )


def drawn(generator, n, shares, scores):
    """Return n answers by channel, each channel with its own NPS."""
    channel = generator.choice(len(shares), n, p=shares)
    return {
        f"{i}": Counts.of(
            [10, 8, 3], generator.multinomial((channel == i).sum(), score).tolist()
        )
        for i, score in enumerate(scores)
    }


def covered(rounds, *, n=400):
    """Return how often the adjusted interval of an NPS holds "nothing changed"."""
    generator = np.random.default_rng(3)
    scores = [[0.6, 0.2, 0.2], [0.3, 0.3, 0.4], [0.1, 0.3, 0.6]]
    held = 0
    for _ in range(rounds):
        before = drawn(generator, n, [0.6, 0.3, 0.1], scores)
        after = drawn(generator, n, [0.2, 0.4, 0.4], scores)
        found = compare_at_same_mix(before, after, metric=metric("nps"), scale=NPS)
        held += found.adjusted.low <= 0 <= found.adjusted.high
    return held / rounds


def test_a_shift_of_channel_alone_is_no_change():
    assert covered(200) >= 0.91


@pytest.mark.soak
def test_the_adjusted_interval_covers_what_it_claims():
    assert 0.935 <= covered(3_000) <= 0.97


def test_response_rate_and_coverage_worked_by_hand():
    found = reach(Asked(n_asked=400, n_answered=120, n_customers=2_000))
    assert found.response_rate.value == pytest.approx(0.3)
    assert (found.response_rate.low, found.response_rate.high) == pytest.approx(
        (0.2572, 0.3466), abs=1e-4
    )
    assert found.coverage.value == pytest.approx(0.06)
    assert found.asked.value == pytest.approx(0.2)


def test_coverage_without_the_number_of_customers_is_unknown_not_full():
    found = reach(Asked(n_asked=400, n_answered=120))
    assert found.coverage.unknown == "it is not known how many customers there were"
    assert found.response_rate.value == pytest.approx(0.3)


def test_a_rate_of_few_asked_is_unknown():
    assert reach(Asked(4, 4)).response_rate.unknown == "n = 4, needs 5"
    assert reach(Asked(0, 0)).response_rate.unknown == "n = 0, needs 5"


@pytest.mark.parametrize("counted", [(10, 11, None), (10, 5, 9), (10, -1, 20)])
def test_more_answered_than_asked_is_refused(counted):
    with pytest.raises(QuestionError, match="each must be part of the next"):
        Asked(*counted)
