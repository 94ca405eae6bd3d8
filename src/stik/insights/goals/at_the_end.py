"""A goal whose day is over: met, missed, or cannot be told yet."""

from math import ceil

from stik.insights.comparison import Z_POWER, Z_SURE
from stik.insights.goals.past import error_of
from stik.insights.goals.standing import (
    Found,
    Judgement,
    Whole,
    Word,
    cannot_tell,
    least_or_most,
)
from stik.insights.goals.words import change_in_words, value_in_words
from stik.metrics.intervals import Interval, square_and_add
from stik.terms.estimate import N_TOO_FEW, Estimate

N_ENDLESS = 10_000_000
"""More answers than anybody asks for: the figure lies at the target itself."""


def at_the_end(goal: Whole) -> Judgement:
    """Return whether the period of its day is surely on one side of the target."""
    place = goal.past.place(goal.by)
    if place is None:
        reason = f"no answers of the {goal.past.grain} of {goal.by} are there"
        return cannot_tell(goal, reason)
    found, reason = _found(goal, place)
    if found is None:
        return cannot_tell(goal, reason)
    if found.n < N_TOO_FEW:
        reason = f"n = {found.n}, a verdict needs {N_TOO_FEW}"
        return cannot_tell(goal, reason, found=found, n_more=N_TOO_FEW - found.n)
    good, bad = _sides(goal, found)
    if not good and not bad:
        return _undecided(goal, found)
    word: Word = "met" if good else "missed"
    return Judgement(
        word,
        f"{word.capitalize()}: {_in_words(goal, found)}",
        goal.target,
        found.value,
        *found.ends,
        n=found.n,
    )


def _found(goal: Whole, place: int) -> tuple[Found | None, str]:
    """Return what is held against the target in one period, or why it is unknown."""
    if goal.written.per is not None:
        return _change(goal, place)
    estimate = goal.past.estimates[place]
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return None, estimate.unknown or "unknown"
    ends = estimate.low, estimate.high
    if goal.rival is None:
        return Found(estimate.value, ends, estimate.n), ""
    theirs = goal.rival.estimate
    if theirs.value is None:
        return None, f"the figure of {goal.rival.name} is unknown: {theirs.unknown}"
    value, their_ends = theirs.value, _ends(theirs)
    lead = square_and_add(estimate.value, ends, value, their_ends)
    n = min(estimate.n, theirs.n or estimate.n)
    return Found(estimate.value - value, lead, n), ""


def _ends(theirs: Estimate) -> Interval:
    """Return the interval of their figure, of no width where it is taken as exact."""
    if theirs.low is None or theirs.high is None:
        return theirs.value or 0.0, theirs.value or 0.0
    return theirs.low, theirs.high


def _change(goal: Whole, place: int) -> tuple[Found | None, str]:
    """Return the change per period between the beginning and the end."""
    past, since = goal.past, goal.written.since
    first = None if since is None else past.place(since)
    if first is None or first >= place:
        return None, f"no answers of the {past.grain} of {since} are there"
    change = past.metric.difference(past.counts[place], past.counts[first], past.scale)
    if change.value is None or change.low is None or change.high is None:
        return None, change.unknown or "unknown"
    periods = place - first
    n = min(change.n_first, change.n_second)
    ends = change.low / periods, change.high / periods
    return Found(change.value / periods, ends, n, 2, periods), ""


def _sides(goal: Whole, found: Found) -> tuple[bool, bool]:
    """Return whether all of the interval is good enough, and whether none of it is."""
    low, high = found.ends
    if goal.written.direction == "up":
        return low >= goal.target, high < goal.target
    return high <= goal.target, low > goal.target


def _undecided(goal: Whole, found: Found) -> Judgement:
    n_more = _n_more(goal, found)
    more = "" if n_more is None else f"; needs {n_more:,} more answers"
    if n_more is None:
        more = "; it lies so near the target that no number of answers would tell"
    sentence = f"{_in_words(goal, found)}{more}"
    return cannot_tell(goal, sentence, found=found, n_more=n_more)


def _n_more(goal: Whole, found: Found) -> int | None:
    """Return how many more answers a period would tell the value from the target."""
    off = abs(found.value - goal.target) * found.periods
    variance = goal.past.variance
    if variance is None or off == 0:
        return None
    room = (off / (Z_SURE + Z_POWER)) ** 2
    room -= error_of(goal.rival.estimate) ** 2 if goal.rival else 0.0
    if room <= 0 or found.waves * variance / room > N_ENDLESS:
        return None
    return max(ceil(found.waves * variance / room) - found.n, 1)


def _in_words(goal: Whole, found: Found) -> str:
    """Return the value with its interval and the target."""
    unit = goal.past.metric.unit
    is_change = goal.written.per is not None or goal.rival is not None
    told = change_in_words if is_change else value_in_words
    what = f" a {goal.written.per}" if goal.written.per else ""
    low, high = (told(end, unit=unit) for end in found.ends)
    lead = f" against {goal.rival.name}" if goal.rival else ""
    if goal.rival is not None and goal.rival.is_taken_as_exact:
        lead += ", whose figure comes without its n and is taken as exact"
    return (
        f"{told(found.value, unit=unit)}{what} ({low} to {high}){lead}; the target is "
        f"{least_or_most(goal)} {told(goal.target, unit=unit)}"
    )
