"""Belief: what owners think the score is, against what customers answer, over time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev

from stik.errors import QuestionError
from stik.metrics.intervals import square_and_add, t_95
from stik.terms.estimate import N_UNKNOWN, Estimate


@dataclass(frozen=True)
class Belief:
    """What somebody wrote down as the score of a period, before seeing it.

    `about` names the metric and what it is of, such as "nps of checkout".
    """

    believer: str
    about: str
    period_from: date
    value: float
    written_on: date


@dataclass(frozen=True)
class Measured:
    """What customers answered in a period; `shown_on` is when it could first be seen.

    `shown_on` is null while nobody has seen it.
    """

    about: str
    period_from: date
    estimate: Estimate
    shown_on: date | None = None


@dataclass(frozen=True)
class BeliefGap:
    """Belief minus answers: above 0 the owner thinks better of it than customers do.

    The gap's interval is that of the answers; it is unknown where they are, and where
    the belief was written after the results could be seen. `n` counts answers.
    """

    belief: Belief
    measured: Estimate
    gap: Estimate

    @property
    def is_off(self) -> bool | None:
        """Return whether the belief lies outside the interval, None if untold."""
        if self.gap.low is None or self.gap.high is None or self.gap.has_too_few:
            return None
        return not self.gap.low <= 0 <= self.gap.high


def belief_gaps(
    beliefs: Sequence[Belief], measured: Sequence[Measured]
) -> tuple[BeliefGap, ...]:
    """Return each belief against the answers about it, by believer, subject and period.

    Raises
    ------
    QuestionError
        When a period was measured twice, or somebody believes two things of it.

    Examples
    --------
    >>> march = date(2026, 3, 1)
    >>> said = Belief("Ana", "nps of checkout", march, 45.0, date(2026, 3, 20))
    >>> told = Measured("nps of checkout", march, Estimate(12.0, 5.0, 19.0, 400))
    >>> [found] = belief_gaps([said], [told])
    >>> found.gap.value, found.gap.low, found.gap.high, found.is_off
    (33.0, 26.0, 40.0, True)
    """
    known = _by_subject(measured)
    in_order = sorted(beliefs, key=lambda each: (*_who(each), each.period_from))
    for one, other in pairwise(in_order):
        if (*_who(one), one.period_from) == (*_who(other), other.period_from):
            raise QuestionError(
                f"{one.believer} wrote two beliefs about {one.about}, "
                f"{one.period_from}; keep the first."
            )
    return tuple(
        _gap(each, known.get((each.about, each.period_from))) for each in in_order
    )


def optimism(gaps: Sequence[BeliefGap]) -> Estimate:
    """Return the mean gap over subjects and periods; n counts these.

    Believers about the same answers are averaged first: they err on them together. For
    one believer or one subject, give the gaps of these only.

    >>> no_gaps = optimism([])
    >>> no_gaps.unknown
    'n = 0 periods, needs 5'
    """
    found = defaultdict(list)
    for each in gaps:
        if each.gap.value is not None:
            found[each.belief.about, each.belief.period_from].append(each.gap.value)
    return _mean([fmean(values) for values in found.values()])


def shared_optimism(gaps: Sequence[BeliefGap]) -> Estimate:
    """Return the mean gap of several believers about the same answers; n counts them.

    The interval adds that of the answers to the spread of the beliefs.

    Raises
    ------
    QuestionError
        When the beliefs are about several subjects or periods.
    """
    told = [each for each in gaps if each.gap.value is not None]
    if len({(each.belief.about, each.belief.period_from) for each in told}) > 1:
        raise QuestionError("give the beliefs about one subject and period.")
    if len(told) < N_UNKNOWN:
        reason = f"n = {len(told)} believers, needs {N_UNKNOWN}"
        return Estimate.missing(n=len(told), reason=reason)
    believed = _ends(_mean([each.belief.value for each in told]))
    answers = _ends(told[0].measured)
    low, high = square_and_add(believed[0], believed[1:], answers[0], answers[1:])
    return Estimate(believed[0] - answers[0], low, high, len(told))


def nearing(gaps: Sequence[BeliefGap]) -> Estimate:
    """Return by how much a period brings one believer's gap nearer to 0; n periods.

    Above 0 the believer learns. The slope of the size of the gap over the periods of
    one subject, in order, by least squares.

    Raises
    ------
    QuestionError
        When the gaps are of several believers or subjects.
    """
    told = [each for each in gaps if each.gap.value is not None]
    if len({_who(each.belief) for each in told}) > 1:
        raise QuestionError("give the gaps of one believer about one subject.")
    told.sort(key=lambda each: each.belief.period_from)
    sizes = [abs(each.gap.value or 0.0) for each in told]
    n = len(sizes)
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n} periods, needs {N_UNKNOWN}")
    middle, mean = (n - 1) / 2, fmean(sizes)
    square = sum((i - middle) ** 2 for i in range(n))
    slope = sum((i - middle) * (size - mean) for i, size in enumerate(sizes)) / square
    left = [size - mean - slope * (i - middle) for i, size in enumerate(sizes)]
    error = sqrt(sum(each**2 for each in left) / (n - 2) / square)
    half = t_95(n - 2) * error
    return Estimate(-slope, -slope - half, -slope + half, n)


def _by_subject(measured: Sequence[Measured]) -> dict[tuple[str, date], Measured]:
    known: dict[tuple[str, date], Measured] = {}
    for each in measured:
        if known.setdefault((each.about, each.period_from), each) is not each:
            raise QuestionError(
                f"{each.about}, {each.period_from} is measured twice; keep one of them."
            )
    return known


def _who(belief: Belief) -> tuple[str, str]:
    return belief.believer, belief.about


def _gap(belief: Belief, measured: Measured | None) -> BeliefGap:
    if measured is None:
        missing = Estimate.missing(
            n=0, reason="nobody answered about it in that period"
        )
        return BeliefGap(belief, missing, missing)
    answers = measured.estimate
    if measured.shown_on is not None and belief.written_on >= measured.shown_on:
        reason = f"written on {belief.written_on}, seen on {measured.shown_on}"
        return BeliefGap(belief, answers, Estimate.missing(n=answers.n, reason=reason))
    if answers.value is None or answers.low is None or answers.high is None:
        return BeliefGap(belief, answers, answers)
    gap = Estimate(
        belief.value - answers.value,
        belief.value - answers.high,
        belief.value - answers.low,
        answers.n,
    )
    return BeliefGap(belief, answers, gap)


def _ends(estimate: Estimate) -> tuple[float, float, float]:
    """Return value, low and high of a known estimate."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        raise ValueError("an unknown estimate has no ends")
    return estimate.value, estimate.low, estimate.high


def _mean(values: Sequence[float]) -> Estimate:
    n = len(values)
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n} periods, needs {N_UNKNOWN}")
    mean, half = fmean(values), t_95(n - 1) * stdev(values) / sqrt(n)
    return Estimate(mean, mean - half, mean + half, n)
