"""Keep, change, stop or cannot tell yet: registered before, judged after."""

from datetime import date

import numpy as np
import pytest
from tests.effects.examples import an_initiative, cases, months
from tests.effects.test_differences import periods

from stik.effects.effect import Check, Effect
from stik.effects.groups import Question
from stik.effects.series import CountSeries
from stik.effects.staggered import NEVER, Panel
from stik.effects.verdict import n_more_to_tell, verdict
from stik.effects.verified import (
    verified_by_control,
    verified_by_series,
    verified_by_units,
)
from stik.errors import InitiativeError
from stik.metrics.registry import metric
from stik.terms.goal import Scope
from stik.terms.scale import Scale


def effect(value, low, high, *, n=900):
    is_real = low > 0 or high < 0
    return Effect(value, low, high, 0.01 if is_real else 0.3, n, n)


@pytest.mark.parametrize(
    "case", cases("verdicts")["case"], ids=lambda case: case["about"]
)
def test_the_word_is_that_of_its_definition(case):
    hoped = an_initiative(expected=case["expected"])
    found = verdict(hoped, effect(case["value"], case["low"], case["high"]))
    assert found.word == case["word"]
    assert found.sentence.lower().startswith(case["word"])


def test_what_cannot_be_told_says_how_many_more_answers_would():
    found = verdict(an_initiative(), effect(2.0, -1.0, 5.0))
    assert found.n_more > 0
    assert f"needs {found.n_more:,} more answers" in found.sentence


def test_with_so_many_more_answers_it_is_told():
    now = effect(2.0, -1.6, 5.6, n=5000)
    n_after = 5000 + n_more_to_tell(now, expected=4.0)
    error = (5.6 + 1.6) / 2 / 1.96 * np.sqrt((1 / 5000 + 1 / n_after) / (2 / 5000))
    assert 4.0 / error == pytest.approx(1.959964 + 0.841621, rel=1e-3)


def test_too_short_a_time_before_can_never_tell():
    found = verdict(an_initiative(), Effect(2.0, -8.0, 12.0, 0.7, 60, 9000))
    assert found.n_more is None
    assert "too short to ever tell" in found.sentence


def test_a_failed_check_outweighs_a_clear_effect():
    failed = Check("alike", has_passed=False, sentence="the groups moved apart")
    untold = Check("placebo", None, "one period only")
    found = verdict(an_initiative(), effect(3.0, 1.0, 5.0), checks=[untold, failed])
    assert found.word == "cannot tell yet"
    assert found.sentence == "Cannot tell yet: the groups moved apart."
    assert (
        verdict(an_initiative(), effect(3.0, 1.0, 5.0), checks=[untold]).word == "keep"
    )


def test_below_thirty_answers_there_is_no_verdict():
    few = Effect(30.0, 20.0, 40.0, 0.001, 900, 12)
    found = verdict(an_initiative(), few)
    assert found.word == "cannot tell yet"
    assert found.n_more == 18
    assert "n = 12 on one side, a verdict needs 30" in found.sentence


def test_an_unknown_effect_keeps_its_reason():
    unknown = Effect(None, None, None, None, 9, 1, unknown="n = 1, needs 5")
    assert verdict(an_initiative(), unknown).sentence == (
        "Cannot tell yet: n = 1, needs 5."
    )


def test_a_ratio_is_judged_by_its_logarithm():
    hoped = an_initiative(measure="complaints", expected=0.8, comparison="ratio")
    fewer = Effect(0.85, 0.75, 0.96, 0.01, 24, 12, "ratio", "months")
    barely = Effect(0.95, 0.91, 0.99, 0.02, 24, 12, "ratio", "months")
    assert verdict(hoped, fewer).word == "keep"
    assert verdict(hoped, barely).word == "change"


def test_a_difference_is_no_ratio():
    ratio = Effect(0.85, 0.75, 0.96, 0.01, 24, 12, "ratio", "months")
    with pytest.raises(InitiativeError, match="comparison: a difference was expected"):
        verdict(an_initiative(), ratio)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"registered_on": date(2025, 3, 2)}, "registered_on"),
        ({"expected": 0.0}, "expected"),
        ({"expected": 1.0, "comparison": "ratio"}, "expected"),
        ({"expected": -0.1, "comparison": "ratio"}, "expected"),
        ({"control": Scope(touchpoint="support")}, "control"),
    ],
)
def test_what_cannot_be_verified_is_not_registered(changed, field):
    with pytest.raises(InitiativeError) as refused:
        an_initiative(**changed)
    assert refused.value.field == field
    assert refused.value.initiative == "call back within a day"


def test_what_is_registered_on_its_first_day_is_still_in_time():
    assert an_initiative(registered_on=date(2025, 3, 1)).is_hoped_to_rise


def test_a_series_of_complaints_gets_its_verdict():
    generator = np.random.default_rng(4)
    rate = np.where(np.arange(30) < 20, 200, 150)
    series = CountSeries(months(30), generator.poisson(rate).astype(float))
    begins = months(30)[20]
    hoped = an_initiative(
        measure="complaints",
        expected=0.75,
        comparison="ratio",
        begins_on=begins,
        registered_on=begins,
    )
    assert verified_by_series(hoped, series).word == "keep"


def test_a_control_group_gives_its_verdict_with_both_checks():
    begins = months(12)[6]
    hoped = an_initiative(begins_on=begins, registered_on=begins, expected=8.0)
    found = verified_by_control(
        hoped,
        periods([10] * 6 + [20] * 6, [5] * 12),
        question=Question(metric("nps"), Scale.parse("nps_0_10")),
    )
    assert found.word == "keep"
    assert [check.has_passed for check in found.checks] == [True, True]


def test_units_that_begin_one_after_another_get_their_verdict():
    generator = np.random.default_rng(6)
    begins = [2] * 8 + [3] * 8 + [NEVER] * 8
    value = generator.normal(0, 0.5, (24, 5))
    panel = Panel([f"shop {i}" for i in range(24)], begins, value)
    found = verified_by_units(an_initiative(expected=4.0), panel)
    assert found.word == "stop"
    assert found.effect.counted == "units"


def none_since(rate, *, expected):
    """Return the verdict where two years had such a rate, and a half year nothing."""
    count = np.random.default_rng(8).poisson([rate] * 24 + [0] * 6).astype(float)
    hoped = an_initiative(
        measure="count of complaint",
        expected=expected,
        comparison="ratio",
        begins_on=months(30)[24],
        registered_on=months(30)[24],
    )
    return verified_by_series(hoped, CountSeries(months(30), count))


def test_an_initiative_that_ends_all_complaints_is_kept():
    found = none_since(20, expected=0.5)
    assert found.word == "keep"
    assert found.effect.value == 0
    assert found.effect.high < 0.1


def test_where_a_rise_was_hoped_for_and_all_ended_it_is_stopped():
    assert none_since(20, expected=1.5).word == "stop"


def test_where_little_happened_anyway_more_months_are_needed():
    found = none_since(0.2, expected=0.5)
    assert found.word == "cannot tell yet"
    assert found.n_more >= 1
    assert f"needs {found.n_more} more months" in found.sentence
