"""How often nothing is called an effect, and how often an interval holds the truth."""

import numpy as np
import pytest
from tests.effects.examples import months

from stik.effects.differences import difference_in_differences
from stik.effects.groups import Period, Question
from stik.effects.interrupted import interrupted
from stik.effects.model import Design
from stik.effects.series import CountSeries, MeanSeries
from stik.effects.staggered import NEVER, Panel, staggered
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

NPS = Question(metric("nps"), Scale.parse("nps_0_10"))


def alike(generator, n, *, carried):
    """Return residuals of which each carries a share over into the next period."""
    residual = generator.normal(0, 1, n + 30)
    for place in range(1, n + 30):
        residual[place] += carried * residual[place - 1]
    return residual[30:]


def alarms_of_series(n, *, carried, rounds, errors, is_count=False):
    """Return the share of series without any effect that show one."""
    generator, alarms = np.random.default_rng(n), 0
    dates, begins = months(n), months(n)[int(0.7 * n)]
    for _ in range(rounds):
        moved = alike(generator, n, carried=carried)
        if is_count:
            count = generator.poisson(100 * np.exp(0.1 * moved)).astype(float)
            series = CountSeries(dates, count)
        else:
            series = MeanSeries(dates, 40 + moved, np.full(n, 200))
        level = interrupted(
            series, begins_on=begins, design=Design(errors=errors)
        ).level
        alarms += level.p < 0.05
    return alarms / rounds


def test_guarded_errors_seldom_call_nothing_an_effect():
    guarded = alarms_of_series(36, carried=0.3, rounds=200, errors="guarded")
    assert guarded <= 0.08


def test_hac_errors_alone_are_too_small_in_a_short_series():
    """Why the default for means is guarded; the nominal rate is 0.05."""
    assert alarms_of_series(24, carried=0.3, rounds=200, errors="hac") > 0.15


def test_quasi_poisson_keeps_its_promise_where_months_are_independent():
    rate = alarms_of_series(36, carried=0, rounds=150, errors="plain", is_count=True)
    assert rate <= 0.09


def alarms_of_groups(n_periods, *, shock, rounds, carried=0.0):
    """Return how often effect, trend and placebo call nothing something."""
    generator, alarms = np.random.default_rng(n_periods), np.zeros(3)
    dates, begins = months(2 * n_periods), months(2 * n_periods)[n_periods]
    size = shock * np.sqrt(1 - carried**2)
    for _ in range(rounds):
        rows = []
        groups = [size * alike(generator, len(dates), carried=carried) for _ in "ab"]
        for day, *moves in zip(dates, *groups, strict=True):
            counts = []
            for moved in moves:
                shares = np.clip([0.2 - moved, 0.3, 0.5 + moved], 0.01, None)
                n = generator.multinomial(200, shares / shares.sum())
                counts.append(Counts.of([3, 8, 10], n=n))
            rows.append(Period(day, *counts))
        found = difference_in_differences(rows, begins_on=begins, question=NPS)
        alarms += [
            found.effect.p < 0.05,
            found.pre_trend.has_passed is False,
            found.placebo.has_passed is False,
        ]
    return alarms / rounds


def test_two_groups_that_only_jump_are_seldom_called_an_effect():
    assert alarms_of_groups(6, shock=0.05, rounds=80).max() <= 0.1


def test_two_groups_whose_moves_last_are_seldom_called_an_effect():
    """Without a look at how long moves last it was 0.22."""
    assert alarms_of_groups(12, shock=0.1, rounds=60, carried=0.5)[0] <= 0.1


def held_by_staggered(begins, n_periods, *, rounds):
    """Return how often the interval of a growing effect holds the truth."""
    generator, held = np.random.default_rng(len(begins)), 0
    gains = [1 + 0.5 * (t - g) for g in begins if g >= 0 for t in range(g, n_periods)]
    for _ in range(rounds):
        shape = (len(begins), n_periods)
        value = generator.normal(0, 2, (shape[0], 1)) + generator.normal(0, 1, shape)
        for unit, begun in enumerate(begins):
            if begun != NEVER:
                value[unit, begun:] += 1 + 0.5 * np.arange(n_periods - begun)
        names = [str(unit) for unit in range(shape[0])]
        overall = staggered(Panel(names, begins, value)).overall
        held += overall.low <= np.mean(gains) <= overall.high
    return held / rounds


def test_the_interval_of_staggered_starts_holds_the_truth():
    assert held_by_staggered([3] * 10 + [5] * 10 + [NEVER] * 20, 8, rounds=150) >= 0.91


@pytest.mark.soak
@pytest.mark.parametrize("n", [12, 24, 36, 60])
@pytest.mark.parametrize("carried", [0, 0.3, 0.6])
@pytest.mark.parametrize("is_count", [False, True])
def test_guarded_errors_keep_their_table(n, carried, is_count):
    """The table of docs/reference/effects.md."""
    rate = alarms_of_series(
        n, carried=carried, rounds=1000, errors="guarded", is_count=is_count
    )
    assert rate <= (0.1 if carried < 0.6 else 0.17)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("n_periods", "shock"),
    [(1, 0), (3, 0), (6, 0), (12, 0), (3, 0.05), (4, 0.05), (6, 0.05), (12, 0.05)],
)
def test_difference_in_differences_keeps_its_table(n_periods, shock):
    assert alarms_of_groups(n_periods, shock=shock, rounds=1000).max() <= 0.09


@pytest.mark.soak
@pytest.mark.parametrize("n_periods", [6, 12, 24])
@pytest.mark.parametrize(("carried", "most"), [(0.5, 0.12), (0.8, 0.16)])
def test_moves_that_last_keep_their_table(n_periods, carried, most):
    alarms = alarms_of_groups(n_periods, shock=0.1, rounds=600, carried=carried)
    assert alarms[0] <= most


@pytest.mark.soak
@pytest.mark.parametrize(
    "begins",
    [
        [3] * 5 + [NEVER] * 5,
        [2, 3, 4, 5, 6, 7] + [NEVER] * 10,
        [3] * 30 + [5] * 30 + [NEVER] * 60,
    ],
    ids=["5 and 5", "each its own start", "60 and 60"],
)
def test_staggered_starts_keep_their_table(begins):
    assert 0.92 <= held_by_staggered(begins, 9, rounds=1000) <= 0.985
