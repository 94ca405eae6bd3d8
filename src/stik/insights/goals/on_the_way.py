"""A goal whose day is still to come: how likely will it be reached?"""

from math import hypot
from typing import NamedTuple

from stik.insights.goals.forecast import Forecast, forecast
from stik.insights.goals.past import Past, error_of
from stik.insights.goals.standing import (
    Judgement,
    Whole,
    Word,
    cannot_tell,
    least_or_most,
)
from stik.insights.goals.words import A_YEAR, value_in_words
from stik.terms.estimate import N_TOO_FEW

LIKELY = 0.8
"""From this probability on a goal is on track; below 1 less it, off track."""


def on_the_way(goal: Whole) -> Judgement:
    """Return the probability that the period of the day measures the target."""
    past, periods = goal.past, max(goal.past.periods_until(goal.by), 1)
    values = _last_known(past)
    season = A_YEAR[past.grain] if past.grain in ("month", "quarter") else 0
    ahead = forecast(values, periods_ahead=periods, season=season)
    needed, reason = _needed(goal)
    if ahead.unknown is not None or needed is None:
        return cannot_tell(goal, ahead.unknown or reason)
    if any(each.has_too_few for each in past.estimates[-len(values) :]):
        reason = f"some {past.grain}s have fewer than {N_TOO_FEW} answers"
        return cannot_tell(goal, reason)
    error = hypot(ahead.error or 0.0, needed.error)
    wider = Forecast(ahead.value, error, ahead.degrees)
    direction = goal.written.direction
    probability = wider.probability(needed.level, direction=direction) or 0.0
    word = _word(probability)
    return Judgement(
        word,
        f"{word.capitalize()}: {_in_words(goal, needed, probability)}",
        goal.target,
        needed.held(wider.value),
        needed.held(wider.low),
        needed.held(wider.high),
        probability=probability,
        n=sum(each.n for each in past.estimates[-len(values) :]),
    )


def _word(probability: float) -> Word:
    if probability >= LIKELY:
        return "on track"
    return "off track" if probability <= 1 - LIKELY else "open"


class Needed(NamedTuple):
    """What the metric must measure on the day, and how unsure that is.

    What is held against the target is the metric less `base`, over so many `periods`.
    """

    level: float
    error: float = 0.0
    base: float = 0.0
    periods: int = 1

    def held(self, value: float | None) -> float | None:
        """Return what a value of the metric is as a level, a change or a lead."""
        return None if value is None else (value - self.base) / self.periods


def _needed(goal: Whole) -> tuple[Needed | None, str]:
    """Return what the metric must measure on the day, or why it is not known."""
    past, written = goal.past, goal.written
    if goal.rival is not None:
        theirs = goal.rival.estimate
        if theirs.value is None:
            return None, f"the figure of {goal.rival.name} is unknown: {theirs.unknown}"
        level = theirs.value + goal.target
        return Needed(level, error_of(theirs), theirs.value), ""
    if written.per is None:
        return Needed(goal.target), ""
    first = None if written.since is None else past.place(written.since)
    begun = None if first is None else past.estimates[first]
    if first is None or begun is None or begun.value is None:
        return None, f"no answers of the {past.grain} of {written.since} are there"
    periods = len(past.counts) - 1 - first + past.periods_until(goal.by)
    level = begun.value + goal.target * periods
    return Needed(level, error_of(begun), begun.value, max(periods, 1)), ""


def _in_words(goal: Whole, needed: Needed, probability: float) -> str:
    """Return how likely it is, and against whom or from where."""
    unit = goal.past.metric.unit
    aim = f"{least_or_most(goal)} {value_in_words(needed.level, unit=unit)}"
    likely = f"{_percent(probability)} likely to measure {aim} by {goal.by}"
    base = value_in_words(needed.base, unit=unit)
    if goal.rival is not None:
        exact = ", taken as exact" if goal.rival.is_taken_as_exact else ""
        return f"{likely}; {goal.rival.name} has {base}{exact}"
    if goal.written.per is None:
        return likely
    return f"{likely}, from {base} in the {goal.past.grain} of {goal.written.since}"


def _percent(probability: float) -> str:
    """Return a probability in words; no forecast is certain.

    >>> _percent(0.42), _percent(0.9999), _percent(0.0)
    ('42 %', 'over 99 %', 'under 1 %')
    """
    if probability > 0.99:
        return "over 99 %"
    return "under 1 %" if probability < 0.01 else f"{100 * probability:.0f} %"


def _last_known(past: Past) -> list[float]:
    """Return the values up to the last period, from the last unknown one on."""
    values: list[float] = []
    for estimate in reversed(past.estimates):
        if estimate.value is None:
            break
        values.append(estimate.value)
    return values[::-1]
