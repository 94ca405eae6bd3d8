"""Points settled on a line: each near its neighbours, none too near another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stik.terms.counts import Floats

_LEAN = 0.0001
"""How strongly all lean to one side where several places are equally good."""


@dataclass(frozen=True)
class Pull:
    """Two points that want to be near each other, by their index."""

    one: int
    other: int
    strength: float


@dataclass(frozen=True)
class Gap:
    """Two points of which the second lies at least so far after the first."""

    before: int
    after: int
    least: float


def settled(
    n_points: int, pulls: Sequence[Pull], gaps: Sequence[Gap], *, lean: int
) -> Floats:
    """Return the places at which distances, times their strengths, add up to least.

    The first point lies at 0. Of equally good places the lowest are taken where `lean`
    is 1, the highest where it is -1. Whole gaps give whole places. The gaps must leave
    an order that can be: none leads in a circle.
    """
    if n_points == 1:
        return np.zeros(1)
    from scipy.optimize import linprog  # noqa: PLC0415 - 0.5 CPU s others need not pay

    # Further than all gaps together nothing needs to be, which holds what is not drawn.
    reach = sum(gap.least for gap in gaps)
    # The distances are unknowns beside the places, each at least the difference of its
    # points, whichever way it is taken: so the programme is linear.
    ends = [(pull.one, pull.other) for pull in pulls]
    turned = [(pull.other, pull.one) for pull in pulls]
    apart = [(gap.before, gap.after) for gap in gaps]
    strengths = [pull.strength for pull in pulls]
    found = linprog(
        np.concatenate([np.full(n_points, _LEAN * lean), strengths]),
        A_ub=_differences([*ends, *turned, *apart], n_points, len(ends)),
        b_ub=np.concatenate([np.zeros(2 * len(ends)), [-gap.least for gap in gaps]]),
        bounds=[(0.0, 0.0), *[(-reach, reach)] * (n_points + len(ends) - 1)],
    )
    places: Floats = found.x[:n_points]
    return places


def _differences(
    pairs: Sequence[tuple[int, int]], n_points: int, n_distances: int
) -> object:
    """Return a row for each pair: the first place, less the second.

    Those of the first two blocks, of `n_distances` rows each, are less their distance.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - it comes with scipy.optimize

    rows, distances = np.arange(len(pairs)), np.arange(n_distances)
    limited = rows[: 2 * n_distances]
    points = np.array(pairs)
    factors = np.repeat([1.0, -1.0, -1.0], [len(rows), len(rows), len(limited)])
    columns = [points[:, 0], points[:, 1], n_points + distances, n_points + distances]
    where = np.concatenate([rows, rows, limited]), np.concatenate(columns)
    return csr_array((factors, where), shape=(len(rows), n_points + n_distances))
