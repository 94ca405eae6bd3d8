"""A goal whose day is still to come: how likely will it be reached?"""

from math import hypot

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
    level, error = needed
    wider = Forecast(ahead.value, hypot(ahead.error or 0.0, error), ahead.degrees)
    probability = wider.probability(level, direction=goal.written.direction) or 0.0
    word = _word(probability)
    aim = f"{least_or_most(goal)} {value_in_words(level, unit=past.metric.unit)}"
    likely = f"{probability:.0%} likely to measure {aim} by {goal.by}"
    sentence = f"{word.capitalize()}: {likely}"
    return Judgement(
        word,
        sentence,
        goal.target,
        wider.value,
        wider.low,
        wider.high,
        probability=probability,
    )


def _word(probability: float) -> Word:
    if probability >= LIKELY:
        return "on track"
    return "off track" if probability <= 1 - LIKELY else "open"


def _needed(goal: Whole) -> tuple[tuple[float, float] | None, str]:
    """Return what the metric must measure on the day, and how unsure that is."""
    past, written = goal.past, goal.written
    if goal.rival is not None:
        theirs = goal.rival.estimate
        if theirs.value is None:
            return None, f"the figure of {goal.rival.name} is unknown: {theirs.unknown}"
        return (theirs.value + goal.target, error_of(theirs)), ""
    if written.per is None:
        return (goal.target, 0.0), ""
    first = None if written.since is None else past.place(written.since)
    if first is None or past.estimates[first].value is None:
        return None, f"no answers of the {past.grain} of {written.since} are there"
    begun = past.estimates[first]
    periods = len(past.counts) - 1 - first + past.periods_until(goal.by)
    return ((begun.value or 0.0) + goal.target * periods, error_of(begun)), ""


def _last_known(past: Past) -> list[float]:
    """Return the values up to the last period, from the last unknown one on."""
    values: list[float] = []
    for estimate in reversed(past.estimates):
        if estimate.value is None:
            break
        values.append(estimate.value)
    return values[::-1]
