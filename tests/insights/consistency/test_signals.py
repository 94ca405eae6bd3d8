"""A signal says what it is, since when, how unlikely, and can be worded."""

from dataclasses import replace
from itertools import accumulate

import pytest
from scipy.stats import binom, poisson, t
from tests.insights.consistency.making import months, shares, values

from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import Plan
from stik.insights.consistency.readings import Reading
from stik.insights.consistency.rules import RULES
from stik.insights.consistency.signals import Signal, sentence

STEADY = [35, 37, 34, 36, 35, 33, 36, 35, 37, 34, 36, 35]


def the_signal(chart) -> Signal:
    (signal,) = chart.signals
    return signal


def test_a_signal_has_every_part_a_sentence_needs():
    chart = control_chart(shares([*STEADY, 15], 50), plan=Plan(baseline=12))
    signal = the_signal(chart)
    assert (signal.rule, signal.code, signal.direction) == (1, "beyond_limits", "down")
    assert signal.first_period == signal.last_period == "2021-01"
    assert signal.value == 0.3
    assert signal.low == chart.points[-1].low
    assert signal.is_provisional
    assert chart.current_signals == (signal,)


def test_a_share_beyond_its_limits_has_its_binomial_chance():
    chart = control_chart(shares([*STEADY, 15], 50), plan=Plan(baseline=12))
    centre = chart.limits.centre
    assert the_signal(chart).probability == pytest.approx(2 * binom.cdf(15, 50, centre))


def test_a_rate_beyond_its_limits_has_its_poisson_chance():
    events = [9, 11, 10, 8, 12, 10, 9, 11, 10, 30]
    readings = [
        Reading.of_events(period, each, area=100)
        for period, each in zip(months(10), events, strict=True)
    ]
    chart = control_chart(readings, plan=Plan(baseline=9))
    mean = 100 * chart.limits.centre
    assert the_signal(chart).probability == pytest.approx(2 * poisson.sf(29, mean))


def test_a_value_beyond_limits_from_few_ranges_has_the_chance_of_a_t():
    chart = control_chart(values([1.0, 2.0] * 6 + [9.0]), plan=Plan(baseline=12))
    z = chart.points[-1].z
    assert the_signal(chart).probability == pytest.approx(2 * t.sf(z, 0.62 * 11))


def test_a_run_is_since_its_first_period_and_the_longer_the_less_probable():
    drop = [37, 38, 37, 38, 37, 38, 37, 38, 37, 38] + [36, 34] * 5
    chart = control_chart(shares(drop, 50), plan=Plan(rules=(2,), baseline=10))
    signal = the_signal(chart)
    assert (signal.first_period, signal.n_periods) == ("2020-11", 10)
    assert signal.probability == pytest.approx(2**-9)


def test_sentences_say_what_since_when_and_how_unlikely():
    chart = control_chart(shares([*STEADY, 15], 50), plan=Plan(baseline=12))
    said = sentence(the_signal(chart))
    assert said.startswith(
        "In 2021-01: 0.30 is below what chance allows (0.51 to 0.90)."
    )
    assert "less than 0.01%" in said
    assert said.endswith("The limits are provisional.")


@pytest.mark.parametrize("asked", RULES, ids=lambda asked: asked.code)
def test_every_rule_can_be_worded(asked):
    signal = Signal(
        asked.number, asked.code, "up", ("2024-01", "2024-02"), 0.002,
        5.0, 4.0, 3.0, 4.8, is_provisional=False, phase=0,
    )  # fmt: skip
    said = sentence(signal)
    assert said.startswith("Since 2024-01: ")
    assert "0.2%" in said
    assert "{" not in said
    assert sentence(replace(signal, direction="down")) is not None


def test_rules_not_asked_for_stay_silent():
    rising = list(accumulate([1.0] * 12))
    by_default = control_chart(values(rising))
    asked = control_chart(values(rising), plan=Plan(rules=(3,)))
    assert 3 not in {each.rule for each in by_default.signals}
    assert {each.rule for each in asked.signals} == {3}
    assert by_default.rules == (1, 2)


def test_a_signal_of_the_past_is_not_current():
    chart = control_chart(shares([*STEADY, 15, 35, 36], 50), plan=Plan(baseline=12))
    assert len(chart.signals) == 1
    assert chart.current_signals == ()
    assert chart.is_consistent is False
