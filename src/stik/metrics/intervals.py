"""Kernels shared by the metrics: 95 % intervals and p-values from a few numbers."""

from functools import lru_cache
from importlib import import_module
from math import erfc, sqrt
from types import ModuleType

Interval = tuple[float, float]

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""


_ROUNDING = 1e-12
"""Nearer to an end than this, as a share of the scale, a mean is at the end."""

_AS_GOOD_AS_NORMAL = 1e15
"""A beta distribution of two larger numbers is normal; SciPy's quantile goes astray."""


def p_two_sided(z: float) -> float:
    """Return the probability of a normal deviate at least as far from 0 as `z`."""
    return erfc(abs(z) / sqrt(2))


def p_above(z: float) -> float:
    """Return the probability of a normal deviate above `z`."""
    return erfc(z / sqrt(2)) / 2


def wilson(share: float, *, n: float) -> Interval:
    """Return the interval of a share by Wilson's score method.

    Source: Wilson (1927), JASA 22:209-212.

    >>> [round(end, 6) for end in wilson(12 / 40, n=40)]
    [0.180748, 0.4543]
    """
    square = Z_95**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    spread = max(share * (1 - share), 0.0) / n + square / (4 * n * n)
    half = Z_95 * sqrt(spread) / (1 + square / n)
    return max(centre - half, 0.0), min(centre + half, 1.0)


def square_and_add(
    first: float, first_ends: Interval, second: float, second_ends: Interval
) -> Interval:
    """Return the interval of first minus second from the interval of each.

    Each end takes from either side the distance that matters there, so the ends keep
    to the scale where plain standard errors would run over it. With Wilson intervals
    this is method 10 of Newcombe (1998), Statistics in Medicine 17:873-890; for any
    others Zou and Donner (2008), Statistics in Medicine 27:1693-1702.

    >>> ends = square_and_add(56/70, wilson(56/70, n=70), 48/80, wilson(48/80, n=80))
    >>> [round(end, 4) for end in ends]
    [0.0524, 0.3339]
    """
    below = sqrt((first - first_ends[0]) ** 2 + (second_ends[1] - second) ** 2)
    above = sqrt((first_ends[1] - first) ** 2 + (second - second_ends[0]) ** 2)
    return first - second - below, first - second + above


def p_from_interval(value: float, ends: Interval) -> float:
    """Return the p-value of "it is 0" that agrees with a 95 % interval of `value`.

    Below 0.05 exactly when the interval leaves 0 out. Source: Altman and Bland
    (2011), BMJ 343:d2304, with the half of the interval that faces 0.
    """
    half = value - ends[0] if value > 0 else ends[1] - value
    return p_two_sided(Z_95 * value / half) if half > 0 else 1.0


@lru_cache(maxsize=4096)
def t_95(degrees: float) -> float:
    """Return the 97.5 % quantile of Student's t with so many degrees of freedom."""
    return float(_special().stdtrit(degrees, 0.975))


def p_t_two_sided(t: float, *, degrees: float) -> float:
    """Return the probability of a t deviate at least as far from 0 as `t`."""
    return 2 * float(_special().stdtr(degrees, -abs(t)))


def bounded_mean(mean: float, *, variance: float, n: float, ends: Interval) -> Interval:
    """Return the interval of a mean of answers that cannot leave `ends`.

    A rare answer far from the others may simply not have been met yet, so each limit
    is taken as if one more answer had been given at the end of the scale on its side:
    the quantile of a beta distribution on the scale with the mean and variance of the
    Dirichlet-weighted answers. Answers at the two ends only give Clopper and
    Pearson's interval exactly. By enumeration it covers 95 % or more at every n,
    where the t interval falls to 83 % (docs/reference/metrics.md has the table).

    `variance` divides by n, not by n - 1.

    Source: Gaffke (2005), Three test statistics for a nonparametric one-sided
    hypothesis on the mean of a nonnegative variable; Learned-Miller and Thomas
    (2019), arXiv:1905.06208.

    >>> low, high = bounded_mean(5.0, variance=0.0, n=50, ends=(1, 5))
    >>> round(low, 3), high
    (4.716, 5.0)
    """
    low, high = ends
    width = high - low
    share, spread = (mean - low) / width, variance / width**2
    below = _limit(share, spread, n=n, end=0.0, tail=0.025)
    above = _limit(share, spread, n=n, end=1.0, tail=0.975)
    return low + width * below, low + width * above


def _limit(share: float, spread: float, *, n: float, end: float, tail: float) -> float:
    """Return one limit of a mean on 0 to 1, with one more answer at `end`."""
    centre = (n * share + end) / (n + 1)
    if abs(end - centre) < _ROUNDING:
        return end
    squares = n * (spread + (share - centre) ** 2) + (end - centre) ** 2
    variance = squares / ((n + 1) * (n + 2))
    size = centre * (1 - centre) / variance - 1
    if min(centre, 1 - centre) * size > _AS_GOOD_AS_NORMAL:
        return centre + (Z_95 if tail > 0.5 else -Z_95) * sqrt(variance)
    return float(_special().betaincinv(centre * size, (1 - centre) * size, tail))


@lru_cache(maxsize=1)
def _special() -> ModuleType:
    """Return scipy.special: it costs 0.3 CPU s, which shares and NPS need not pay."""
    return import_module("scipy.special")
