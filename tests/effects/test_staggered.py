"""Units that begin one after another are held against those that have not begun."""

import numpy as np
import pytest

from stik.effects.staggered import NEVER, Panel, staggered
from stik.errors import QuestionError


def panel(begins, value):
    return Panel([f"shop {i}" for i in range(len(begins))], begins, value)


def grown(begins, n_periods, *, noise=0.0, seed=1):
    """Return a panel whose units gain 1 when they begin and 1 more each period."""
    generator = np.random.default_rng(seed)
    level = generator.normal(0, 3, (len(begins), 1))
    value = level + np.arange(n_periods) + generator.normal(0, noise, (1, n_periods))
    value = value + generator.normal(0, noise, value.shape)
    for unit, begun in enumerate(begins):
        if begun != NEVER:
            value[unit, begun:] += np.arange(1, n_periods - begun + 1)
    return panel(begins, value)


BEGINS = [2] * 6 + [4] * 6 + [NEVER] * 6


def test_a_growing_effect_is_averaged_by_units_worked_by_hand():
    """Begun in 2 of 6 periods: 1 + 2 + 3 + 4; in 4: 1 + 2; so 13 / 6."""
    found = staggered(grown(BEGINS, 6))
    assert found.overall.value == pytest.approx(13 / 6)
    effects = {(p.begins, p.period): p.effect.value for p in found.parts}
    assert effects[2, 5] == pytest.approx(4)
    assert effects[4, 4] == pytest.approx(1)
    assert effects[4, 2] == pytest.approx(0, abs=1e-9)


def test_two_way_fixed_effects_would_have_been_wrong_where_this_is_right():
    """Early units whose effect still grows are a false control for late ones."""
    begins = [1] * 10 + [5] * 10
    given = grown(begins, 8)
    treated = np.array([[t >= g for t in range(8)] for g in begins], dtype=float)

    def within(table):
        return table - table.mean(0) - table.mean(1, keepdims=True) + table.mean()

    regression = (within(treated) * within(given.value)).sum()
    regression /= (within(treated) ** 2).sum()
    assert regression < 0, "each unit gained, and the regression says they lost"
    found = staggered(given, is_against_not_yet=True)
    assert found.overall.value == pytest.approx(np.mean([1, 2, 3, 4]))


def test_standard_errors_are_those_of_two_sample_means_when_all_begin_together():
    generator = np.random.default_rng(3)
    value = generator.normal(0, 1, (120, 2))
    found = staggered(panel([1] * 60 + [NEVER] * 60, value)).overall
    change = value[:, 1] - value[:, 0]
    error = np.sqrt(change[:60].var() / 60 + change[60:].var() / 60)
    assert found.value == pytest.approx(change[:60].mean() - change[60:].mean())
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(error, rel=1e-6)


def test_units_that_moved_apart_before_they_began_are_named():
    given = grown(BEGINS, 6, noise=0.05)
    drifting = given.value.copy()
    drifting[:12] += 2 * np.arange(6)
    found = staggered(panel(BEGINS, drifting))
    assert found.pre_trend.has_passed is False
    assert "moved apart before" in found.pre_trend.sentence
    assert staggered(given).pre_trend.has_passed is True


def test_the_order_of_units_changes_nothing():
    given = grown(BEGINS, 6, noise=0.3)
    order = np.random.default_rng(2).permutation(len(BEGINS))
    turned = panel([BEGINS[i] for i in order], given.value[order])
    ours, theirs = staggered(given).overall, staggered(turned).overall
    assert theirs.value == pytest.approx(ours.value)
    assert theirs.low == pytest.approx(ours.low)


def test_unknown_and_early_units_are_left_out_and_said():
    value = grown([0, *BEGINS], 6).value
    value[1, 3] = np.nan
    found = staggered(panel([0, *BEGINS], value))
    assert found.notes == (
        "1 units are left out, because a period of theirs is unknown",
        "1 units are left out, because they began in the first period",
    )
    assert found.overall.n_after == 11


@pytest.mark.parametrize(
    ("begins", "reason"),
    [
        ([2] * 4 + [NEVER] * 9, "4 units begin, needs 5"),
        ([2] * 9 + [NEVER] * 4, "4 units to compare with, needs 5"),
    ],
)
def test_too_few_units_are_unknown_with_the_reason(begins, reason):
    found = staggered(grown(begins, 5))
    assert found.overall.value is None
    assert found.overall.unknown == reason


def test_a_unit_that_begins_alone_counts_but_shows_no_effect_of_its_own():
    found = staggered(grown([2] * 6 + [3] + [NEVER] * 6, 5, noise=0.1))
    alone = [part.effect for part in found.parts if part.begins == 3]
    assert {effect.unknown for effect in alone} == {"1 units begin together, needs 5"}
    assert found.overall.n_after == 7


def test_a_beginning_outside_of_the_periods_is_refused():
    with pytest.raises(QuestionError, match="unit 'shop 1' begins in period 7"):
        panel([2, 7], np.zeros((2, 5)))
    with pytest.raises(QuestionError, match="one row per unit"):
        panel([2], np.zeros((2, 5)))
