"""Difference in differences: how much more changed than where nothing was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from stik.effects.carried import Scatter, scatter_of_step
from stik.effects.effect import Basis, Check, Effect, p_value, quantile_95
from stik.effects.groups import Period, Question, gaps_of, pooled
from stik.effects.series import check_periods, holds_beginning
from stik.errors import QuestionError
from stik.metrics.intervals import Interval, p_from_interval, square_and_add
from stik.metrics.metric import Difference, unknown_because

GAPS_FOR_TREND = 4
"""So many periods before it began show whether two groups moved alike."""

GAPS_EACH_SIDE = 3
"""So many periods on each side show how far the gap moves from one to the next."""

MUCH_CARRIED = 0.25
"""From this share on it is said that moves of the gap last."""


@dataclass(frozen=True)
class DifferenceInDifferences:
    """The effect, and the two checks that make it believable.

    `notes` say what a reader must know of the interval.
    """

    effect: Effect
    pre_trend: Check
    placebo: Check
    notes: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        """Return the checks in the order they are shown."""
        return self.pre_trend, self.placebo


def difference_of(treated: Difference, control: Difference) -> Effect:
    """Return how much more the treated changed than the control.

    The interval squares and adds those of the two changes, so the groups must be
    different people.

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.

    Examples
    --------
    Card and Krueger (1994), table 3: full-time employees per restaurant changed by
    0.59 (standard error 0.54) in New Jersey and by -2.16 (1.25) in Pennsylvania.

    >>> def change(value, error):
    ...     half = 1.96 * error
    ...     return Difference(value, value - half, value + half, 0.5, 300, 300)
    >>> effect = difference_of(change(0.59, 0.54), change(-2.16, 1.25))
    >>> round(effect.value, 2), round((effect.high - effect.low) / 2 / 1.96, 2)
    (2.75, 1.36)
    """
    basis = Basis(
        min(treated.n_second, control.n_second), min(treated.n_first, control.n_first)
    )
    changed, changed_anyway = _known(treated), _known(control)
    if changed is None or changed_anyway is None:
        reason = treated.unknown or control.unknown
        return basis.unknown(reason or "a change without an interval")
    value = changed[0] - changed_anyway[0]
    ends = square_and_add(*changed, *changed_anyway)
    p = p_from_interval(value, ends)
    return Effect(value, *ends, p, basis.n_before, basis.n_after)


def difference_in_differences(
    periods: Sequence[Period],
    *,
    begins_on: date,
    question: Question,
    grain: str = "month",
) -> DifferenceInDifferences:
    """Return the change of the treated less that of the control, with its checks.

    All answers before the day are held against all from that day on; those of the month
    (or other `grain`) in the middle of which it began are left out. Where there are
    at least 3 periods on each side the interval is also made from how the gap between
    the groups moves from period to period, and how long such moves last
    (`scatter_of_step`); the wider of the two is taken: what happens to a whole group in
    one month is no chance of single answers, and it is seldom over with the month.

    The checks: did the groups move alike before, and does a made-up start in the middle
    of that time show an effect where there can be none?

    Source: Bertrand, Duflo and Mullainathan (2004), Quarterly Journal of Economics
    119:249-275.

    Raises
    ------
    QuestionError
        When no period lies on one side of the day, or the periods are not of the grain.
    """
    before, after = _sides(periods, begins_on, grain=grain)
    effect, notes = _effect(before, after, question)
    if len(before) + len(after) < len(periods):
        notes = (f"the {grain} in which it began is left out", *notes)
    return DifferenceInDifferences(
        effect, pre_trend(before, question=question), _placebo(before, question), notes
    )


def _sides(
    periods: Sequence[Period], begins_on: date, *, grain: str
) -> tuple[list[Period], list[Period]]:
    """Return the periods before the day and those from it on, whole ones only."""
    first_date = [period.first_date for period in periods]
    check_periods(first_date, grain=grain)
    is_mixed = holds_beginning(first_date, begins_on=begins_on, grain=grain)
    whole = [period for period, out in zip(periods, is_mixed, strict=True) if not out]
    before = [period for period in whole if period.first_date < begins_on]
    after = [period for period in whole if period.first_date >= begins_on]
    if not before or not after:
        raise QuestionError(
            f"no answers {'since' if before else 'before'} {begins_on} in a whole "
            f"{grain}; an effect needs a time before and a time after."
        )
    return before, after


def pre_trend(before: Sequence[Period], *, question: Question) -> Check:
    """Return whether the gap between the groups was steady before it began.

    The slope of the gap per period by weighted least squares, with the wider of its
    sampling error and its scatter. A pass is no proof: the sentence names the drift
    that could have gone unseen (Roth 2022, AER: Insights 4:305-322).
    """
    name = "moved alike before"
    gaps = gaps_of(before, question)
    if len(gaps.value) < GAPS_FOR_TREND:
        return Check(
            name,
            None,
            f"{len(gaps.value)} periods before it began do not show whether the "
            f"groups moved alike, {GAPS_FOR_TREND} do",
        )
    slope, error, degrees = gaps.slope()
    p = p_value(slope, error=error, degrees=degrees)
    half = quantile_95(degrees) * error
    if p < 0.05:
        sentence = f"the groups already moved apart by {slope:+.3g} a period"
    else:
        furthest = max(abs(slope - half), abs(slope + half))
        sentence = (
            f"the groups moved alike; a drift of up to {furthest:.3g} a period "
            "could not have been seen"
        )
    return Check(name, p >= 0.05, sentence, p)


def _effect(
    before: Sequence[Period], after: Sequence[Period], question: Question
) -> tuple[Effect, tuple[str, ...]]:
    """Return the effect between two times, and what must be said of its interval."""
    sampled = _sampled(before, after, question)
    gaps = gaps_of([*before, *after], question)
    is_after = (gaps.number >= len(before)).astype(np.float64)
    n_after = int(is_after.sum())
    if sampled.value is None or min(len(is_after) - n_after, n_after) < GAPS_EACH_SIDE:
        note = "the interval counts single answers only, not what befalls a whole group"
        return sampled, (note,)
    scatter = scatter_of_step(
        gaps.value, error=gaps.error, number=gaps.number, is_after=is_after
    )
    basis = Basis(sampled.n_before, sampled.n_after)
    scattered = basis.effect(
        sampled.value, error=scatter.error, degrees=scatter.degrees
    )
    if _width(scattered) <= _width(sampled):
        return sampled, ()
    return scattered, _scatter_in_words(scatter)


def _scatter_in_words(scatter: Scatter) -> tuple[str, ...]:
    if not scatter.is_moved:
        return ()
    note = "the gap moves more from period to period than chance has it"
    if scatter.carried < MUCH_CARRIED:
        return (note,)
    return (f"{note}, and about {scatter.carried:.0%} of a move lasts into the next",)


def _sampled(
    before: Sequence[Period], after: Sequence[Period], question: Question
) -> Effect:
    """Return the effect with the uncertainty of single answers."""
    treated = [pooled([each.treated for each in side]) for side in (after, before)]
    control = [pooled([each.control for each in side]) for side in (after, before)]
    for counts in (*treated, *control):
        reason = unknown_because(counts)
        if reason is not None:
            n, n_after = (min(treated[i].total, control[i].total) for i in (1, 0))
            return Basis(n, n_after).unknown(reason)
    metric, scale = question.metric, question.scale
    return difference_of(
        metric.difference(treated[0], treated[1], scale),
        metric.difference(control[0], control[1], scale),
    )


def _placebo(before: Sequence[Period], question: Question) -> Check:
    """Return whether a made-up start in the time before shows no effect."""
    name = "no effect of a made-up start"
    if len(before) < 2 * GAPS_EACH_SIDE:
        sentence = (
            f"{len(before)} periods before it began are too few to try a made-up start "
            f"in, {2 * GAPS_EACH_SIDE} are not"
        )
        return Check(name, None, sentence)
    middle = len(before) // 2
    effect, _ = _effect(before[:middle], before[middle:], question)
    if effect.value is None or effect.p is None:
        return Check(name, None, f"the time before is too thin: {effect.unknown}")
    made_up = before[middle].first_date
    if effect.p < 0.05:
        sentence = (
            f"a made-up start on {made_up} shows {effect.value:+.3g} "
            "where nothing was done"
        )
    else:
        sentence = f"a made-up start on {made_up} shows nothing, as it should"
    return Check(name, effect.p >= 0.05, sentence, effect.p)


def _known(change: Difference) -> tuple[float, Interval] | None:
    """Return a change and its interval, None where it is unknown."""
    if change.value is None or change.low is None or change.high is None:
        return None
    return change.value, (change.low, change.high)


def _width(effect: Effect) -> float:
    if effect.low is None or effect.high is None:
        return 0.0
    return effect.high - effect.low
