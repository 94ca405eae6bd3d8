"""Covariates: what is said of customers, as numbers that a leaving rate may go with."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.value.lives.said import are_known, numbers_said
from stik.terms.counts import Floats
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN

MOST_VALUES = 12
"""A trait of more different texts is told apart into none."""

GROWS_WITH_TIME = 0.7
"""Correlated with the months stayed above this, a number says how long, not why."""


@dataclass(frozen=True)
class Covariate:
    """A trait as columns of numbers, one entry per customer, NaN where not known.

    `columns` maps a value to 1 for who has it, else 0, held `against` the most frequent
    value; of a number it has one column, called "" (`against` is then None). It is
    empty where `unknown` says why. `grows` where it adds up with the months stayed.
    """

    name: str
    columns: dict[str, Floats]
    against: str | None = None
    unknown: str | None = None
    seen_from: Floats | None = None
    note: str | None = None
    grows: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether its ratio is for one more of it."""
        return "" in self.columns


def covariate(name: str, texts: pa.ChunkedArray) -> Covariate:
    """Return a trait as numbers, or as its values against the most frequent one.

    Values of fewer than 5 customers are not told apart; these are left out.

    >>> kind = covariate("kind", pa.chunked_array([["a"] * 9 + ["b"] * 6 + ["c"]]))
    >>> kind.against, list(kind.columns), kind.columns["b"][-2:].tolist()
    ('a', ['b'], [1.0, nan])
    """
    known = are_known(texts)
    numbers = numbers_said(texts)
    if not known.any():
        return Covariate(name, {}, unknown="it is known of nobody who counts here")
    if np.isfinite(numbers[known]).all():
        if set(np.unique(numbers[known])) == {0.0, 1.0}:
            return Covariate(name, {"1": numbers}, against="0")
        return Covariate(name, {"": numbers})
    counts = Counter[Any](value for value in texts.to_pylist() if value is not None)
    if len(counts) > MOST_VALUES:
        reason = f"{len(counts):,} texts, at most {MOST_VALUES}"
        return Covariate(name, {}, unknown=reason)
    enough = sorted(value for value, n in counts.items() if n >= N_UNKNOWN)
    if len(enough) < 2:
        return Covariate(name, {}, unknown="it is the same for nearly all customers")
    against = max(enough, key=lambda value: (counts[value], value))
    usable = pc.is_in(texts, value_set=pa.array(enough)).to_numpy(zero_copy_only=False)
    columns = {
        value: np.where(usable.astype(bool), _is(texts, value), np.nan)
        for value in enough
        if value != against
    }
    return Covariate(name, columns, against)


def grown(found: Covariate, stayed: Floats) -> Covariate:
    """Return the trait with a note where it grows with the months `stayed`.

    What adds up month by month, such as all that was paid, is large because a customer
    stayed, and says nothing of why.
    """
    if not found.is_number:
        return found
    known = np.isfinite(found.columns[""]) & np.isfinite(stayed)
    numbers, months = found.columns[""][known], stayed[known]
    if len(numbers) < N_TOO_FEW or not numbers.std() or not months.std():
        return found
    together = float(np.corrcoef(numbers, months)[0, 1])
    if together < GROWS_WITH_TIME:
        return found
    note = (
        f"it grows with the months stayed (correlation {together:.2f}): it says rather "
        "how long somebody stayed than why"
    )
    return replace(found, note=note, grows=True)


def _is(texts: pa.ChunkedArray, value: str) -> Floats:
    equal = pc.fill_null(pc.equal(texts, value), fill_value=False)
    found: Floats = equal.to_numpy(zero_copy_only=False).astype(np.float64)
    return found
