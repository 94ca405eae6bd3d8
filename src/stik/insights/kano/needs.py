"""Kano: what customers take for granted, what they want more of, what delights them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from stik.errors import QuestionError
from stik.metrics.intervals import p_two_sided, wilson
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN, Estimate


class Need(StrEnum):
    """What a feature is to a customer, by Kano's letters."""

    MUST_BE = "M"
    PERFORMANCE = "O"
    DELIGHT = "A"
    INDIFFERENT = "I"
    REVERSE = "R"
    QUESTIONABLE = "Q"

    @property
    def word(self) -> str:
        """Return its name as a word, such as `must_be`."""
        return self.name.lower()


TABLE = (
    "QAAAO",
    "RIIIM",
    "RIIIM",
    "RIIIM",
    "RRRRQ",
)
"""Rows: how it is to have the feature; columns: how it is not to have it.

Each from 1 to 5: I like it, it must be so, I do not mind, I can live with it, I dislike
it. Source: Berger et al. (1993), Center for Quality of Management Journal 2(4).
"""


class Given(NamedTuple):
    """How many customers answered so, and what they weigh: Σw and Σw²."""

    n: int = 0
    weight: float = 0.0
    weight_square: float = 0.0

    @classmethod
    def unweighted(cls, n: int) -> "Given":
        """Return customers who weigh 1 each."""
        return cls(n, n, n)

    def and_so(self, other: "Given") -> "Given":
        """Return these customers and those."""
        return Given(
            self.n + other.n,
            self.weight + other.weight,
            self.weight_square + other.weight_square,
        )

    @property
    def n_effective(self) -> float:
        """Return how many customers of weight 1 they are worth (Kish)."""
        return self.weight**2 / self.weight_square if self.weight_square else 0.0


@dataclass(frozen=True)
class Feature:
    """What a feature is to the customers who answered both of its questions.

    `need` is the most frequent one; None exactly when `unknown` says why, such as that
    two are not told apart. `p` is that of "the first two are as frequent". `better` is
    how far having it pleases (0 to 1), `worse` how far lacking it displeases (-1 to 0),
    among those to whom it is none of R and Q. `shares` are the needs' by weight, and
    `n_effective` is how many unweighted customers the `n` are worth.
    """

    counts: Mapping[Need, int]
    n: int
    need: Need | None
    p: float | None
    better: Estimate
    worse: Estimate
    shares: Mapping[Need, float]
    n_effective: float
    unknown: str | None = None


def need(having: int, lacking: int) -> Need:
    """Return what a feature is to who answers so, each from 1 (like) to 5 (dislike).

    >>> need(1, 5), need(3, 5), need(1, 3)
    (<Need.PERFORMANCE: 'O'>, <Need.MUST_BE: 'M'>, <Need.DELIGHT: 'A'>)

    Raises
    ------
    QuestionError
        On an answer that is not 1 to 5.
    """
    if not (1 <= having <= 5 and 1 <= lacking <= 5):
        raise QuestionError(
            f"Kano answers go from 1 to 5, not ({having}, {lacking}); "
            "correct the scale in the mapping."
        )
    return Need(TABLE[having - 1][lacking - 1])


def kano(answers: Iterable[tuple[int, int]]) -> Feature:
    """Return what a feature is, from each customer's answers about having and lacking.

    The most frequent need is told only from 30 answers on, and when it is more
    frequent than the next beyond chance (score test of two shares of one sample). Many
    questionable answers mean that the question was not understood.

    Source of better and worse: Berger et al. (1993), as above, with Wilson's interval.

    Examples
    --------
    >>> wifi = kano([(1, 3)] * 24 + [(1, 5)] * 10 + [(3, 3)] * 6)
    >>> wifi.need, wifi.better.value, wifi.worse.value
    (<Need.DELIGHT: 'A'>, 0.85, -0.25)
    """
    counted = Counter(answers)
    return kano_counted({pair: Given.unweighted(n) for pair, n in counted.items()})


def kano_counted(answers: Mapping[tuple[int, int], Given]) -> Feature:
    """Return what a feature is, from who gave each pair of answers; see `kano`.

    Where they weigh differently, shares are of weight, and certainty is that of as many
    customers as they are worth.
    """
    given = dict.fromkeys(Need, Given())
    for pair, customers in answers.items():
        given[need(*pair)] = given[need(*pair)].and_so(customers)
    every = _together(given, *Need)
    shares = {each: _part(some.weight, every) for each, some in given.items()}
    first, second = sorted(shares, key=lambda each: -shares[each])[:2]
    p = _p_alike(shares[first], shares[second], n=every.n_effective)
    reason = _unknown(every.n, p, names=(first, second))
    pleased = _together(given, Need.DELIGHT, Need.PERFORMANCE)
    missed = _together(given, Need.MUST_BE, Need.PERFORMANCE)
    told = _together(
        given, Need.DELIGHT, Need.PERFORMANCE, Need.MUST_BE, Need.INDIFFERENT
    )
    return Feature(
        {each: some.n for each, some in given.items()},
        every.n,
        None if reason else first,
        p if every.n >= N_UNKNOWN else None,
        _share(pleased, told),
        _negative(_share(missed, told)),
        shares,
        every.n_effective,
        reason,
    )


def _together(given: Mapping[Need, Given], *needs: Need) -> Given:
    customers = Given()
    for each in needs:
        customers = customers.and_so(given[each])
    return customers


def _part(weight: float, of: Given) -> float:
    return weight / of.weight if of.weight else 0.0


def _p_alike(most: float, next_most: float, *, n: float) -> float:
    together = most + next_most
    if not together:
        return 1.0
    return p_two_sided((most - next_most) * sqrt(n / together))


def _unknown(n: int, p: float, *, names: tuple[Need, Need]) -> str | None:
    if n < N_TOO_FEW:
        return f"n = {n}, needs {N_TOO_FEW}"
    if p >= 0.05:
        return f"{names[0].value} and {names[1].value} are not told apart (p = {p:.2f})"
    return None


def _share(some: Given, of: Given) -> Estimate:
    if of.n < N_UNKNOWN:
        return Estimate.missing(n=of.n, reason=f"n = {of.n}, needs {N_UNKNOWN}")
    share = _part(some.weight, of)
    low, high = wilson(share, n=of.n_effective)
    return Estimate(share, min(low, share), max(high, share), of.n)


def _negative(share: Estimate) -> Estimate:
    if share.value is None or share.low is None or share.high is None:
        return share
    return Estimate(0 - share.value, 0 - share.high, 0 - share.low, share.n)
