"""What lies around a step: which steps come before it and after it, place by place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from stik.insights.journeys.shares import Share, lift_of
from stik.insights.journeys.steps import Steps, spread
from stik.terms.counts import Integers

AROUND = pa.schema(
    [
        pa.field("place", pa.int64(), nullable=False),
        pa.field("step", pa.string()),
        pa.field("n_visits", pa.int64(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("n", pa.int64(), nullable=False),
        pa.field("unknown", pa.string()),
        pa.field("base", pa.float64()),
        pa.field("n_base", pa.int64(), nullable=False),
        pa.field("lift", pa.float64()),
        pa.field("lift_low", pa.float64()),
        pa.field("lift_high", pa.float64()),
    ]
)
"""One row a place and step, the most frequent of a place first. Place -1 is just before
the anchor, 1 just after; a null step says that the instance begins after that place, or
ends before it. `n_visits` of the `n` visits at the anchor have it there; `base` is its
share at that place of any visit, of `n_base`."""


@dataclass(frozen=True)
class Here:
    """What is at one place from some visits: how often each step, and no step.

    `counts` has one entry a step and, last, that of visits with none there. Visits of
    which it cannot be told, as the period cuts their instance, are not counted.
    """

    counts: Integers

    @property
    def n(self) -> int:
        """Return of how many visits it is known."""
        return int(self.counts.sum())

    def share(self, code: int) -> Share:
        """Return the share of visits that have one step there."""
        return Share(int(self.counts[code]), self.n)


def around_of(steps: Steps, anchor: str, *, before: int, after: int) -> pa.Table:
    """Return what lies around each visit at an anchor, as `AROUND`."""
    places = [place for place in range(-before, after + 1) if place]
    anchors = np.flatnonzero(steps.is_one_of((anchor,)))
    rows = [
        row
        for place in places
        for row in _rows(steps, place, _from(steps, anchors, place))
    ]
    return pa.Table.from_pylist(rows, schema=AROUND)


def _from(steps: Steps, visits: Integers, place: int) -> Here:
    """Return what is at a place from some visits."""
    instance, there = steps.instance[visits], visits + place
    if place < 0:
        is_there, is_known = there >= steps.starts[instance], steps.is_begun[instance]
    else:
        is_there, is_known = there <= steps.ends[instance], steps.is_over[instance]
    counts = np.bincount(steps.step[there[is_there]], minlength=len(steps.names))
    return Here(np.append(counts, np.count_nonzero(~is_there & is_known)))


def _from_any(steps: Steps, place: int) -> Here:
    """Return what is at a place from any visit, which need not be looked up.

    At -1 they are all visits but the last of each instance, as each is just before one.
    """
    lengths = steps.ends - steps.starts + 1
    n_none = np.minimum(lengths, abs(place))
    is_seen = np.ones(len(steps), dtype=bool)
    if place < 0:
        is_seen[spread(steps.ends + 1 - n_none, n_none)] = False
        n_known = n_none[steps.is_begun].sum()
    else:
        is_seen[spread(steps.starts, n_none)] = False
        n_known = n_none[steps.is_over].sum()
    counts = np.bincount(steps.step[is_seen], minlength=len(steps.names))
    return Here(np.append(counts, n_known))


def _rows(steps: Steps, place: int, here: Here) -> Iterator[dict[str, Any]]:
    """Give the rows of a place, the most frequent step first."""
    anywhere = _from_any(steps, place)
    for code in np.lexsort((-anywhere.counts, -here.counts)):
        if not anywhere.counts[code]:
            continue
        share, base = here.share(code), anywhere.share(code)
        found, lift = share.estimate, lift_of(share, base, n_both=share.n_fit)
        yield {
            "place": place,
            "step": steps.names[code] if code < len(steps.names) else None,
            "n_visits": share.n_fit,
            "value": found.value,
            "low": found.low,
            "high": found.high,
            "n": found.n,
            "unknown": found.unknown,
            "base": base.value,
            "n_base": base.n,
            "lift": lift.value,
            "lift_low": lift.low,
            "lift_high": lift.high,
        }
