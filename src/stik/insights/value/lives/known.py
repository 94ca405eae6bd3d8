"""Lives: who left and after how many months, read from what is said of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from stik.insights.value.lives.lifetimes import Lifetimes
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.period import DAYS_A_MONTH, Period

NO_MONTHS = (
    "how long customers stayed is not known: name a trait with the months (months), or "
    "those with the days they came and left (joined_on, left_on)"
)
NO_DAYS = (
    "the days customers left are not known: name the trait that holds them (left_on)"
)
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Stays:
    """The lifetimes of the customers of whom they are known, and who these are.

    `kept` has one entry per customer of the `Lives` they are of; `n_before` of those
    left out had left before they could be looked at.
    """

    lifetimes: Lifetimes
    kept: Booleans
    n_before: int = 0


@dataclass(frozen=True)
class Lives:
    """One entry per customer of whom it is known whether they have left.

    Days count from 1970 and are NaN where they are not known; `months` is how long
    somebody stayed where a trait says it, else null. `until` is the last day anything
    is known of anybody, `began` the first one that is looked at (null: all). `said`
    holds what is known of each customer, by trait.
    """

    who: Integers
    has_left: Booleans
    joined: Floats
    left: Floats
    months: Floats | None
    until: float
    began: float | None
    said: Mapping[str, pa.ChunkedArray]
    n_unknown: int = 0

    @property
    def n(self) -> int:
        """Return the number of customers."""
        return len(self.who)

    @property
    def n_left(self) -> int:
        """Return how many of them have left."""
        return int(self.has_left.sum())

    @property
    def has_days(self) -> bool:
        """Return whether the day is known on which somebody left."""
        return bool(np.isfinite(self.left).any())

    @property
    def unknown(self) -> str | None:
        """Return why nobody knows how long customers stayed, or None."""
        if self.months is not None or np.isfinite(self.joined).any():
            return None
        return NO_MONTHS

    @property
    def stayed(self) -> Floats:
        """Return how many months each stayed so far, NaN where it is not known."""
        if self.months is not None:
            return self.months
        months: Floats = (self._end() - self.joined) / DAYS_A_MONTH
        return months

    def stays(self, *, seen_from: Floats | None = None) -> Stays:
        """Return how long customers stayed, counted from the day they came.

        `seen_from` is the day each is looked at from, where that is later; customers
        of whom it is NaN are left out.
        """
        if self.months is not None:
            kept = np.isfinite(self.months) & (self.months >= 0)
            if seen_from is not None:
                kept &= np.isfinite(seen_from)
            return Stays(Lifetimes(self.months[kept], self.has_left[kept]), kept)
        end = self._end()
        begin = self.joined if self.began is None else np.fmax(self.joined, self.began)
        begin = begin if seen_from is None else np.maximum(begin, seen_from)
        kept = np.isfinite(self.joined) & (end >= begin) & (end >= self.joined)
        if self.began is None and seen_from is None:
            entered = None
        else:
            kept &= end > begin
            entered = (begin - self.joined)[kept] / DAYS_A_MONTH
        stayed = (end - self.joined)[kept] / DAYS_A_MONTH
        before = np.isfinite(begin) & (end <= begin) & ~kept
        return Stays(
            Lifetimes(stayed, self.has_left[kept], entered), kept, int(before.sum())
        )

    def stays_since(self, day: Floats) -> Stays:
        """Return how long customers stayed from a day on, NaN for who has none."""
        end = self._end()
        kept = np.isfinite(day) & (end > day)
        before = np.isfinite(day) & (end <= day)
        stayed = (end - day)[kept] / DAYS_A_MONTH
        return Stays(Lifetimes(stayed, self.has_left[kept]), kept, int(before.sum()))

    def only(self, chosen: Booleans) -> "Lives":
        """Return the lives of the chosen customers."""
        return replace(
            self,
            who=self.who[chosen],
            has_left=self.has_left[chosen],
            joined=self.joined[chosen],
            left=self.left[chosen],
            months=None if self.months is None else self.months[chosen],
            said={name: texts.filter(chosen) for name, texts in self.said.items()},
        )

    def _end(self) -> Floats:
        """Return the day each left, or was last seen; NaN where they left unseen."""
        return np.where(self.has_left, self.left, self.until)


def last_day(days: Sequence[Floats], *, not_after: date, period: Period) -> float:
    """Return the last of the days, none later than `not_after` or past the period."""
    latest = not_after.toordinal() - EPOCH
    known = np.concatenate([*days, np.array([np.nan])])
    known = known[np.isfinite(known) & (known <= latest)]
    last = float(known.max()) if len(known) else float(latest)
    if period.end_date is None:
        return last
    return min(last, float(period.end_date.toordinal() - 1 - EPOCH))
