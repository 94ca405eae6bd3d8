"""Conformance: how far customers' journeys went as they were designed, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.journeys.aligning import NO_STEP
from stik.insights.journeys.holding import LEFT_OUT, MADE, NOT_SEEN, Held
from stik.insights.journeys.people import People
from stik.terms.counts import Booleans

FINDINGS = pa.schema(
    [
        pa.field("phase", pa.string()),
        pa.field("step", pa.string()),
        pa.field("finding", pa.string(), nullable=False),
        pa.field("is_allowed", pa.bool_(), nullable=False),
        pa.field("n", pa.int64(), nullable=False),
        pa.field("n_found", pa.int64(), nullable=False),
        pa.field("share", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("unknown", pa.string()),
    ]
)
"""One row a finding of a step, in the order of the design:

`reached` and `skipped`, of the instances in which the step can be told; `misplaced`,
skipped where it stands though visited elsewhere, of the same; `repeated`, of those that
reached it; `late`, of those to whom the promise of the step fell due. Then `added`, of
all instances, for each touchpoint that the design has not (its name is `step`, without
phase); and `as_designed`, of the instances seen whole (neither phase nor step).

`is_allowed` says whether the design allows it. `share` is `n_found` of `n` with its
95 % interval, customers being clusters; null where `unknown` says why.
"""

FITS = pa.schema(
    [
        pa.field("instance", pa.string(), nullable=False),
        pa.field("customer", pa.int64()),
        pa.field("n_visits", pa.int64(), nullable=False),
        pa.field("cost", pa.int64(), nullable=False),
        pa.field("fitness", pa.float64(), nullable=False),
        pa.field("is_whole", pa.bool_(), nullable=False),
    ]
)
"""One row an instance: `cost` counts the visits that the design has not there and the
steps that must come and did not; `fitness` is 1 where there are none, 0 where nothing
was as designed. Customers who are not known are null."""


class _Named(TypedDict):
    phase: str
    step: str


@dataclass(frozen=True)
class _Found:
    """Of which instances a finding can be told, and of which it is true."""

    finding: str
    told: Booleans
    is_so: Booleans
    is_allowed: bool = False
    phase: str | None = None
    step: str | None = None


def conformance(held: Held, promises: pa.Table | None = None) -> pa.Table:
    """Return what was found of each step of a design, as `FINDINGS`.

    `promises` are those of the same instances (`promises.PROMISES`); without, nothing
    is late.
    """
    found = list(_found(held, promises))
    parts = [(each.told, each.is_so) for each in found]
    estimates = People.of(held.steps).estimates(parts)
    rows = [
        {
            "phase": each.phase,
            "step": each.step,
            "finding": each.finding,
            "is_allowed": each.is_allowed,
            "n": estimate.n,
            "n_found": int(np.count_nonzero(each.told & each.is_so)),
            "share": estimate.value,
            "low": estimate.low,
            "high": estimate.high,
            "unknown": estimate.unknown,
        }
        for each, estimate in zip(found, estimates, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def fits(held: Held) -> pa.Table:
    """Return how far each instance went as designed, as `FITS`."""
    steps = held.steps
    n_visits = steps.ends - steps.starts + 1
    customer = steps.customer[steps.starts]
    columns = {
        "instance": steps.instances,
        "customer": pa.array(customer, pa.int64(), mask=customer == 0),
        "n_visits": n_visits,
        "cost": held.cost,
        "fitness": 1 - held.cost / (n_visits + held.course.n_needed),
        "is_whole": steps.is_whole,
    }
    return pa.table(columns, schema=FITS)


def _found(held: Held, promises: pa.Table | None) -> Iterator[_Found]:
    number = 0
    titles = held.journey.titles()
    for phase in held.journey.phases:
        for _ in phase.steps:
            step: _Named = {"phase": phase.name, "step": titles[number]}
            yield from _of_step(held, number, step)
            if promises is not None:
                yield from _late(held, promises, step)
            number += 1
    yield from _added(held)
    yield _Found("as_designed", held.steps.is_whole, held.cost == 0, is_allowed=True)


def _of_step(held: Held, number: int, named: _Named) -> Iterator[_Found]:
    """Yield what was found of a step, for each instance by its way."""
    step, of = held.course.steps[number], held.ways.of
    became = held.became[:, number]
    made, out, told = became == MADE, became == LEFT_OUT, became != NOT_SEEN
    beyond = held.is_beyond[:, number]
    again = (held.n_made[:, number] > 1) | beyond
    yield _Found("reached", told[of], made[of], is_allowed=True, **named)
    yield _Found("skipped", told[of], out[of], is_allowed=step.optional, **named)
    yield _Found("misplaced", told[of], (out & beyond)[of], **named)
    yield _Found("repeated", made[of], again[of], is_allowed=step.repeatable, **named)


def _late(held: Held, promises: pa.Table, step: _Named) -> Iterator[_Found]:
    """Yield to whom the promise of a step fell due, and to whom it was broken."""
    rows = promises.filter(pc.equal(promises["step"], step["step"]))
    if not len(rows):
        return
    of = pc.index_in(rows["instance"], value_set=held.steps.instances).to_numpy()
    outcome = np.array(rows["outcome"].to_pylist())
    told, late = np.zeros((2, held.steps.n_instances), dtype=bool)
    told[of[outcome != "open"]] = True
    late[of[outcome == "broken"]] = True
    yield _Found("late", told, late, **step)


def _added(held: Held) -> Iterator[_Found]:
    """Yield for each touchpoint that the design has not who was there."""
    steps = held.steps
    everyone = np.ones(steps.n_instances, dtype=bool)
    is_added = held.step_of_visit == NO_STEP
    for place, name in enumerate(steps.names):
        if name not in held.course.touchpoints:
            there = steps.any_of(is_added & (steps.step == place))
            yield _Found("added", everyone, there, step=name)
