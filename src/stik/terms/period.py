"""Periods of time: how a day belongs to one, how it is written, what came before."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from stik.errors import QuestionError

GRAINS = ("year", "quarter", "month", "week", "day")
"""What a question may be grouped by in time, from coarse to fine."""

PRECISIONS = ("year", "month", "day", "second")
"""How finely a date can be known, where it is known at all."""

FINE_ENOUGH = {
    "year": ("year", "month", "day", "second"),
    "quarter": ("month", "day", "second"),
    "month": ("month", "day", "second"),
    "week": ("day", "second"),
    "day": ("day", "second"),
}
"""Which precisions of a date can answer a question by each grain."""

DAYS_A_MONTH = 365.2425 / 12
"""How long a month is on average, where a stretch of time is told in months."""

_DAY = timedelta(days=1)
_YEARS = range(1000, 9999)  # so that there is a year before and one after
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_NAMED = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


@dataclass(frozen=True)
class Period:
    """Days from `first_date` up to, not including, `end_date`; None is open."""

    first_date: date | None = None
    end_date: date | None = None

    @classmethod
    def named(cls, *, first: str | None, last: str | None) -> "Period":
        """Return the days from the first to the last named year, month or day.

        Both are included whole: first `2016`, last `2017-05` is 17 months.
        """
        period = cls(
            first_date=None if first is None else named_days(first).first_date,
            end_date=None if last is None else named_days(last).end_date,
        )
        if period.is_backwards:
            raise QuestionError(
                f"the period ends ({last}) before it begins ({first}); swap them."
            )
        return period

    @property
    def is_backwards(self) -> bool:
        """Return whether it ends before it begins."""
        if self.first_date is None or self.end_date is None:
            return False
        return self.first_date >= self.end_date

    @property
    def is_open(self) -> bool:
        """Return whether it has no end on either side."""
        return self.first_date is None and self.end_date is None

    @property
    def is_of_whole_months(self) -> bool:
        """Return whether each of its ends is open or the border of two months."""
        return all(
            end is None or end.day == 1 for end in (self.first_date, self.end_date)
        )

    @property
    def is_of_whole_weeks(self) -> bool:
        """Return whether each of its ends is open or a Monday."""
        ends = (self.first_date, self.end_date)
        return all(end is None or end.weekday() == 0 for end in ends)

    def inside(self, *, precision: str) -> "Period":
        """Return the days that a date of this precision lies surely inside by.

        A date known to the year stands for all its days: 2016 lies inside 2015-07 to
        2017-06; no year lies inside 2016-03 to 2016-08.
        """
        return Period(
            first_date=_begin_from(self.first_date, grain=precision),
            end_date=_begin_of(self.end_date, grain=precision),
        )

    def touching(self, *, precision: str) -> "Period":
        """Return the days that a date of this precision lies perhaps inside by."""
        return Period(
            first_date=_begin_of(self.first_date, grain=precision),
            end_date=_begin_from(self.end_date, grain=precision),
        )

    def year_before(self) -> "Period":
        """Return the same days a year earlier; whole months stay whole months."""
        first, end = self.first_date, self.end_date
        if end is not None and end.day != 1:
            last = _months_on(end - _DAY, -12)
            return Period(first and _months_on(first, -12), last + _DAY)
        return Period(first and _months_on(first, -12), end and _months_on(end, -12))

    def before(self) -> "Period":
        """Return the period of the same length just before this one."""
        if self.first_date is None or self.end_date is None:
            raise QuestionError("name a first and a last day to compare with before.")
        months = _whole_months(self.first_date, self.end_date)
        try:
            if months is not None:
                begun = _months_on(self.first_date, -months)
            else:
                begun = self.first_date - (self.end_date - self.first_date)
        except (ValueError, OverflowError) as error:
            raise QuestionError(
                f"{self} is too long to have one before; name a shorter period."
            ) from error
        return Period(begun, self.first_date)

    def __str__(self) -> str:
        """Return it in words, with its last day."""
        if self.is_open:
            return "all time"
        first = "the beginning" if self.first_date is None else str(self.first_date)
        if self.end_date is None:
            return f"{first} on"
        return f"{first} to {self.end_date - _DAY}"


def named_days(name: str) -> Period:
    """Return the days of a year, month or day such as 2017, 2017-05, 2017-05-31."""
    year, month, day = _numbers(name)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise QuestionError(
            f"'{name}' is no date; write a year, month or day: 2017, 2017-05 or "
            "2017-05-31."
        ) from error
    if month is None:
        return Period(first, date(first.year + 1, 1, 1))
    if day is None:
        return Period(first, _months_on(first, 1))
    return Period(first, first + _DAY)


def _numbers(name: str) -> tuple[int, int | None, int | None]:
    match = _NAMED.match(name.strip())
    if match is None or int(match[1]) not in _YEARS:
        return 0, None, None  # no calendar has a year 0: told as no date
    year, *rest = match.groups()
    month, day = (None if part is None else int(part) for part in rest)
    return int(year), month, day


def year_until(last: date) -> Period:
    """Return the twelve months that end with the month of a day.

    >>> print(year_until(date(2026, 5, 20)))
    2025-06-01 to 2026-05-31
    """
    end = _months_on(last.replace(day=1), 1)
    return Period(_months_on(end, -12), end)


def period_label(first_date: date, *, grain: str) -> str:
    """Return how the period that begins on `first_date` is written."""
    if grain == "year":
        return f"{first_date.year}"
    if grain == "quarter":
        return f"{first_date.year}-Q{(first_date.month + 2) // 3}"
    if grain == "month":
        return f"{first_date:%Y-%m}"
    if grain == "week":
        year, week, _ = first_date.isocalendar()
        return f"{year}-W{week:02d}"
    return first_date.isoformat()


def periods_through(first: date, last: date, *, grain: str) -> list[str]:
    """Return how each period from the one of `first` to that of `last` is written."""
    begun, labels = _begin(last, grain=grain), []
    while begun >= _begin(first, grain=grain):
        labels.append(period_label(begun, grain=grain))
        begun = period_before(begun, grain=grain)
    return labels[::-1]


def _begin(day: date, *, grain: str) -> date:
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "day":
        return day
    months = _MONTHS[grain]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def period_begin(day: date, *, grain: str) -> date:
    """Return the first day of the period that a day belongs to."""
    if grain in _MONTHS:
        month = day.month - 1
        return date(day.year, month - month % _MONTHS[grain] + 1, 1)
    return day - timedelta(days=day.weekday()) if grain == "week" else day


def period_before(first_date: date, *, grain: str) -> date:
    """Return the first day of the period just before."""
    if grain in _MONTHS:
        return _months_on(first_date, -_MONTHS[grain])
    return first_date - timedelta(days=7 if grain == "week" else 1)


def period_after(first_date: date, *, grain: str) -> date:
    """Return the first day of the period just after."""
    if grain in _MONTHS:
        return _months_on(first_date, _MONTHS[grain])
    return first_date + timedelta(days=7 if grain == "week" else 1)


def period_year_before(first_date: date, *, grain: str) -> date:
    """Return the first day of the same period a year before (52 weeks for a week)."""
    if grain == "week":
        return first_date - timedelta(weeks=52)
    return _months_on(first_date, -12)


def _begin_of(day: date | None, *, grain: str) -> date | None:
    """Return the first day of the year, month or day (also for `second`) of a day."""
    return None if day is None else period_begin(day, grain=grain)


def _begin_from(day: date | None, *, grain: str) -> date | None:
    """Return the first day of the year, month or day that begins on or after a day."""
    begun = _begin_of(day, grain=grain)
    return begun if begun == day or begun is None else _months_on(begun, _MONTHS[grain])


def _months_on(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _whole_months(first: date, end: date) -> int | None:
    if first.day != 1 or end.day != 1:
        return None
    return (end.year - first.year) * 12 + end.month - first.month
