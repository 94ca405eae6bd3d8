"""Correlation of answers of the same people, where many questions were not answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stik.terms.counts import Floats, Integers

N_GROUPS = 1000
"""Rows are summed in at most so many groups, which the bootstrap draws from."""

LEAST_EIGENVALUE = 1e-6
"""What a correlation matrix put together from pairs is brought to at least."""


class Moments(NamedTuple):
    """The mean of each question over all who answered it, and their correlations."""

    means: Floats
    correlation: Floats


@dataclass(frozen=True)
class PairSums:
    """Sums over the people who answered both questions of each pair, group by group.

    Each of the arrays is (groups, questions, questions). `weight` is the sum of their
    weights, `first` of the answers to the first question, `square` of the squares of
    those, `product` of the products with the second.
    """

    weight: Floats
    first: Floats
    square: Floats
    product: Floats

    @classmethod
    def of(
        cls,
        answers: Floats,
        weight: Floats,
        *,
        person: Integers | None = None,
        seed: int,
    ) -> "PairSums":
        """Return the sums of answers, one row per response, NaN where not answered.

        People fall into groups at random, each with all their responses. Answers should
        be brought to mean 0 and variance 1, or digits are lost.
        """
        groups = _groups(len(answers), person=person, seed=seed)
        sums = np.array([_sums(answers[rows], weight[rows]) for rows in groups])
        k = answers.shape[1]
        return cls(
            weight=sums[:, :k, :k],
            first=sums[:, k : 2 * k, :k],
            square=sums[:, 2 * k :, :k],
            product=sums[:, k : 2 * k, k:],
        )

    @property
    def _parts(self) -> tuple[Floats, Floats, Floats, Floats]:
        return self.weight, self.first, self.square, self.product

    def correlation(self) -> Floats:
        """Return the correlation of each pair, 0 where one of the two never varies."""
        return _moments(*(part.sum(axis=0) for part in self._parts)).correlation

    def resampled(self, rounds: int, *, seed: int) -> Iterator[Moments]:
        """Yield the moments of so many bootstrap samples of the groups."""
        n_groups = len(self.weight)
        generator = np.random.default_rng(seed)
        drawn = generator.multinomial(n_groups, [1 / n_groups] * n_groups, size=rounds)
        sums = [np.tensordot(drawn.astype(float), part, axes=1) for part in self._parts]
        for each in zip(*sums, strict=True):
            yield _moments(*each)


class Definite(NamedTuple):
    """A positive definite matrix, and how far it was shrunk to become one, 0 to 1."""

    correlation: Floats
    shrinkage: float


def definite(correlation: Floats) -> Definite:
    """Return the correlations shrunk towards 0 as little as makes them go together.

    Correlations of different people for each pair may contradict each other: no data
    could have them all. All are then made smaller by the same factor.

    Source: Higham, Strabić and Šego (2016), SIAM Review 58:245-263.

    >>> at_odds = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    >>> fits = definite(at_odds)
    >>> round(fits.shrinkage, 3), float(fits.correlation[0, 1].round(3))
    (0.444, 0.5)
    """
    least = float(np.linalg.eigvalsh(correlation)[0])
    if least >= LEAST_EIGENVALUE:
        return Definite(correlation, 0.0)
    shrinkage = (LEAST_EIGENVALUE - least) / (1 - least)
    identity = np.eye(len(correlation))
    return Definite((1 - shrinkage) * correlation + shrinkage * identity, shrinkage)


def _groups(
    n: int, *, person: Integers | None, seed: int
) -> list[npt.NDArray[np.intp]]:
    """Return which rows are in each group."""
    if person is None:
        shuffled = np.random.default_rng(seed).permutation(n)
        return np.array_split(shuffled, min(n, N_GROUPS))
    people, number = np.unique(person, return_inverse=True)
    n_groups = min(len(people), N_GROUPS)
    group = np.random.default_rng(seed).permutation(len(people))[number] % n_groups
    order = np.argsort(group, kind="stable")
    return np.split(order, np.cumsum(np.bincount(group, minlength=n_groups))[:-1])


def _sums(answers: Floats, weight: Floats) -> Floats:
    answered = ~np.isnan(answers)
    known = np.where(answered, answers, 0)
    left = np.concatenate([answered, known, known**2], axis=1)
    right = np.concatenate([answered, known], axis=1) * weight[:, np.newaxis]
    sums: Floats = left.T @ right
    return sums


def _moments(weight: Floats, first: Floats, square: Floats, product: Floats) -> Moments:
    total = np.where(weight > 0, weight, 1)
    mean = first / total
    variance = np.maximum(square / total - mean**2, 0)
    together = product / total - mean * mean.T
    spread = np.sqrt(variance * variance.T)
    varies = spread > 1e-12
    found = np.where(varies, together / np.where(varies, spread, 1), 0)
    np.fill_diagonal(found, 1)
    return Moments(np.diagonal(mean).copy(), np.clip(found, -1, 1))
