"""Overlap: drivers that say the same, so that their shares cannot be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stik.terms.counts import Floats

CLOSE = 0.8
"""Two drivers whose correlation is at least this, either way, go together."""

INFLATED = 5.0
"""A driver that the others repeat so far that its own effect is this many times as
uncertain goes together with them: a variance inflation above 5."""


@dataclass(frozen=True)
class Overlap:
    """How far other drivers repeat one.

    `inflation` is its variance inflation: 1 where no other goes together with it, and
    null where the driver is unknown. `goes_with` names the drivers that repeat it, the
    closest first.
    """

    inflation: float | None = None
    goes_with: tuple[str, ...] = ()


NO_OVERLAP = Overlap()


def overlaps(names: Sequence[str], correlation: Floats) -> list[Overlap]:
    """Return how far the other drivers repeat each one.

    `correlation` is positive definite, of the drivers alone.

    Source: Belsley, Kuh and Welsch (1980), Regression Diagnostics; Marquardt (1970),
    Technometrics 12:591-612.

    Examples
    --------
    A departure delay is an arrival delay; the meal is neither.

    >>> close = np.array([[1, 0.96, 0.1], [0.96, 1, 0.1], [0.1, 0.1, 1]])
    >>> departure, arrival, meal = overlaps(["departure", "arrival", "meal"], close)
    >>> departure.goes_with, round(departure.inflation, 1), meal.goes_with
    (('arrival',), 12.8, ())
    """
    inflation = np.diagonal(np.linalg.inv(correlation))
    found = []
    for driver in range(len(names)):
        strength = np.abs(correlation[driver])
        others = [o for o in np.argsort(-strength, kind="stable") if o != driver]
        n_close = int((strength[others] >= CLOSE).sum())
        if not n_close and inflation[driver] > INFLATED:
            n_close = _n_that_repeat(driver, others, correlation)
        close = tuple(names[other] for other in others[:n_close])
        found.append(Overlap(float(inflation[driver]), close))
    return found


def _n_that_repeat(driver: int, others: Sequence[int], correlation: Floats) -> int:
    """Return how many of the others, the closest first, inflate it that far."""
    for n in range(1, len(others)):
        among = [driver, *others[:n]]
        if np.linalg.inv(correlation[np.ix_(among, among)])[0, 0] > INFLATED:
            return n
    return len(others)
