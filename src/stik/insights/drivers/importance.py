"""Importance: how much of an outcome each driver explains, from correlations alone."""

from math import comb

import numpy as np

from stik.terms.counts import Floats

N_DRIVERS_LMG = 15
"""Up to so many drivers every subset is gone through; beyond, Johnson's weights."""

NOTHING_LEFT = 1e-9
"""A driver with less variance than this, given others, is their repetition."""


def importances(correlation: Floats) -> tuple[Floats, str]:
    """Return the part of the outcome's variance due to each driver, and the method.

    `correlation` is positive definite, drivers first and the outcome last. The parts
    add up to R².
    """
    if len(correlation) - 1 <= N_DRIVERS_LMG:
        return lmg(correlation), "LMG"
    return johnson(correlation), "Johnson's relative weights"


def shares_of(explained: Floats) -> Floats:
    """Return the parts of the whole, alike where nothing at all is explained."""
    whole = explained.sum()
    if whole <= 0:
        return np.full(len(explained), 1 / len(explained))
    shares: Floats = explained / whole
    return shares


def lmg(correlation: Floats) -> Floats:
    """Return what each driver adds to R², averaged over all orders of adding drivers.

    Equals the Shapley value of R². Two drivers that say the same share alike.

    Source: Lindeman, Merenda and Gold (1980), Introduction to Bivariate and
    Multivariate Analysis; Grömping (2006), Journal of Statistical Software 17(1).

    >>> two_unrelated = np.array([[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]])
    >>> lmg(two_unrelated).round(3).tolist()
    [0.36, 0.09]
    """
    n_drivers = len(correlation) - 1
    explained = 1 - _variance_left(correlation)
    n_before = _n_members(n_drivers)
    orders = np.array([1 / comb(n_drivers - 1, n) for n in range(n_drivers)])
    parts = np.empty(n_drivers)
    for driver in range(n_drivers):
        without, including = (
            explained.reshape(-1, 2, 2**driver)[:, taken] for taken in (0, 1)
        )
        others = n_before.reshape(-1, 2, 2**driver)[:, 0]
        parts[driver] = ((including - without) * orders[others]).sum() / n_drivers
    return parts


def johnson(correlation: Floats) -> Floats:
    """Return Johnson's relative weights, close to `lmg` at a fraction of the work.

    Drivers are replaced by their nearest uncorrelated twins, and what the twins
    explain is handed back to the drivers.

    Source: Johnson (2000), Multivariate Behavioral Research 35:1-19.

    >>> two_unrelated = np.array([[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]])
    >>> johnson(two_unrelated).round(3).tolist()
    [0.36, 0.09]
    """
    values, vectors = np.linalg.eigh(correlation[:-1, :-1])
    roots = np.sqrt(np.maximum(values, 0))
    inverse = np.where(roots > NOTHING_LEFT, 1 / np.maximum(roots, NOTHING_LEFT), 0)
    twins = (vectors * roots) @ vectors.T
    slopes = (vectors * inverse) @ vectors.T @ correlation[:-1, -1]
    parts: Floats = twins**2 @ slopes**2
    return parts


def _variance_left(correlation: Floats) -> Floats:
    """Return the variance of the outcome that each subset of drivers leaves over.

    Subset s holds driver d when bit d of s is set. The drivers are swept out one after
    another, for all subsets of those before at once; a driver is dropped when done.
    """
    left = correlation[np.newaxis]
    for _ in range(len(correlation) - 1):
        pivot, column, rest = left[:, 0, 0], left[:, 1:, 0], left[:, 1:, 1:]
        is_new = pivot > NOTHING_LEFT
        scale = np.where(is_new, 1 / np.where(is_new, pivot, 1), 0)
        scaled = column * scale[:, np.newaxis]
        swept = rest - scaled[:, :, np.newaxis] * column[:, np.newaxis, :]
        left = np.concatenate([rest, swept])
    return left[:, 0, 0]


def _n_members(n_drivers: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return how many drivers each subset holds, in the order of `_variance_left`."""
    sizes = np.zeros(1, dtype=np.intp)
    for _ in range(n_drivers):
        sizes = np.concatenate([sizes, sizes + 1])
    return sizes
