"""Kano: what customers take for granted, what they want more of, what delights them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

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


@dataclass(frozen=True)
class Feature:
    """What a feature is to the customers who answered both of its questions.

    `need` is the most frequent one; None exactly when `unknown` says why, such as that
    two are not told apart. `p` is that of "the first two are as frequent". `better` is
    how far having it pleases (0 to 1), `worse` how far lacking it displeases (-1 to 0),
    among those to whom it is none of R and Q.
    """

    counts: Mapping[Need, int]
    n: int
    need: Need | None
    p: float | None
    better: Estimate
    worse: Estimate
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
    return kano_counted(Counter(answers))


def kano_counted(answers: Mapping[tuple[int, int], int]) -> Feature:
    """Return what a feature is, from how many gave each pair of answers; see `kano`."""
    counts = dict.fromkeys(Need, 0)
    for (having, lacking), n_given in answers.items():
        counts[need(having, lacking)] += n_given
    n = sum(counts.values())
    (first, most), (second, next_most) = sorted(
        counts.items(), key=lambda item: -item[1]
    )[:2]
    p = _p_alike(most, next_most)
    reason = _unknown(n, p, names=(first, second))
    pleased = counts[Need.DELIGHT] + counts[Need.PERFORMANCE]
    missed = counts[Need.MUST_BE] + counts[Need.PERFORMANCE]
    told = pleased + counts[Need.MUST_BE] + counts[Need.INDIFFERENT]
    return Feature(
        counts,
        n,
        None if reason else first,
        p if n >= N_UNKNOWN else None,
        _share(pleased, told),
        _negative(_share(missed, told)),
        reason,
    )


def _p_alike(most: int, next_most: int) -> float:
    together = most + next_most
    return p_two_sided((most - next_most) / sqrt(together)) if together else 1.0


def _unknown(n: int, p: float, *, names: tuple[Need, Need]) -> str | None:
    if n < N_TOO_FEW:
        return f"n = {n}, needs {N_TOO_FEW}"
    if p >= 0.05:
        return f"{names[0].value} and {names[1].value} are not told apart (p = {p:.2f})"
    return None


def _share(part: int, n: int) -> Estimate:
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
    low, high = wilson(part / n, n=n)
    return Estimate(part / n, min(low, part / n), max(high, part / n), n)


def _negative(share: Estimate) -> Estimate:
    if share.value is None or share.low is None or share.high is None:
        return share
    return Estimate(0 - share.value, 0 - share.high, 0 - share.low, share.n)
