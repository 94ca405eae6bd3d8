"""The funnel: of the instances that begin, how many reach each step, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from stik.insights.journeys.shares import Share, lift_of
from stik.insights.journeys.steps import US, Steps
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.estimate import Estimate

FUNNEL = pa.schema(
    [
        pa.field("place", pa.int64(), nullable=False),
        pa.field("step", pa.string(), nullable=False),
        pa.field("n_reached", pa.int64(), nullable=False),
        pa.field("n_open", pa.int64(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("n", pa.int64(), nullable=False),
        pa.field("unknown", pa.string()),
        pa.field("of_first", pa.float64()),
        pa.field("of_first_low", pa.float64()),
        pa.field("of_first_high", pa.float64()),
        pa.field("n_of_first", pa.int64(), nullable=False),
        pa.field("median_seconds", pa.float64()),
        pa.field("base", pa.float64()),
        pa.field("n_base", pa.int64(), nullable=False),
        pa.field("lift", pa.float64()),
        pa.field("lift_low", pa.float64()),
        pa.field("lift_high", pa.float64()),
    ]
)
"""One row a step of the funnel, in order; see docs/reference/journeys.md.

`value` is the share of those at the step before (at the first: of all that begin) that
reach it, of `n`: `n_open`, who may still reach it, are in neither. `of_first` is that
of those at the first step. `base` is the share of all that ever reach the step."""


@dataclass(frozen=True)
class Stage:
    """Who reached one step of a funnel; one entry an instance that begins.

    `came` reached all steps before, `reached` this one too and `at_all` the step at any
    place; `is_over` says who may reach nothing any more. `seconds` is the time from the
    step before, of those who reached it.
    """

    step: str
    came: Booleans
    reached: Booleans
    at_all: Booleans
    is_over: Booleans
    seconds: Floats

    @property
    def share(self) -> Share:
        """Return who reached it, of those who came so far and can be told."""
        return self.share_of(self.came)

    def share_of(self, some: Booleans) -> Share:
        """Return who of some reached it; left out are those who still may."""
        return _share(some & self.reached, some & (self.reached | self.is_over))

    @property
    def base(self) -> Share:
        """Return who reached the step at all; left out are those who still may."""
        return _share(self.at_all, self.at_all | self.is_over)

    @property
    def n_open(self) -> int:
        """Return how many came so far and may still reach it."""
        return int((self.came & ~self.reached & ~self.is_over).sum())

    @property
    def lift(self) -> Estimate:
        """Return how many times as often it is reached as by all who begin."""
        told = self.came & (self.reached | self.is_over)
        return lift_of(self.share, self.base, n_both=int((told & self.at_all).sum()))


def _share(fit: Booleans, of: Booleans) -> Share:
    return Share(int(fit.sum()), int(of.sum()))


def stages_of(steps: Steps, names: Sequence[str]) -> list[Stage]:
    """Return the stages of a funnel: each step some time after the one before.

    Others may lie between; of several visits the earliest counts. Instances that began
    before what is looked at are left out.
    """
    begun = np.flatnonzero(steps.is_begun)
    first, last = steps.starts[begun], steps.ends[begun]
    before, at = first, first - 1
    came = np.ones(len(begun), dtype=bool)
    found = []
    for name in names:
        at = _next_visit(steps.is_one_of((name,)), after=at)
        reached = came & (at <= last)
        at_all = _next_visit(steps.is_one_of((name,)), after=first - 1) <= last
        seconds = (steps.at[at[reached]] - steps.at[before[reached]]) / US
        over = steps.is_over[begun]
        found.append(Stage(name, came, reached, at_all, over, seconds))
        came, before = reached, at
    return found


def _next_visit(marked: Booleans, *, after: Integers) -> Integers:
    """Return the first marked visit after each, or one beyond all."""
    rows = np.append(np.flatnonzero(marked), len(marked))
    place = np.searchsorted(rows, after, side="right")
    found: Integers = rows[np.minimum(place, len(rows) - 1)]
    return found


def funnel_of(steps: Steps, names: Sequence[str]) -> pa.Table:
    """Return the funnel through some steps, as `FUNNEL`."""
    stages = stages_of(steps, names)
    rows = [
        _row(stage, place=place, first=stages[0]) for place, stage in enumerate(stages)
    ]
    return pa.Table.from_pylist(rows, schema=FUNNEL)


def _row(stage: Stage, *, place: int, first: Stage) -> dict[str, Any]:
    found, of_first = stage.share.estimate, stage.share_of(first.reached)
    whole, lift = of_first.estimate, stage.lift
    return {
        "place": place + 1,
        "step": stage.step,
        "n_reached": int(stage.reached.sum()),
        "n_open": stage.n_open,
        **_numbers(found),
        "n": found.n,
        "unknown": found.unknown,
        **(_numbers(whole, name="of_first") if place else {}),
        "n_of_first": whole.n,
        "median_seconds": float(np.median(stage.seconds))
        if len(stage.seconds)
        else None,
        "base": stage.base.estimate.value,
        "n_base": stage.base.n,
        **(_numbers(lift, name="lift") if place else {}),
    }


def _numbers(found: Estimate, *, name: str = "") -> Mapping[str, float | None]:
    ends = ("value", "low", "high")
    names = (name, f"{name}_low", f"{name}_high") if name else ends
    return dict(zip(names, (found.value, found.low, found.high), strict=True))
