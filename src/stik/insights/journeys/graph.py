"""The directly-follows graph: which step follows which, how often and how fast.

An arrow joins two visits of one instance with none between. Source: van der Aalst
(2016), Process Mining, 2nd ed., chapter 5.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.journeys.steps import US, Steps
from stik.terms.counts import Floats, Integers

NODES = pa.schema(
    [
        pa.field("step", pa.string(), nullable=False),
        pa.field("n_visits", pa.int64(), nullable=False),
        pa.field("n_instances", pa.int64(), nullable=False),
        pa.field("n_customers", pa.int64(), nullable=False),
        pa.field("n_starts", pa.int64(), nullable=False),
        pa.field("n_ends", pa.int64(), nullable=False),
    ]
)
"""One row a step: visits, the instances and customers with any, and how many instances
begin or end there. One that began before what is looked at, or goes on after it, does
not. Customers who are not known count no customer."""

EDGES = pa.schema(
    [
        pa.field("step", pa.string(), nullable=False),
        pa.field("next_step", pa.string(), nullable=False),
        pa.field("n_visits", pa.int64(), nullable=False),
        pa.field("n_instances", pa.int64(), nullable=False),
        pa.field("n_customers", pa.int64(), nullable=False),
        pa.field("median_seconds", pa.float64(), nullable=False),
        pa.field("p90_seconds", pa.float64(), nullable=False),
    ]
)
"""One row an arrow: how often it was taken, by how many instances and customers, and
the time from one visit to the next, exact."""


@dataclass(frozen=True)
class Graph:
    """What follows what: `nodes` (`NODES`) and `edges` (`EDGES`), most taken first."""

    nodes: pa.Table
    edges: pa.Table


def graph_of(steps: Steps) -> Graph:
    """Return the directly-follows graph of visits; of none an empty one."""
    return Graph(_nodes(steps), _edges(steps))


def _nodes(steps: Steps) -> pa.Table:
    runs = _Runs.of(steps.step, n=len(steps.names))
    n = len(steps.names)
    columns = {
        "step": pa.array(steps.names, pa.string()),
        "n_visits": runs.counts,
        "n_instances": runs.n_different(steps.instance),
        "n_customers": runs.n_different_known(steps.customer),
        "n_starts": np.bincount(steps.step[steps.starts[steps.is_begun]], minlength=n),
        "n_ends": np.bincount(steps.step[steps.ends[steps.is_over]], minlength=n),
    }
    nodes = pa.table(columns, schema=NODES)
    met = nodes.filter(pc.greater(nodes["n_visits"], 0))  # others touched the rest
    return _most_first(met, ("step",))


def _edges(steps: Steps) -> pa.Table:
    here, n = steps.followed, len(steps.names)
    key = steps.step[here] * n + steps.step[here + 1]
    runs = _Runs.of(key, n=n * n)
    seconds = (steps.at[here + 1] - steps.at[here]) / US
    taken = np.flatnonzero(runs.counts)
    names = pa.array(steps.names, pa.string())
    median, p90 = runs.quantiles(seconds, (0.5, 0.9))
    columns = {
        "step": names.take(pa.array(taken // max(n, 1))),
        "next_step": names.take(pa.array(taken % max(n, 1))),
        "n_visits": runs.counts[taken],
        "n_instances": runs.n_different(steps.instance[here])[taken],
        "n_customers": runs.n_different_known(steps.customer[here])[taken],
        "median_seconds": median[taken],
        "p90_seconds": p90[taken],
    }
    return _most_first(pa.table(columns, schema=EDGES), ("step", "next_step"))


def _most_first(rows: pa.Table, names: tuple[str, ...]) -> pa.Table:
    order = [("n_visits", "descending"), *((name, "ascending") for name in names)]
    return rows.sort_by(order)


@dataclass(frozen=True)
class _Runs:
    """Entries put together by a key from 0 to n: those of a key lie in one run."""

    counts: Integers
    order: Integers

    @classmethod
    def of(cls, key: Integers, *, n: int) -> "_Runs":
        # Of few keys numpy sorts by their digits, in a time that grows with the rows.
        small = key.astype(np.uint16 if n <= 1 << 16 else np.uint32)
        order = np.argsort(small, kind="stable")
        return cls(np.bincount(key, minlength=n), order)

    @cached_property
    def begins(self) -> Integers:
        """Return where the run of each key begins."""
        found: Integers = np.cumsum(self.counts) - self.counts
        return found

    def n_different(self, rising: Integers) -> Integers:
        """Return how many different values each run has; values rise in each run."""
        values = rising[self.order]
        is_new = np.ones(len(values), dtype=np.int64)
        is_new[1:] = values[1:] != values[:-1]
        begins = self.begins[self.counts > 0]
        is_new[begins] = 1
        return self._summed(is_new)

    def n_different_known(self, values: Integers) -> Integers:
        """Return how many different values but 0 each run has."""
        run = np.repeat(np.arange(len(self.counts)), self.counts)
        found = values[self.order]
        known = found != 0
        in_order = np.lexsort((found[known], run[known]))
        run, found = run[known][in_order], found[known][in_order]
        is_new = np.ones(len(found), dtype=bool)
        is_new[1:] = (found[1:] != found[:-1]) | (run[1:] != run[:-1])
        return np.bincount(run[is_new], minlength=len(self.counts))

    def quantiles(self, values: Floats, shares: tuple[float, ...]) -> list[Floats]:
        """Return quantiles of each run, interpolated as usual; NaN for empty ones."""
        found = [np.full(len(self.counts), np.nan) for _ in shares]
        grouped = values[self.order]
        for key in np.flatnonzero(self.counts):
            begin = self.begins[key]
            run = grouped[begin : begin + self.counts[key]]
            for each, quantile in zip(found, np.quantile(run, shares), strict=True):
                each[key] = quantile
        return found

    def _summed(self, values: Integers) -> Integers:
        sums = np.zeros(len(self.counts), dtype=np.int64)
        taken = self.counts > 0
        if taken.any():
            sums[taken] = np.add.reduceat(values, self.begins[taken])
        return sums
