"""Charts of what does not change speak no more often than they say they will."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest
from tests.insights.consistency.making import months, nps, shares, values

from stik.insights.consistency.chances import false_signals
from stik.insights.consistency.charts import control_chart
from stik.insights.consistency.plan import Plan
from stik.insights.consistency.readings import Reading

Make = Callable[[np.random.Generator, int], Sequence[Reading]]

N_LATER = 60
THEORY = 0.0027
"""Of three standard deviations; what a chart's own baseline must not exceed."""


def individuals(generator: np.random.Generator, k: int) -> list[Reading]:
    return values(generator.standard_normal(k).tolist())


def means_of_differing_n(generator: np.random.Generator, k: int) -> list[Reading]:
    n = generator.integers(50, 500, k)
    means = generator.standard_normal(k) / np.sqrt(n)
    return [
        Reading(period, "value", float(mean), float(size), int(size))
        for period, mean, size in zip(months(k), means, n, strict=True)
    ]


def small_shares(generator: np.random.Generator, k: int) -> list[Reading]:
    n = generator.integers(50, 90, k)
    return shares(generator.binomial(n, 0.7), n.tolist())


def lopsided_shares(generator: np.random.Generator, k: int) -> list[Reading]:
    return shares(generator.binomial(40, 0.95, k), 40)


def large_shares(generator: np.random.Generator, k: int) -> list[Reading]:
    n = generator.integers(100, 2000, k)
    return shares(generator.binomial(n, 0.7), n.tolist())


def restless_shares(generator: np.random.Generator, k: int) -> list[Reading]:
    n = generator.integers(800, 1200, k)
    share = np.clip(0.7 + 0.03 * generator.standard_normal(k), 0, 1)
    return shares(generator.binomial(n, share), n.tolist())


def small_nps(generator: np.random.Generator, k: int) -> list[Reading]:
    n = generator.integers(40, 80, k)
    return nps([generator.multinomial(size, [0.5, 0.3, 0.2]) for size in n])


def large_nps(generator: np.random.Generator, k: int) -> list[Reading]:
    n = generator.integers(100, 1000, k)
    return nps([generator.multinomial(size, [0.5, 0.3, 0.2]) for size in n])


def rates(generator: np.random.Generator, k: int) -> list[Reading]:
    area = generator.integers(100, 200, k)
    events = generator.poisson(0.1 * area)
    return [
        Reading.of_events(period, int(each), area=float(size))
        for period, each, size in zip(months(k), events, area, strict=True)
    ]


EVERY = (
    individuals,
    means_of_differing_n,
    small_shares,
    lopsided_shares,
    large_shares,
    restless_shares,
    small_nps,
    large_nps,
    rates,
)
every_chart = pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)


@cache
def measured(make: Make, *, n_charts: int, n_baseline: int = 24) -> dict[str, float]:
    """Return how often rules 1 and 2 speak in a period, and how often expected."""
    generator, plan = np.random.default_rng(12), Plan(baseline=n_baseline)
    counted = dict.fromkeys(("inside", "later 1", "later 2", "said 1", "said 2"), 0.0)
    baseline = set(months(n_baseline))
    for _ in range(n_charts):
        chart = control_chart(make(generator, n_baseline + N_LATER), plan=plan)
        for rule in (1, 2):
            counted[f"said {rule}"] += false_signals(chart.limits, rule) / n_charts
        for signal in chart.signals:
            if signal.last_period not in baseline:
                counted[f"later {signal.rule}"] += 1 / n_charts / N_LATER
            elif signal.rule == 1:
                counted["inside"] += 1 / n_charts / n_baseline
    return counted


@every_chart
def test_a_chart_where_nothing_changes_speaks_as_seldom_as_it_says(make):
    found = measured(make, n_charts=80)
    for rule in (1, 2):
        said = found[f"said {rule}"]
        n_expected = said * 80 * N_LATER
        n_found = found[f"later {rule}"] * 80 * N_LATER
        assert n_found < 2 * n_expected + 3 * np.sqrt(n_expected)


@every_chart
def test_periods_of_the_baseline_alarm_as_seldom_as_three_sigma_theory_says(make):
    found = measured(make, n_charts=80)
    allowed = 0.0066 if make is lopsided_shares else THEORY
    n_periods = 80 * 24
    assert found["inside"] * n_periods < allowed * n_periods + 3 * np.sqrt(
        allowed * n_periods
    )


@pytest.mark.soak
@every_chart
@pytest.mark.parametrize("n_baseline", [12, 24, 48])
def test_in_the_long_run_a_chart_speaks_no_more_often_than_it_says(make, n_baseline):
    found = measured(make, n_charts=2000, n_baseline=n_baseline)
    allowed = 0.0066 if make is lopsided_shares else THEORY
    assert found["inside"] < 1.15 * allowed
    assert found["later 1"] < 1.5 * found["said 1"]
    assert found["later 2"] < 1.5 * found["said 2"]


def test_a_p_chart_of_large_restless_shares_would_cry_wolf():
    generator = np.random.default_rng(1)
    readings = restless_shares(generator, 84)
    by_sampling = control_chart(readings, plan=Plan(kind="p", rules=(1,)))
    by_laney = control_chart(readings, plan=Plan(rules=(1,)))
    assert by_laney.kind == "p_prime"
    assert len(by_sampling.signals) >= 5
    assert len(by_laney.signals) <= 1


def test_a_real_fall_is_found_at_once():
    generator, found = np.random.default_rng(2), 0
    for _ in range(50):
        readings = small_nps(generator, 24)
        fallen = nps([generator.multinomial(60, [0.25, 0.25, 0.5])])[0]
        late = Reading(
            "2022-01", fallen.kind, fallen.value, fallen.size, fallen.n, fallen.variance
        )
        chart = control_chart([*readings, late], plan=Plan(baseline=24))
        found += any(each.rule == 1 for each in chart.current_signals)
    assert found >= 45
