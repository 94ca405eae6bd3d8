"""Shares of instances, customers being clusters: who has several is one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from stik.insights.journeys.steps import Steps
from stik.insights.likeness import design_effects
from stik.metrics.metric import unknown_because
from stik.metrics.share import estimate_share
from stik.terms.counts import Booleans, Counts, Integers
from stik.terms.estimate import N_UNKNOWN, Estimate

Part = tuple[Booleans, Booleans]
"""Of which instances something can be told, and of which it is true."""


@dataclass(frozen=True)
class People:
    """Who each instance is of; whoever is not known is somebody else each time."""

    who: Integers
    n: int

    @classmethod
    def of(cls, steps: Steps) -> "People":
        """Return who the instances of some steps are of."""
        customer = steps.customer[steps.starts]
        known, who = np.unique(customer, return_inverse=True)
        nobody = customer == 0
        who[nobody] = len(known) + np.arange(np.count_nonzero(nobody))
        return cls(who, len(known) + int(np.count_nonzero(nobody)))

    @cached_property
    def have_several(self) -> bool:
        """Return whether anybody has more than one instance."""
        return bool((np.bincount(self.who, minlength=1) > 1).any())

    def estimates(self, parts: Sequence[Part]) -> list[Estimate]:
        """Return the share of each part for which it is true, with its interval."""
        if not self.have_several:
            return [_share(*part) for part in parts]
        sums = pa.Table.from_pylist([self._sums(*part) for part in parts])
        n_people, effects = sums["n_people"].to_pylist(), design_effects(sums)
        return [
            _share(*part, n_people=int(n), effect=effect)
            for part, n, effect in zip(parts, n_people, effects, strict=True)
        ]

    def _sums(self, told: Booleans, is_so: Booleans) -> dict[str, float]:
        """Return the sums of `rollups.likeness`, of people each of some instances."""
        n = np.bincount(self.who[told], minlength=self.n)
        s = np.bincount(self.who[told & is_so], minlength=self.n)
        total, found = float(n.sum()), float(s.sum())
        return {
            "n": total,
            "n_people": float(np.count_nonzero(n)),
            "w": total,
            "s": found,
            "s_2": found,
            "w_w": float((n * n).sum()),
            "w_s": float((n * s).sum()),
            "s_s": float((s * s).sum()),
            "one_w_w": total,
            "one_w_s": found,
            "one_s_s": found,
        }


def _share(
    told: Booleans, is_so: Booleans, n_people: int | None = None, effect: float = 1.0
) -> Estimate:
    n, n_found = (int(np.count_nonzero(each)) for each in (told, told & is_so))
    counts = Counts.of([0, 1], n=[n - n_found, n_found])
    reason = unknown_because(counts)
    if reason is None and n_people is not None and n_people < N_UNKNOWN:
        reason = f"n = {n} of {n_people} customers, needs {N_UNKNOWN}"
    if reason is not None:
        return Estimate.missing(n=n, reason=reason)
    return estimate_share(counts.alike(effect), np.array([False, True]))
