"""Clusters: instances that touch and repeat much the same steps, put together."""

from dataclasses import dataclass

import numpy as np

from stik.insights.journeys.rework import visits_again
from stik.insights.journeys.steps import Steps
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.estimate import N_TOO_FEW

MOST_CLUSTERS = 8
CLEAR = 0.25
"""Below it there is no structure to speak of: Kaufman and Rousseeuw (1990), Finding
Groups in Data, table 4 of chapter 2."""

_MOST_KINDS = 20_000
"""Clusters are found among so many different instances, the most frequent ones."""

_STARTS, _ROUNDS, _BLOCK = 8, 50, 100_000


@dataclass(frozen=True)
class Clusters:
    """The cluster of each instance, the largest is 0; how clear they are, up to 1."""

    which: Integers
    n: int
    clearness: float


@dataclass(frozen=True)
class Ways:
    """Which instance (a row) touches which step (a column), and comes back to which.

    Steps are in the order of their names, whatever comes first in the facts.
    """

    names: tuple[str, ...]
    touched: Booleans
    again: Booleans

    @property
    def has(self) -> Booleans:
        """Return both beside each other."""
        found: Booleans = np.hstack([self.touched, self.again])
        return found


def ways_of(steps: Steps) -> Ways:
    """Return which steps instances touch, and which they come back to."""
    names = tuple(sorted(steps.names))
    place = np.array([names.index(name) for name in steps.names], dtype=np.int64)
    touched = np.zeros((steps.n_instances, len(names)), dtype=bool)
    again = np.zeros_like(touched)
    touched[steps.instance, place[steps.step]] = True
    for rows in visits_again(steps):
        again[steps.instance[rows], place[steps.step[rows]]] = True
    return Ways(names, touched, again)


def clusters_of(ways: Ways) -> Clusters | None:
    """Return the clusters of instances, or None where none are clear.

    K-means on what they touch and come back to, into 2 to 8 clusters of at least 30
    instances: so many as are clearest (simplified silhouette). The same instances
    always give the same clusters. Sources: Arthur and Vassilvitskii (2007), k-means++;
    Vendramin, Campello and Hruschka (2010), Statistical Analysis and Data Mining 3:209.
    """
    has = ways.has
    if len(has) < 2 * N_TOO_FEW:
        return None
    _, first, kind, counts = np.unique(
        np.packbits(has, axis=1),
        axis=0,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    kinds = has[first]
    often = np.argsort(-counts, kind="stable")[:_MOST_KINDS]
    points, weight = kinds[often].astype(np.float64), counts[often].astype(np.float64)
    best, clearness = _clearest(points, weight)
    if best is None:
        return None
    return _numbered(_of_all(kinds, best)[kind.ravel()], clearness)


def _clearest(points: Floats, weight: Floats) -> tuple[Floats | None, float]:
    """Return the centres of the clearest clusters, None where none are clear."""
    best, clearness = None, CLEAR
    for n in range(2, min(MOST_CLUSTERS, len(points)) + 1):
        centres = _centres(points, weight, n)
        sizes = np.bincount(_nearest(points, centres)[0], weight, minlength=n)
        found = _clearness(points, weight, centres)
        if sizes.min() >= N_TOO_FEW and found > clearness + 1e-9:
            best, clearness = centres, found
    return best, clearness


def _numbered(which: Integers, clearness: float) -> Clusters:
    counts = np.bincount(which)
    place = np.empty_like(counts)
    place[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    return Clusters(place[which], len(counts), clearness)


def _of_all(kinds: Booleans, centres: Floats) -> Integers:
    parts = [
        _nearest(kinds[at : at + _BLOCK].astype(np.float64), centres)[0]
        for at in range(0, len(kinds), _BLOCK)
    ]
    return np.concatenate(parts)


def _squares(points: Floats, centres: Floats) -> Floats:
    """Return the squared distance of each point to each centre."""
    found: Floats = (
        (points**2).sum(axis=1)[:, None]
        - 2 * points @ centres.T
        + (centres**2).sum(axis=1)
    )
    return np.maximum(found, 0.0)


def _nearest(points: Floats, centres: Floats) -> tuple[Integers, Floats]:
    squares = _squares(points, centres)
    which = squares.argmin(axis=1)
    return which, squares[np.arange(len(points)), which]


def _centres(points: Floats, weight: Floats, n: int) -> Floats:
    """Return the centres of the best of some starts."""
    random = np.random.default_rng(0)
    tried = [
        _settled(points, weight, _begun(points, weight, n, random))
        for _ in range(_STARTS)
    ]
    spent = [float(weight @ _nearest(points, centres)[1]) for centres in tried]
    return tried[int(np.argmin(spent))]


def _begun(
    points: Floats, weight: Floats, n: int, random: np.random.Generator
) -> Floats:
    """Return points to begin with, each drawn by how far it is from those before."""
    chosen = [int(random.choice(len(points), p=weight / weight.sum()))]
    while len(chosen) < n:
        odds = weight * _nearest(points, points[chosen])[1]
        chosen.append(int(random.choice(len(points), p=odds / odds.sum())))
    return points[chosen]


def _settled(points: Floats, weight: Floats, centres: Floats) -> Floats:
    """Return the centres after points and centres were matched until nothing moves."""
    for _ in range(_ROUNDS):
        which, _far = _nearest(points, centres)
        taken = np.zeros((len(points), len(centres)))
        taken[np.arange(len(points)), which] = weight
        sizes = taken.sum(axis=0)
        moved = np.where(
            sizes[:, None] > 0,
            taken.T @ points / np.maximum(sizes, 1)[:, None],
            centres,
        )
        if np.allclose(moved, centres):
            break
        centres = moved
    return centres


def _clearness(points: Floats, weight: Floats, centres: Floats) -> float:
    """Return how much nearer points are to their own centre than to the next one."""
    far = np.sqrt(np.sort(_squares(points, centres), axis=1))
    own, next_one = far[:, 0], far[:, 1]
    scored = np.where(next_one > 0, 1 - own / np.where(next_one > 0, next_one, 1), 0.0)
    return float(weight @ scored / weight.sum())
