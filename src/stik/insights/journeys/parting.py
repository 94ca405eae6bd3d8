"""Instances by rule: a customer's interactions parted where the rule says."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.journeys.steps import US, Steps, spread
from stik.terms.counts import Booleans, Integers
from stik.terms.instances import Rule


def parted(steps: Steps, rule: Rule) -> tuple[Steps, Integers]:
    """Return the steps of customers parted into the instances of a rule, and the rows.

    Rows in: one instance a customer. Rows out: those that are in an instance; steps
    before the first that may begin one are in none. Instances are named
    `CUSTOMER/1`, `CUSTOMER/2` …
    """
    begins, stops = _pieces(steps, rule)
    rows, of = spread(begins, stops - begins), steps.instance[begins]
    place = np.arange(len(of)) - np.searchsorted(of, of) + 1
    named = steps.instances.take(pa.array(of)).cast(pa.string())
    found = Steps(
        names=steps.names,
        instances=pc.binary_join_element_wise(named, pa.array(place.astype(str)), "/"),
        instance=np.repeat(np.arange(len(of), dtype=np.int32), stops - begins),
        step=steps.step[rows],
        at=steps.at[rows],
        customer=steps.customer[rows],
    )
    has_more = stops < steps.ends[of] + 1
    is_over = has_more | _is_over(found, rule, until=_until(steps))
    return found.ended(is_over), rows


def judged_over(steps: Steps, rule: Rule) -> Steps:
    """Return the steps of named instances with which of them a rule says are over."""
    return steps.ended(_is_over(steps, rule, until=_until(steps)))


def _until(steps: Steps) -> int:
    return int(steps.at.max()) if len(steps) else 0


def _is_over(steps: Steps, rule: Rule, *, until: int) -> Booleans:
    """Return which instances are over; where no rule can end one, all of them."""
    is_over = np.full(steps.n_instances, not rule.can_end)
    if rule.ends_with:
        is_over |= steps.any_of(steps.is_one_of(rule.ends_with))
    if rule.gap is not None:
        is_over |= until - steps.at[steps.ends] > rule.gap * US
    if rule.at_most is not None:
        is_over |= until - steps.at[steps.starts] > rule.at_most * US
    return is_over


def _pieces(steps: Steps, rule: Rule) -> tuple[Integers, Integers]:
    """Return where each instance begins, and the row after its last, in order."""
    may_begin = steps.is_one_of(rule.starts_with) if rule.starts_with else None
    first = _next(may_begin, n=len(steps))
    stop = _stops(steps, rule, first=first)
    last = steps.ends + 1
    of = np.arange(steps.n_instances)
    cursor = first[steps.starts]
    begins, owners = [], []
    while len(cursor):
        is_there = cursor < last[of]
        cursor, of = cursor[is_there], of[is_there]
        begins.append(cursor)
        owners.append(of)
        cursor = first[stop[cursor]]
    found = np.sort(np.concatenate(begins)) if begins else np.zeros(0, dtype=np.int64)
    return found, stop[found]


def _stops(steps: Steps, rule: Rule, *, first: Integers) -> Integers:
    """Return for each row the one after the last of an instance that began there."""
    n = len(steps)
    stop = steps.ends[steps.instance] + 1
    if rule.ends_with:
        stop = np.minimum(stop, _next(steps.is_one_of(rule.ends_with), n=n)[:n] + 1)
    elif rule.starts_with and not rule.can_end:
        stop = np.minimum(stop, first[1:])
    if rule.gap is not None:
        pause = np.zeros(n, dtype=bool)
        pause[1:] = np.diff(steps.at) > rule.gap * US
        stop = np.minimum(stop, _next(pause, n=n)[1:])
    if rule.at_most is not None:
        stop = np.minimum(stop, _after(steps, rule.at_most))
    return stop


def _next(flags: Booleans | None, *, n: int) -> Integers:
    """Return for each row, and one more, the first at or after it that is marked."""
    rows = np.arange(n + 1)
    if flags is None:
        return rows
    marked = np.append(np.where(flags, rows[:n], n), n)
    found: Integers = np.minimum.accumulate(marked[::-1])[::-1]
    return found


def _after(steps: Steps, seconds: int) -> Integers:
    """Return for each row the first that comes more than so long after it.

    Moments of all instances are laid one behind the other, so that one search finds
    all: in whole seconds, as finer ones of many instances would not fit a number.
    """
    at = steps.at // US
    span = int(at.max() - at.min()) + seconds + 2 if len(at) else 1
    line = steps.instance.astype(np.int64) * span + (at - at.min() if len(at) else at)
    found: Integers = np.searchsorted(line, line + seconds, side="right")
    return found
