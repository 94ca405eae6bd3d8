"""Around bad experiences: how scores lie so long before them, and as long after."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stik.terms.counts import Floats, Integers

Chosen = npt.NDArray[np.bool_]

NOT_TIED = 1e-6
"""A difference that the answers leave open by more than this is not known at all."""

NO_PIVOT = 1e-10
"""A direction with less information than this, as a part of the most, has none."""


class Around(NamedTuple):
    """The answers around experiences: a row each, a column for each stretch of time.

    First the stretches before, the nearest first, then those after; the last of each
    side is all that is beyond. `total` is the sum of the scores, `n` their number.
    """

    total: Floats
    n: Floats

    @classmethod
    def of(
        cls,
        score: Floats,
        *,
        experience: Integers,
        lag: Floats,
        within: Sequence[float],
        n_experiences: int,
    ) -> "Around":
        """Return the answers around experiences, those at the very moment left out.

        One entry per experience and answer of the same customer; `lag` is how long
        after it the answer was given, below 0 where it was before.
        """
        n_side = len(within) + 1
        stretch = np.searchsorted(within, np.abs(lag), side="left") + n_side * (lag > 0)
        shape = n_experiences, 2 * n_side
        place = (experience * shape[1] + stretch)[lag != 0]
        size = shape[0] * shape[1]
        total = np.bincount(place, score[lag != 0], minlength=size).reshape(shape)
        n = np.bincount(place, minlength=size).reshape(shape)
        return cls(total.astype(np.float64), n.astype(np.float64))

    @property
    def n_side(self) -> int:
        """Return how many columns each side has."""
        return int(self.n.shape[1]) // 2

    @property
    def has_both(self) -> Chosen:
        """Return which experiences have answers on both sides."""
        before, after = self.n[:, : self.n_side], self.n[:, self.n_side :]
        return np.asarray(before.any(axis=1) & after.any(axis=1), dtype=np.bool_)

    def only(self, kept: Chosen) -> "Around":
        """Return the answers around the kept experiences."""
        return Around(self.total[kept], self.n[kept])


@dataclass(frozen=True)
class Steps:
    """How scores lie in each stretch, each experience held against itself.

    `influence` is what each customer adds to a step (a row each): squared and added
    they are its variance.
    """

    value: Floats
    influence: Floats
    tied: Floats

    @classmethod
    def of(cls, around: Around, *, customer: Integers, weight: Floats) -> "Steps":
        """Return the steps by least squares, with one level an experience.

        `customer` is the place of each experience's customer in `weight`.
        """
        total, n = around
        w, answers = weight[customer][:, np.newaxis], n.sum(axis=1, keepdims=True)
        share = n / np.maximum(answers, 1)
        normal = np.diag((w * n).sum(axis=0)) - (w * share).T @ n
        inverse = np.linalg.pinv(normal, rcond=NO_PIVOT, hermitian=True)
        mean = total.sum(axis=1, keepdims=True)
        value = inverse @ (w * (total - share * mean)).sum(axis=0)
        left = total - n * value
        score = w * (left - share * left.sum(axis=1, keepdims=True))
        by_customer = np.zeros((len(weight), n.shape[1]))
        np.add.at(by_customer, customer, score)
        return cls(value, by_customer @ inverse, normal @ inverse)

    def after_less_before(self, stretch: int) -> tuple[float, float] | None:
        """Return scores after less those as long before, and the error of that.

        None where no customer's answers tie the two together.
        """
        contrast = np.zeros(len(self.value))
        contrast[[stretch + len(contrast) // 2, stretch]] = 1.0, -1.0
        if np.abs(contrast @ self.tied - contrast).max() > NOT_TIED:
            return None
        moved, n = self.influence @ contrast, len(self.influence)
        error = sqrt(n / (n - 1) * float(moved @ moved)) if n > 1 else 0.0
        return float(contrast @ self.value), error


def pairs_of(experiences: Integers, answers: Integers) -> tuple[Integers, Integers]:
    """Return every pair of an experience and an answer of the same customer.

    >>> who = pairs_of(np.array([7, 8]), np.array([8, 7, 7]))
    >>> [place.tolist() for place in who]
    [[0, 0, 1], [1, 2, 0]]
    """
    order = np.argsort(answers, kind="stable")
    first = np.searchsorted(answers[order], experiences, side="left")
    n = np.searchsorted(answers[order], experiences, side="right") - first
    experience = np.repeat(np.arange(len(experiences)), n)
    begun = np.repeat(np.cumsum(n) - n, n)
    within = np.arange(len(experience)) - begun
    return experience, order[np.repeat(first, n) + within]
