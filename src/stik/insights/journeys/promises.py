"""Promises of a designed journey: which were kept, broken, or are still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from stik.insights.journeys.aligning import NO_STEP
from stik.insights.journeys.deadlines import deadlines
from stik.insights.journeys.holding import Held
from stik.insights.journeys.steps import US
from stik.terms.counts import Booleans, Integers
from stik.terms.journey import Promise, Step

_MOMENT = pa.timestamp("us", tz="UTC")

PROMISES = pa.schema(
    [
        pa.field("instance", pa.string(), nullable=False),
        pa.field("customer", pa.int64()),
        pa.field("promise", pa.string(), nullable=False),
        pa.field("step", pa.string()),
        pa.field("words", pa.string(), nullable=False),
        pa.field("promised_at", _MOMENT, nullable=False),
        pa.field("promised_by", _MOMENT, nullable=False),
        pa.field("happened_at", _MOMENT),
        pa.field("late_seconds", pa.float64()),
        pa.field("outcome", pa.string(), nullable=False),
    ]
)
"""One row a promise made to an instance; `instance` and `promise` (the name of the
step, or of the journey where `step` is null) name it for good.

`outcome` is `kept`, `broken` or `open`: not due yet. `late_seconds` is how long after
the last moment it happened, or until now where it has not; 0 where it was kept, null
where it is open. Customers who are not known are null.
"""

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class _Made:
    """One promise of the design, made to some instances.

    One entry an instance: since when it counts and when it happened, `_NEVER` for not.
    """

    name: str
    step: str | None
    promise: Promise
    since: Integers
    happened: Integers
    is_made: Booleans


def promises_of(held: Held, *, zone: str, now: datetime) -> pa.Table:
    """Return the promises that a design makes to instances, as `PROMISES`.

    What happened until `now` is known: of a stretch of time, give its end. A step that
    came out of its place did happen. No promise is made to an instance whose start, or
    step from which it counts, was not seen, nor by an optional step that did not come.
    The promise of the whole is kept when the last step that must come has come (of a
    group in any order, each that must).
    """
    until = int(now.timestamp() * US)
    told = [_told(held, made, zone=zone, until=until) for made in _all_made(held)]
    if not told:
        return PROMISES.empty_table()
    rows = pa.concat_tables(told)
    order = np.argsort(rows["number"].to_numpy(), kind="stable")
    return rows.drop_columns(["number"]).take(pa.array(order)).cast(PROMISES)


def _all_made(held: Held) -> Iterator[_Made]:
    steps, titles = held.course.steps, held.journey.titles()
    if held.journey.promise is not None:
        yield from _whole(held, held.journey.promise)
    for number, step in enumerate(steps):
        if step.promise is None:
            continue
        since = _since(held, number)
        happened = _first(held, number)
        missing = happened == _NEVER
        elsewhere = _elsewhere(held, step, after=np.where(missing, since, _NEVER))
        happened = np.where(missing, elsewhere, happened)
        is_made = (since != _NEVER) & ((happened != _NEVER) | (not step.optional))
        title = titles[number]
        yield _Made(title, title, step.promise, since, happened, is_made)


def _whole(held: Held, promise: Promise) -> Iterator[_Made]:
    """Yield the promise of the whole journey, where any step must come."""
    number = 0
    last: list[int] = []
    for group in held.journey.groups():
        needed = [number + at for at, step in enumerate(group) if not step.optional]
        last = needed or last
        number += len(group)
    if last:
        happened = np.max([_first(held, each) for each in last], axis=0)
        since, name = _start(held), held.journey.name
        if name in held.journey.titles():
            name = f"{name} as a whole"
        yield _Made(name, None, promise, since, happened, since != _NEVER)


def _start(held: Held) -> Integers:
    """Return when each instance began, `_NEVER` where that was not seen."""
    steps = held.steps
    return np.where(steps.is_begun, steps.at[steps.starts], _NEVER)


def _since(held: Held, number: int) -> Integers:
    """Return from when the promise of a step counts for each instance."""
    steps, name = held.course.steps, held.course.steps[number].promise_from
    if name is None:
        return _start(held)
    earlier = [each for each in range(number) if steps[each].name == name]
    return _first(held, earlier[-1])


def _first(held: Held, number: int) -> Integers:
    """Return when a step was first made in each instance."""
    return _first_of(held, held.step_of_visit == number)


def _elsewhere(held: Held, step: Step, *, after: Integers) -> Integers:
    """Return when each instance first was where the step takes place, out of order."""
    beyond = held.step_of_visit == NO_STEP
    there = held.steps.is_one_of(step.touchpoints)
    in_time = held.steps.at >= after[held.steps.instance]
    return _first_of(held, beyond & there & in_time)


def _first_of(held: Held, chosen: Booleans) -> Integers:
    """Return when each instance has its first of the chosen visits."""
    found = np.full(held.steps.n_instances, _NEVER)
    visits = np.flatnonzero(chosen)[::-1]  # of several the last one written stays
    found[held.steps.instance[visits]] = held.steps.at[visits]
    return found


def _told(held: Held, made: _Made, *, zone: str, until: int) -> pa.Table:
    """Return the rows of one promise, each with the number of its instance."""
    number = np.flatnonzero(made.is_made)
    since, happened = made.since[number], made.happened[number]
    by = deadlines(made.promise, since, zone=zone)
    has_happened = happened != _NEVER
    end = np.where(has_happened, happened, until)
    is_open = ~has_happened & (end <= by)
    outcome = np.where(is_open, "open", np.where(end <= by, "kept", "broken"))
    customer = held.steps.customer[held.steps.starts[number]]
    columns = {
        "instance": held.steps.instances.take(pa.array(number)),
        "customer": pa.array(customer, pa.int64(), mask=customer == 0),
        "promise": _repeated(made.name, len(number)),
        "step": _repeated(made.step, len(number)),
        "words": _repeated(made.promise.words, len(number)),
        "promised_at": pa.array(since).cast(_MOMENT),
        "promised_by": pa.array(by).cast(_MOMENT),
        "happened_at": pa.array(happened, mask=~has_happened).cast(_MOMENT),
        "late_seconds": pa.array(np.maximum(end - by, 0) / US, mask=is_open),
        "outcome": pa.array(outcome, pa.string()),
    }
    return pa.table(columns, schema=PROMISES).append_column("number", pa.array(number))


def _repeated(text: str | None, n: int) -> pa.Array:
    return pa.array([text], pa.string()).take(pa.array(np.zeros(n, dtype=np.int64)))
