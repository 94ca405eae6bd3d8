"""Followed: what customers brought after their first answer, and who stayed."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from stik.insights.reading import Reading
from stik.insights.value.buying.bought import Bought
from stik.insights.value.lives.experience import (
    Experience,
    aligned,
    answers_of_all,
    inquiry_of,
    question_called,
)
from stik.insights.value.lives.known import NO_DAYS, Lives
from stik.insights.value.worth.ratios import Part
from stik.rollups.lives import first_answers
from stik.rollups.purchases import bought_around, purchases
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.estimate import N_TOO_FEW
from stik.terms.period import DAYS_A_MONTH, Period


@dataclass(frozen=True)
class Followed:
    """One entry per customer who answered: their answer, and what came of them.

    `later` and `earlier` are what they paid in so many months after and before it, NaN
    where these were not seen whole; `n_later` on how many days. `stayed` is 1 where
    they were still there then, 0 where not, NaN where not seen. The reasons say why
    nobody's is known.
    """

    who: Integers
    answer: Experience
    later: Floats
    earlier: Floats
    n_later: Floats
    stayed: Floats
    no_amounts: str | None
    no_stays: str | None

    @property
    def has_earlier(self) -> bool:
        """Return whether what was paid before is known of half of them, and of 30."""
        seen = np.isfinite(self.later)
        both = int((seen & np.isfinite(self.earlier)).sum())
        return both >= max(N_TOO_FEW, int(seen.sum()) / 2)

    @property
    def returned(self) -> Part | None:
        """Return who bought again, of those with the best answer."""
        return _part(self.later > 0, self.answer.is_best & np.isfinite(self.later))

    @property
    def left_after_bad(self) -> Part | None:
        """Return who left, of those with a bad answer."""
        return _part(self.stayed == 0, self.answer.is_bad & np.isfinite(self.stayed))

    @property
    def found_best(self) -> Part | None:
        """Return who gave the best answer, of all who answered."""
        return _part(self.answer.is_best, self.answer.answered)

    def paid_a_day(self, chosen: Booleans) -> Floats:
        """Return what each chosen customer paid on a day of purchases, later on."""
        some = chosen & (self.n_later > 0) & np.isfinite(self.later)
        paid: Floats = self.later[some] / self.n_later[some]
        return paid


@dataclass(frozen=True)
class Following:
    """Whom to follow, over how many months: those in `among`, or everybody (None)."""

    question: str
    period: Period
    months: float
    among: Integers | None = None


class _Seen(NamedTuple):
    """The customers who are followed, their answer, and for how many days."""

    who: Integers
    answer: Experience
    days: int


class Paid(NamedTuple):
    """What was paid, at which touchpoint; null: anywhere."""

    bought: Bought
    touchpoint: str | None


def followed(
    following: Following, reading: Reading, *, paid: Paid, lives: Lives | None
) -> Followed:
    """Return what became of the customers after their first answer in a period."""
    question = question_called(following.question, reading)
    who, answer = answers_of_all(question, reading, period=following.period)
    is_chosen = who > 0  # whoever is not named cannot be followed
    if following.among is not None:
        is_chosen &= np.isin(who, following.among)
    days = round(following.months * DAYS_A_MONTH)
    seen = _Seen(who[is_chosen], answer.only(is_chosen), days)
    no_amounts, no_stays = _no_amounts(seen, paid), _no_stays(seen, lives)
    nobody = np.full(len(seen.who), np.nan)
    later = earlier = n_later = stayed = nobody
    if no_amounts is None:
        period = following.period
        later, earlier, n_later = _paid(seen, reading, paid=paid, period=period)
    if no_stays is None and lives is not None:
        stayed = _stayed(seen, lives)
    return Followed(
        seen.who, seen.answer, later, earlier, n_later, stayed, no_amounts, no_stays
    )


def _no_amounts(seen: _Seen, paid: Paid) -> str | None:
    if paid.bought.unknown is None and not seen.answer.has_days:
        return "the answers have no day, so that nothing is known to come after"
    return paid.bought.unknown


def _no_stays(seen: _Seen, lives: Lives | None) -> str | None:
    if lives is None:
        return "nothing says who has left (lifetime in programme.yaml)"
    if not lives.has_days:
        return NO_DAYS
    if not seen.answer.has_days:
        return "the answers have no day, so that nobody knows who left after"
    return None


def _paid(
    seen: _Seen, reading: Reading, *, paid: Paid, period: Period
) -> tuple[Floats, Floats, Floats]:
    """Return what each paid after and before the answer, and on how many days after.

    NaN where the days were not seen whole.
    """
    who, answer, days = seen
    answers = first_answers(inquiry_of(answer.question, period))
    bought = purchases(touchpoint=paid.touchpoint, currency=paid.bought.currency)
    rows = reading.run(bought_around(answers, bought, days=days))
    known = rows["who"].to_numpy()
    later, earlier, n_later = (
        np.nan_to_num(aligned(who, known, rows[name].to_numpy().astype(np.float64)))
        for name in ("later", "earlier", "n_later")
    )
    is_after = answer.day + days <= paid.bought.until
    is_before = answer.day - days >= paid.bought.began
    return (
        np.where(is_after, later, np.nan),
        np.where(is_before, earlier, np.nan),
        n_later,
    )


def _stayed(seen: _Seen, lives: Lives) -> Floats:
    """Return 1 for who was still there so many days on, 0 for who had left.

    NaN for who had left before the answer, and where the days were not seen whole.
    """
    who, answer, days = seen
    left = aligned(who, lives.who, np.where(lives.has_left, lives.left, np.inf))
    is_seen = (left > answer.day) & (answer.day + days <= lives.until)
    return np.where(is_seen, np.where(left <= answer.day + days, 0.0, 1.0), np.nan)


def _part(did: Booleans, of: Booleans) -> Part | None:
    n = int(of.sum())
    return Part(int((did & of).sum()), n) if n else None
