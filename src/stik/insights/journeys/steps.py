"""Steps: the visits of each journey instance in their order, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.terms.counts import Booleans, Floats, Integers

US = 1_000_000
"""Microseconds in a second."""


@dataclass(frozen=True)
class Steps:
    """Visits, those of an instance one after the other, each instance in its order.

    All arrays have one entry a visit. `instance` numbers the instances from 0, rising;
    `step` is the place of its name in `names`; `at` is in microseconds since 1970;
    `customer` is 0 where nobody is known. An instance of which the first visit is
    outside of what is looked at has not `begun` here, one that goes on is not `over`
    (one entry an instance; None: all have, all are).
    """

    names: tuple[str, ...]
    instances: pa.Array
    instance: Integers
    step: Integers
    at: Integers
    customer: Integers
    begun: Booleans | None = None
    over: Booleans | None = None

    def __len__(self) -> int:
        """Return how many visits there are."""
        return len(self.step)

    @cached_property
    def starts(self) -> Integers:
        """Return where each instance begins."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        changes = np.flatnonzero(np.diff(self.instance)) + 1
        found: Integers = np.concatenate([[0], changes])
        return found

    @cached_property
    def ends(self) -> Integers:
        """Return the last visit of each instance."""
        found: Integers = np.append(self.starts[1:], len(self))[: len(self.starts)] - 1
        return found

    @property
    def n_instances(self) -> int:
        """Return how many instances there are."""
        return len(self.starts)

    @property
    def n_customers(self) -> int:
        """Return how many known customers they are of."""
        return len(np.unique(self.customer[self.customer != 0]))

    @cached_property
    def is_begun(self) -> Booleans:
        """Return which instances begin here."""
        return np.ones(self.n_instances, bool) if self.begun is None else self.begun

    @cached_property
    def is_over(self) -> Booleans:
        """Return which instances end here."""
        return np.ones(self.n_instances, bool) if self.over is None else self.over

    @property
    def is_whole(self) -> Booleans:
        """Return which instances are seen from their first visit to their last."""
        return self.is_begun & self.is_over

    @cached_property
    def seconds(self) -> Floats:
        """Return how long each instance took from its first to its last visit."""
        found: Floats = (self.at[self.ends] - self.at[self.starts]) / US
        return found

    @cached_property
    def followed(self) -> Integers:
        """Return the visits that another of the same instance follows."""
        found: Integers = np.flatnonzero(np.diff(self.instance) == 0)
        return found

    def is_one_of(self, names: Sequence[str]) -> Booleans:
        """Return which visits are at a step of these names."""
        wanted = [self.names.index(name) for name in names if name in self.names]
        return np.isin(self.step, wanted)

    def any_of(self, visits: Booleans) -> Booleans:
        """Return which instances have any of the visits that are marked."""
        found = np.zeros(self.n_instances, dtype=bool)
        found[self.instance[visits]] = True
        return found

    def ended(self, over: Booleans) -> "Steps":
        """Return the same steps with which instances are over."""
        return replace(self, over=over)

    def of(self, chosen: Integers) -> "Steps":
        """Return the visits of some instances, by their numbers, numbered anew."""
        lengths = self.ends[chosen] - self.starts[chosen] + 1
        rows = spread(self.starts[chosen], lengths)
        return self._taken(rows, chosen, lengths, self.is_begun, self.is_over)

    def cut(self, kept: Booleans) -> "Steps":
        """Return the visits of a stretch of time, those of an instance in one piece.

        Whose first visit is before it has not begun in it; whose last is after is not
        over. No start and no end is invented.
        """
        n_kept = np.bincount(self.instance[kept], minlength=self.n_instances)
        chosen = np.flatnonzero(n_kept)
        begun = self.is_begun & kept[self.starts]
        over = self.is_over & kept[self.ends]
        return self._taken(np.flatnonzero(kept), chosen, n_kept[chosen], begun, over)

    def _taken(
        self,
        rows: Integers,
        chosen: Integers,
        lengths: Integers,
        begun: Booleans,
        over: Booleans,
    ) -> "Steps":
        return Steps(
            self.names,
            self.instances.take(pa.array(chosen)),
            np.repeat(np.arange(len(chosen), dtype=np.int32), lengths),
            self.step[rows],
            self.at[rows],
            self.customer[rows],
            begun[chosen],
            over[chosen],
        )


def spread(begins: Integers, lengths: Integers) -> Integers:
    """Return the rows of stretches that begin somewhere and are so long."""
    before = np.cumsum(lengths) - lengths
    found: Integers = np.repeat(begins - before, lengths) + np.arange(lengths.sum())
    return found


def steps_of(rows: pa.Table, *, names: Sequence[str] = ()) -> Steps:
    """Return rows of `rollups.journey_steps` as steps; `names` come first, in order.

    Raises
    ------
    ValueError
        When an instance comes in two pieces: then its order would be wrong.
    """
    instance = rows["instance"].combine_chunks().dictionary_encode()
    step = rows["step"].combine_chunks().dictionary_encode()
    found = step.dictionary.to_pylist()
    known = list(dict.fromkeys([*names, *found]))
    places = np.array([known.index(name) for name in found], dtype=np.int32)
    numbers = instance.indices.to_numpy().astype(np.int32)
    if len(numbers) and np.count_nonzero(np.diff(numbers)) + 1 != len(
        instance.dictionary
    ):
        raise ValueError("an instance comes in two pieces")
    at = rows["at"].cast(pa.int64()).combine_chunks().to_numpy()
    customer = pc.fill_null(rows["customer"], 0).combine_chunks().to_numpy()
    codes = step.indices.to_numpy()
    return Steps(
        tuple(known), instance.dictionary, numbers, places[codes], at, customer
    )
