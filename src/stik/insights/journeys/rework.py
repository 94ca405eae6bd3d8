"""Rework: steps that instances come back to, and those between which they are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from stik.insights.journeys.shares import Share
from stik.insights.journeys.steps import Steps
from stik.terms.counts import Integers

AT_ONCE, LATER, TO_AND_FRO = "at once", "later again", "to and fro"
"""A step follows itself; comes again after others; comes again after one other."""

REWORK = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("step", pa.string(), nullable=False),
        pa.field("other_step", pa.string()),
        pa.field("n_times", pa.int64(), nullable=False),
        pa.field("n_instances", pa.int64(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("n", pa.int64(), nullable=False),
        pa.field("unknown", pa.string()),
    ]
)
"""One row a kind of rework and step (`to and fro` too: and other step), the most
frequent first: how often, in how many instances, and their share of the `n` that have
the step. Only what there is has a row."""


@dataclass(frozen=True)
class Again:
    """How often instances come back to a step, in one kind; of those that have it."""

    kind: str
    step: str
    other_step: str | None
    n_times: int
    share: Share


def rework_of(steps: Steps) -> list[Again]:
    """Return what instances come back to, that in most instances first.

    Going from a to b and straight back is to and fro, and later again as well.
    """
    n = n_having(steps)
    at_once, later = visits_again(steps)
    found = [
        *_kind(AT_ONCE, steps, at_once, n),
        *_kind(LATER, steps, later, n),
        *_to_and_fro(steps, n),
    ]
    return sorted(found, key=lambda each: (-each.share.n_fit, each.kind, each.step))


def n_having(steps: Steps) -> dict[str, int]:
    """Return how many instances have each step."""
    rows = _in_order_of_step(steps)
    _, n = _counted(steps.step[rows], steps.instance[rows])
    return dict(zip(steps.names, n.tolist(), strict=False))


def rework_table(found: Sequence[Again]) -> pa.Table:
    """Return rework as `REWORK`."""
    return pa.Table.from_pylist([_row(each) for each in found], schema=REWORK)


def _row(again: Again) -> dict[str, Any]:
    found = again.share.estimate
    return {
        "kind": again.kind,
        "step": again.step,
        "other_step": again.other_step,
        "n_times": again.n_times,
        "n_instances": again.share.n_fit,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "unknown": found.unknown,
    }


def _in_order_of_step(steps: Steps) -> Integers:
    """Return the visits of each step together, as they were."""
    # Of few steps numpy sorts by their digits, in a time that grows with the rows.
    small = np.uint16 if len(steps.names) <= 1 << 16 else np.uint32
    found: Integers = np.argsort(steps.step.astype(small), kind="stable")
    return found


def visits_again(steps: Steps) -> tuple[Integers, Integers]:
    """Return the visits at the step just before, and at a step of some time before."""
    rows = _in_order_of_step(steps)
    step, instance = steps.step[rows], steps.instance[rows]
    is_again = (step[1:] == step[:-1]) & (instance[1:] == instance[:-1])
    before, again = rows[:-1][is_again], rows[1:][is_again]
    is_next = again == before + 1
    return again[is_next], again[~is_next]


def _kind(kind: str, steps: Steps, rows: Integers, n: dict[str, int]) -> list[Again]:
    """Return the rework of one kind from its visits, those of a step together."""
    step, instance = steps.step[rows], steps.instance[rows]
    times, instances = _counted(step, instance)
    return [
        Again(
            kind,
            steps.names[each],
            None,
            int(times[each]),
            Share(int(instances[each]), n[steps.names[each]]),
        )
        for each in np.flatnonzero(times)
    ]


def _to_and_fro(steps: Steps, n: dict[str, int]) -> list[Again]:
    n_names = len(steps.names)
    is_one = steps.instance[2:] == steps.instance[:-2]
    is_back = (steps.step[2:] == steps.step[:-2]) & (steps.step[1:-1] != steps.step[2:])
    rows = np.flatnonzero(is_one & is_back)
    pair = steps.step[rows].astype(np.int64) * n_names + steps.step[rows + 1]
    order = np.argsort(pair, kind="stable")
    kept, number = np.unique(pair[order], return_inverse=True)
    times, instances = _counted(number, steps.instance[rows][order])
    return [
        Again(
            TO_AND_FRO,
            steps.names[each // n_names],
            steps.names[each % n_names],
            int(times[at]),
            Share(int(instances[at]), n[steps.names[each // n_names]]),
        )
        for at, each in enumerate(kept)
    ]


def _counted(key: Integers, instance: Integers) -> tuple[Integers, Integers]:
    """Return how many entries each key has, and of how many instances.

    Those of a key lie together, their instances rising.
    """
    is_new = np.ones(len(key), dtype=bool)
    is_new[1:] = (key[1:] != key[:-1]) | (instance[1:] != instance[:-1])
    n = int(key.max()) + 1 if len(key) else 0
    return np.bincount(key, minlength=n), np.bincount(key[is_new], minlength=n)
