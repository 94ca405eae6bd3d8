"""Steps: the visits of each journey instance in their order, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.terms.counts import Integers

US = 1_000_000
"""Microseconds in a second."""


@dataclass(frozen=True)
class Steps:
    """Visits, those of an instance one after the other, each instance in its order.

    All arrays have one entry a visit. `instance` numbers the instances from 0, rising;
    `step` is the place of its name in `names`; `at` is in microseconds since 1970;
    `customer` is 0 where nobody is known.
    """

    names: tuple[str, ...]
    instances: pa.Array
    instance: Integers
    step: Integers
    at: Integers
    customer: Integers

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

    @cached_property
    def followed(self) -> Integers:
        """Return the visits that another of the same instance follows."""
        found: Integers = np.flatnonzero(np.diff(self.instance) == 0)
        return found

    def of(self, chosen: Integers) -> "Steps":
        """Return the visits of some instances, by their numbers, numbered anew."""
        lengths = self.ends[chosen] - self.starts[chosen] + 1
        begins = np.repeat(self.starts[chosen] - _before(lengths), lengths)
        rows = begins + np.arange(int(lengths.sum()))
        return Steps(
            self.names,
            self.instances.take(pa.array(chosen)),
            np.repeat(np.arange(len(chosen), dtype=np.int32), lengths),
            self.step[rows],
            self.at[rows],
            self.customer[rows],
        )


def _before(lengths: Integers) -> Integers:
    """Return how many visits come before each instance."""
    found: Integers = np.cumsum(lengths) - lengths
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
