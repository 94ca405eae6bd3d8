"""Until when answers are in: what is still running, and its days a period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stik.insights.focus import Focus, Listed
from stik.terms.period import PRECISIONS, Period, period_after, period_begin

_DAY = timedelta(days=1)
_EARLIEST_ZONE = timedelta(hours=14)
"""How far the day has gone on where it begins first (UTC+14)."""


def whole_until(focused: Focus, *, stored_at: datetime) -> date:
    """Return the first day of which not all answers are in.

    That is the day after the last answer (`answered_until`), or after the end that the
    inquiry names, for whoever names it says that no more will come; the day they were
    stored where that is earlier.
    """
    named = focused.inquiry.period.end_date
    end = named or answered_until(focused, stored_at=stored_at)
    return min(stored_at.date(), end or date.max)


def answered_until(focused: Focus, *, stored_at: datetime) -> date | None:
    """Return the day after the last answer, of whatever group; None without a date.

    Never later than the day after they were stored, wherever that was. A date known to
    the month or year stands for all its days.
    """
    days = [_day_after(each) for each in focused.listed if each.last_date is not None]
    stored_on = (stored_at + _EARLIEST_ZONE).date()
    return min(max(days), stored_on + _DAY) if days else None


def _day_after(entry: Listed) -> date:
    """Return the first day after the last that an entry's dates may stand for."""
    last = entry.last_date or date.min
    grain = entry.precision if entry.precision in ("year", "month") else "day"
    return period_after(period_begin(last, grain=grain), grain=grain)


@dataclass(frozen=True)
class Part:
    """A period of which only some days are there or asked for, and what it is beside.

    `days` are those of `whole`; `before` are as many of the period it is compared with.
    """

    label: str
    whole: Period
    days: Period
    label_before: str
    before: Period

    @property
    def is_cut(self) -> bool:
        """Return whether it lacks days."""
        return self.days != self.whole

    @property
    def is_to_the_end(self) -> bool:
        """Return whether its last day is there."""
        return self.days.end_date == self.whole.end_date

    @property
    def said(self) -> str:
        """Return in words which days are compared with which."""
        first, last = self.days.first_date, str(self.days).rpartition(" ")[2]
        runs = f"runs to {last}"
        if first != self.whole.first_date:
            runs = f"begins on {first}"
            runs += "" if self.is_to_the_end else f" and runs to {last}"
        is_year_before = self.before == self.days.year_before()
        which = "the same days" if is_year_before else "as many days"
        if self.label == str(self.whole):
            beside = f"{which} before, {self.before}"
        else:
            beside = f"{which} of {self.label_before} ({self.before})"
        return f"{self.label} {runs}: compared with {beside}"

    def told(self) -> dict[str, str]:
        """Return it as plain values."""
        days, before = str(self.days), str(self.before)
        return {"period": self.label, "days": days, "compared_with": before}


def same_days(days: Period, *, of: Period, within: Period) -> Period:
    """Return the days of an earlier period that match some days of a later one.

    A year earlier they are the same dates. Else they lie as far from the beginning,
    moved back where as many would not fit; `of` and `within` are the whole periods.

    Examples
    --------
    The first two weeks of March against February, and its last three days.

    >>> march = Period(date(2025, 3, 1), date(2025, 4, 1))
    >>> february = Period(date(2025, 2, 1), date(2025, 3, 1))
    >>> first = Period(date(2025, 3, 1), date(2025, 3, 15))
    >>> print(same_days(first, of=march, within=february))
    2025-02-01 to 2025-02-14
    >>> last = Period(date(2025, 3, 29), date(2025, 4, 1))
    >>> print(same_days(last, of=march, within=february))
    2025-02-26 to 2025-02-28
    """
    if days == of:
        return within
    if within == of.year_before():
        return days.year_before()
    first, end = _ends(days)
    begun, (first_before, end_before) = _ends(of)[0], _ends(within)
    room = (end_before - first_before) - (end - first)
    first_before += max(timedelta(0), min(first - begun, room))
    return Period(first_before, min(first_before + (end - first), end_before))


def _ends(period: Period) -> tuple[date, date]:
    return period.first_date or date.min, period.end_date or date.max


def both_in(one: Period, other: Period) -> Period | None:
    """Return the days that lie in both periods, None where there are none."""
    firsts = [each for each in (one.first_date, other.first_date) if each is not None]
    ends = [each for each in (one.end_date, other.end_date) if each is not None]
    both = Period(max(firsts, default=None), min(ends, default=None))
    return None if both.is_backwards else both


def too_coarse(days: Period, listed: Sequence[Listed]) -> str | None:
    """Return why the answers of some days cannot be told: dates too coarse for them.

    None where every date that may be one of the days is known finely enough.
    """
    for precision in PRECISIONS:
        touching = days.touching(precision=precision)
        if touching == days.inside(precision=precision):
            continue
        first, end = _ends(touching)
        for each in listed:
            dates = (each.first_date or date.max, each.last_date or date.min)
            if each.precision == precision and dates[0] < end and dates[1] >= first:
                return f"no date: known to the {precision} only, too coarse for {days}"
    return None
