"""Ranking: which driver is surely ahead of which, and which ranks each may have."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from stik.insights.comparison import P_REAL, corrected_for_all
from stik.insights.drivers.sampling import error_of
from stik.metrics.intervals import Z_95, p_two_sided
from stik.terms.counts import Floats


@dataclass(frozen=True)
class Standing:
    """Where a driver stands among all of them.

    `first_rank` and `last_rank` are the ranks it may truly have; those of all drivers
    hold together in 95 % of cases. `lead` is its share less that of the next one, with
    its 95 % interval, and null for the last. `p_corrected` is the p-value of "the two
    are alike", corrected for the number of all pairs.
    """

    first_rank: int
    last_rank: int
    lead: float | None = None
    lead_low: float | None = None
    lead_high: float | None = None
    p_corrected: float | None = None

    @property
    def is_ahead(self) -> bool | None:
        """Return whether it is surely ahead of the next, None for the last."""
        return None if self.p_corrected is None else self.p_corrected < P_REAL


def standings(shares: Floats, samples: Floats) -> list[Standing]:
    """Return where each driver stands, the strongest first, by tests of all pairs.

    `shares` fall; `samples` are theirs in bootstrap samples, one row each. A
    difference of two shares over its bootstrap error is taken as normal.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; Holm (1979),
    Scandinavian Journal of Statistics 6:65-70.

    Examples
    --------
    >>> import numpy as np
    >>> chance = np.random.default_rng(1).normal(scale=0.02, size=(200, 3))
    >>> falling = np.array([0.5, 0.26, 0.24])
    >>> [(s.first_rank, s.last_rank) for s in standings(falling, falling + chance)]
    [(1, 1), (2, 3), (2, 3)]
    """
    pairs = list(combinations(range(len(shares)), 2))
    leads = [float(shares[one] - shares[other]) for one, other in pairs]
    errors = [float(error_of(samples[:, a] - samples[:, b])) for a, b in pairs]
    p = [p_two_sided(lead / error) for lead, error in zip(leads, errors, strict=True)]
    p_corrected = dict(zip(pairs, corrected_for_all(p), strict=True))
    halves = dict(zip(pairs, (Z_95 * error for error in errors), strict=True))
    surely = [pair for pair in pairs if p_corrected[pair] < P_REAL]
    found = []
    for place in range(len(shares)):
        ranks = _ranks(place, surely, n_drivers=len(shares))
        following = (place, place + 1)
        if following not in p_corrected:
            found.append(Standing(*ranks))
            continue
        lead, half = float(shares[place] - shares[place + 1]), halves[following]
        ends = lead - half, lead + half
        found.append(Standing(*ranks, lead, *ends, p_corrected[following]))
    return found


def _ranks(
    place: int, surely: Sequence[tuple[int, int]], *, n_drivers: int
) -> tuple[int, int]:
    """Return the first and last rank it may have, given which are surely apart."""
    above = sum(below == place for _, below in surely)
    below = sum(ahead == place for ahead, _ in surely)
    return above + 1, n_drivers - below
