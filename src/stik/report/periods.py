"""How a period is written: a year, a quarter, a month, a week, or days."""

import re
from datetime import UTC, date, datetime, timedelta

from stik.report.words import Words

RANGE = " \N{EN DASH} "
"""Stands between the first and the last part of a period."""

_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
_DAY = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-\d\d$")
_QUARTER = re.compile(r"^(\d{4})-Q([1-4])$")
_WEEK = re.compile(r"^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$")
_DAYS = re.compile(r"^(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)$")


def period_name(words: Words, label: str) -> str:
    """Return a period's label, or a range of two, as people read it.

    2024-05 becomes May 2024, 2024-Q2 Q2 2024, a week the day it begins on.
    """
    return RANGE.join(_moment(words, each) for each in label.split(RANGE))


def days_name(words: Words, text: str) -> str:
    """Return days written `2024-01-01 to 2024-12-31` as the period they make: 2024.

    A text of another kind stays as it is.
    """
    return period_name(words, days_label(text))


def days_label(text: str) -> str:
    """Return the label of the period that days so written make; else the text."""
    ends = _DAYS.match(text)
    if not ends:
        return text
    first, last = (date.fromisoformat(each) for each in ends.groups())
    return _label(first, last)


def _label(first: date, last: date) -> str:
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return f"{first}{RANGE}{last}"
    if first.month == 1 and after.month == 1:
        return _range(f"{first:%Y}", f"{last:%Y}")
    return _range(f"{first:%Y-%m}", f"{last:%Y-%m}")


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}{RANGE}{last}"


def _moment(words: Words, label: str) -> str:
    for pattern, format_, write in (
        (_MONTH, "%Y-%m", words.short_month),
        (_DAY, "%Y-%m-%d", words.short_day),
    ):
        if pattern.match(label):
            return write(datetime.strptime(label, format_).replace(tzinfo=UTC).date())
    quarter, week = _QUARTER.match(label), _WEEK.match(label)
    if quarter:
        year, number = (int(part) for part in quarter.groups())
        return words.quarter(date(year, 3 * number, 1))
    if week:
        year, number = (int(part) for part in week.groups())
        return words.short_day(date.fromisocalendar(year, number, 1))
    return label
