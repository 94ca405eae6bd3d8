"""Carried over: how sure a step is where what befalls a group lasts a while."""

from math import sqrt
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np

from stik.terms.counts import Floats

SHARES: Final = np.arange(0.0, 0.951, 0.05)
"""The shares of a surprise that may be carried over from a period to the next."""

TIMES_CHANCE: Final = np.concatenate([[0.0], 2.0 ** np.arange(-4, 10.1, 0.5)])
"""How many times the variance of single answers that of whole groups may be."""


class Scatter(NamedTuple):
    """How far a step may be off, with what is left of its degrees of freedom.

    `is_moved` says whether anything befalls whole groups, beyond the chance of single
    answers; `carried` is the share of it that lasts into the next period, 0 to 1.
    """

    error: float
    degrees: float
    carried: float
    is_moved: bool


def scatter_of_step(
    value: Floats, *, error: Floats, number: Floats, is_after: Floats
) -> Scatter:
    """Return how sure the mean after less the mean before is, by how values scatter.

    One entry per period: `error` is that of its single answers, `number` its place in
    time, `is_after` 1 or 0. A value is made of the mean of its side, of what befell a
    whole group, a share of which is carried over into the next period, and of the
    chance of single answers. Share and size are the likeliest ones (restricted
    likelihood, which does not take the two means for known). The degrees of freedom are
    n - 2, fewer by as much as periods that are alike are worth less than unlike ones,
    1 at least.

    Source: Patterson and Thompson (1971), Biometrika 58:545-554; what periods that are
    alike are worth: Bartlett (1935), JRSS 98:536-543.

    Examples
    --------
    >>> after, chance = np.repeat([0.0, 1.0], 6), np.full(12, 0.1)
    >>> up_and_down = np.tile([0.0, 2.0], 6)
    >>> in_waves = np.repeat(np.tile([0.0, 2.0], 2), 3)
    >>> for value in (up_and_down, in_waves):
    ...     found = scatter_of_step(
    ...         value, error=chance, number=np.arange(12.0), is_after=after
    ...     )
    ...     print(f"{found.carried:.2f} {found.error:.2f}")
    0.00 0.66
    0.95 1.56
    """
    sides = np.stack([is_after, 1 - is_after], axis=1)
    apart = np.abs(np.subtract.outer(number, number))
    times, share = _likeliest_of_all(value, sides, apart, error=error)
    variance = times * float(np.mean(error) ** 2) * share**apart + np.diag(error**2)
    square, worth = _of_step(variance, sides, error=error)
    carried = share if times > 0 else 0.0
    degrees = max((len(value) - 2) * worth, 1.0)
    return Scatter(sqrt(square), degrees, carried, is_moved=times > 0)


def _likeliest_of_all(
    value: Floats, sides: Floats, apart: Floats, *, error: Floats
) -> tuple[float, float]:
    """Return the likeliest size of moves, and the share of them carried over."""
    found = [
        (*_likeliest(value, sides, share**apart, error=error), share)
        for share in SHARES.tolist()
    ]
    _, times, share = max(found, key=itemgetter(0))
    return times, share


def _of_step(variance: Floats, sides: Floats, *, error: Floats) -> tuple[float, float]:
    """Return the variance of the step, and what its periods are worth, 1 or less."""
    means = sides / (error**2)[:, np.newaxis]
    contrast = means[:, 0] / means[:, 0].sum() - means[:, 1] / means[:, 1].sum()
    square = float(contrast @ variance @ contrast)
    return square, float(contrast**2 @ np.diagonal(variance)) / square


def _likeliest(
    value: Floats, sides: Floats, alike: Floats, *, error: Floats
) -> tuple[float, float]:
    """Return the restricted likelihood (its logarithm) of the likeliest size, and it.

    In the directions in which groups that are so alike move independently, one
    decomposition serves all sizes.
    """
    moves, turned = np.linalg.eigh(alike / np.outer(error, error))
    answers, means = turned.T @ (value / error), turned.T @ (sides / error[:, None])
    variance = 1 + np.outer(TIMES_CHANCE * np.mean(error) ** 2, moves)
    weighed = means / variance[:, :, np.newaxis]
    known = weighed.swapaxes(1, 2) @ means
    mean = np.linalg.solve(known, weighed.swapaxes(1, 2) @ answers[:, np.newaxis])
    left = answers - (means @ mean)[:, :, 0]
    lost = np.log(variance).sum(axis=1) + np.linalg.slogdet(known)[1]
    likelihood = -((left**2 / variance).sum(axis=1) + lost) / 2
    best = int(np.argmax(likelihood))
    return float(likelihood[best]), float(TIMES_CHANCE[best])
