"""Baggage: how an earlier bad experience weighs on later scores, and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose
from typing import Final, NamedTuple

import numpy as np

from stik.errors import QuestionError
from stik.insights.baggage.around import Around, Steps, pairs_of
from stik.insights.comparison import corrected
from stik.metrics.intervals import p_t_two_sided, t_95
from stik.terms.counts import Floats, Integers
from stik.terms.estimate import N_UNKNOWN, Estimate

WITHIN = (1.0, 3.0, 6.0, 12.0, 24.0)
"""The ends of the stretches of months after a bad experience that are looked at."""

N_OF_A_TIME = 100
"""The level of the time is the mean of about so many answers given around it."""

CLAIM: Final = "association"

ALL_ALIKE = "all customers changed by the same, so the spread is unknown"

NOTHING_TIES = "no customer's answers tie the time before to the time after"


class Moments(NamedTuple):
    """Who met with a bad experience and when, in months from any start.

    Their own (a bad answer, a late delivery) or heard of; one entry per experience.
    """

    customer: Integers
    month: Floats


class Scores(NamedTuple):
    """Who scored when, in months from the same start, and how; one entry per answer.

    A customer weighs as the mean `weight` of their answers, None where all weigh alike.
    """

    customer: Integers
    month: Floats
    score: Floats
    weight: Floats | None = None

    def at_most(self, worst: float) -> Moments:
        """Return the answers of `worst` and below as bad experiences."""
        bad = self.score <= worst
        return Moments(self.customer[bad], self.month[bad])


class Level(NamedTuple):
    """How all answers were around the same time: one entry per moment, in months.

    `n` counts the answers given then, `total` is their sum; where they weigh
    differently it is the weighted one, and `weight` is what they weigh together.
    """

    month: Floats
    n: Integers
    total: Floats
    weight: Floats | None = None

    @classmethod
    def of(cls, scores: Scores) -> "Level":
        """Return the level that the scores themselves make."""
        one = np.ones(len(scores.score), dtype=np.int64)
        if scores.weight is None:
            return cls(scores.month, one, scores.score)
        weight = np.nan_to_num(scores.weight)
        return cls(scores.month, one, weight * scores.score, weight)

    def around(self, month: Floats) -> Floats:
        """Return the mean of the about 100 answers given around each moment."""
        if not len(self.month):
            return np.zeros(len(month))
        order = np.argsort(self.month, kind="stable")
        given = np.cumsum(self.n[order])
        n_times = max(int(given[-1]) // N_OF_A_TIME, 1)
        shares = given[-1] * np.arange(1, n_times) / n_times
        ends = np.unique(self.month[order][np.searchsorted(given, shares)])
        time = np.searchsorted(ends, self.month, side="left")
        weight = self.n if self.weight is None else self.weight
        weighed = np.bincount(time, weight, minlength=len(ends) + 1)
        total = np.bincount(time, self.total, minlength=len(ends) + 1)
        mean = np.divide(total, weighed, out=np.zeros(len(total)), where=weighed > 0)
        level: Floats = mean[np.searchsorted(ends, month, side="left")]
        return level


@dataclass(frozen=True)
class Lag:
    """How much lower customers score so long after a bad experience than before it.

    Later than `months_from`, up to `months_to`, against as long before. `weight` is in
    steps of the scale, below 0 where it weighs; its n counts customers, with answers so
    long before it or so long after it, whichever are fewer. Answers count as their
    customer weighs, errors count customers (clustered, Student's t with as many as
    those n are worth); `p_corrected` for the number of stretches shown.
    """

    months_from: float
    months_to: float
    weight: Estimate
    p: float | None = None
    p_corrected: float | None = None

    @property
    def is_real(self) -> bool | None:
        """Return whether scores differ from before, None when it cannot be told."""
        if self.p_corrected is None or self.weight.has_too_few:
            return None
        return self.p_corrected < 0.05

    @property
    def weighs(self) -> bool:
        """Return whether scores are still lower beyond chance."""
        return bool(self.is_real) and (self.weight.value or 0.0) < 0


@dataclass(frozen=True)
class Baggage:
    """How a bad experience weighs, month by month: an association.

    `n_customers` had a bad experience; those without an answer before or after it
    tell nothing. Where one bad experience follows another, the answers before the
    later one carry the earlier one's weight: what is found is too little.
    """

    lags: tuple[Lag, ...]
    n_customers: int
    claim: str = CLAIM

    @property
    def lasts_months(self) -> float | None:
        """Return for how long it weighs without a break; None when it cannot be told.

        0 where nothing is seen from the start. It may last longer than is seen: with
        few customers a small weight hides.
        """
        if not self.lags or self.lags[0].is_real is None:
            return None
        lasts = 0.0
        for lag in self.lags:
            if not lag.weighs:
                break
            lasts = lag.months_to
        return lasts


def baggage(
    scores: Scores,
    bad: Moments,
    *,
    within: Sequence[float] = WITHIN,
    level: Level | None = None,
) -> Baggage:
    """Return how much lower customers score after a bad experience than before it.

    Every experience is held against itself: the answers of its customer in a stretch of
    months after it against those as long before it, by least squares with one level an
    experience and one step for each stretch, before and after; the bad answer itself is
    left out, and the level of the time is taken off. So neither harsh customers, nor a
    bad season, nor a return to normal, nor moods that persist look like baggage: a
    mood is as low so long before a low answer as it is so long after. Every bad
    experience counts: before a *first* one there are by definition none, which would
    look like baggage.
    Where `scores` are only of customers with a bad experience, `level` is that of all.

    Raises
    ------
    QuestionError
        When the ends of the stretches do not rise from above 0.

    Examples
    --------
    >>> customer, month = np.divmod(np.arange(400), 4)
    >>> score = np.where(month < 2, 8.0, 6.5) + customer % 3 + month % 2
    >>> score = np.where((month == 1) & (customer < 60), 0, score)
    >>> told = Scores(customer, month.astype(float), score)
    >>> found = baggage(told, told.at_most(0), within=(1, 3))
    >>> found.n_customers, [lag.weight.n for lag in found.lags]
    (60, [60, 0])
    """
    _check_rising(within)
    around = (level or Level.of(scores)).around(scores.month)
    above = scores._replace(score=scores.score - around)
    lags = _lags(above, bad, within=within)
    return Baggage(lags, len(np.unique(bad.customer)))


def _check_rising(within: Sequence[float]) -> None:
    ends = (0.0, *within)
    if any(end <= begin for begin, end in pairwise(ends)) or not within:
        raise QuestionError("the months after must rise from above 0, such as 1, 3, 6.")


def _lags(scores: Scores, bad: Moments, *, within: Sequence[float]) -> tuple[Lag, ...]:
    """Return each stretch, from the steps of all of them together."""
    event, answer = pairs_of(bad.customer, scores.customer)
    around = Around.of(
        scores.score[answer],
        experience=event,
        lag=scores.month[answer] - bad.month[event],
        within=within,
        n_experiences=len(bad.customer),
    )
    told = around.has_both
    customers, customer = np.unique(bad.customer[told], return_inverse=True)
    heard = _Heard(around.only(told), customer, _weight_of(customers, scores))
    found = heard.estimates()
    q = corrected([p for _, p in found])
    return tuple(
        Lag(begin, end, weight, p, p_corrected)
        for (begin, end), (weight, p), p_corrected in zip(
            pairwise((0.0, *within)), found, q, strict=True
        )
    )


class _Heard(NamedTuple):
    """The answers around the experiences that have some before and after.

    `customer` is the place of each experience's customer in `weight`, which is NaN
    where an answer of theirs has no weight.
    """

    around: Around
    customer: Integers
    weight: Floats

    def estimates(self) -> list[tuple[Estimate, float | None]]:
        """Return the weight of each stretch and its p-value."""
        weight = np.nan_to_num(self.weight)
        steps = Steps.of(self.around, customer=self.customer, weight=weight)
        return [
            self._estimate(steps, stretch) for stretch in range(self.around.n_side - 1)
        ]

    def _estimate(self, steps: Steps, stretch: int) -> tuple[Estimate, float | None]:
        heard = [
            np.unique(self.customer[self.around.n[:, column] > 0])
            for column in (stretch, stretch + self.around.n_side)
        ]
        fewest = min(heard, key=len)
        n, weight = len(fewest), self.weight[fewest]
        if reason := _unknown(n, weight, of_all=self.weight):
            return Estimate.missing(n=n, reason=reason), None
        found = steps.after_less_before(stretch)
        if found is None:
            return Estimate.missing(n=n, reason=NOTHING_TIES), None
        value, error = found
        if isclose(error, 0, abs_tol=1e-12):
            return Estimate.missing(n=n, reason=ALL_ALIKE), None
        degrees = _n_effective(weight) - 1
        half = t_95(degrees) * error
        p = p_t_two_sided(value / error, degrees=degrees)
        return Estimate(value, value - half, value + half, n), p


def _weight_of(customers: Integers, scores: Scores) -> Floats:
    """Return the mean weight of each customer's answers, the customers in order."""
    if scores.weight is None:
        return np.ones(len(customers))
    theirs = np.isin(scores.customer, customers)
    place = np.searchsorted(customers, scores.customer[theirs])
    n = np.bincount(place, minlength=len(customers))
    weight = np.bincount(place, scores.weight[theirs], minlength=len(customers))
    return np.divide(weight, n, out=np.zeros(len(n)), where=n > 0)


def _unknown(n: int, weight: Floats, *, of_all: Floats) -> str | None:
    if n < N_UNKNOWN:
        return f"n = {n} customers answered so long before or after, needs {N_UNKNOWN}"
    if n_missing := int(np.isnan(of_all).sum()):
        return (
            f"{n_missing} of {len(of_all)} customers gave answers that have no weight"
        )
    if _n_effective(weight) < N_UNKNOWN:
        return f"n = {n} customers weigh like fewer than {N_UNKNOWN}"
    return None


def _n_effective(weight: Floats) -> float:
    squares = float(weight @ weight)
    return float(weight.sum()) ** 2 / squares if squares > 0 else 0.0
