"""Which way of writing dates a column follows, and how finely it tells them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

_TRIED = 300
_MOST_PARSE = 0.95
_EARLIEST, _LATEST = 1900, 2100
_DAYS = (
    *("%d.%m.%Y", "%d.%m.%Y.", "%d. %m. %Y", "%d. %m. %Y.", "%d.%m.%y"),
    *("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%Y/%m/%d", "%Y.%m.%d"),
    *("%d-%m-%Y", "%m-%d-%Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y"),
    *("%b %d, %Y", "%B %d, %Y", "%Y%m%d"),
)
_TIMES = (
    *(" %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %I:%M:%S%p"),
    *(", %H:%M", ", %H:%M:%S", " %H.%M", "T%H:%M:%S"),
)
_MONTHS = ("%m_%Y", "%m/%Y", "%m.%Y", "%Y/%m", "%b %Y", "%B %Y", "%b-%y", "%Y_%m")
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")


_ZONE = re.compile(r" (?:GMT|UTC|[A-Z]{3,4})(?:[+-]\d{1,2}(?::?\d\d)?)?$")
"""A zone behind the time; it is kept as it stands, the mapping names the zone."""


@dataclass(frozen=True)
class DateWriting:
    """A way of writing dates; `format` is None for ISO 8601.

    `doubt` says what the sample cannot tell, such as day before month.
    """

    format: str | None
    precision: str
    doubt: str = ""


def date_writing(counts: Mapping[str, int]) -> DateWriting | None:
    """Return how texts, counted, write dates; None where they are none."""
    texts = _sample(counts)
    if not texts or not _may_be_dates(texts[0]):
        return None
    if _parsed_share(texts, None) >= _MOST_PARSE:
        return DateWriting(None, _iso_precision(texts))
    for month in _MONTHS:
        if _parsed_share(texts, month) >= _MOST_PARSE:
            return DateWriting(month, "month")
    zone = _ZONE.search(texts[0])
    suffix = zone.group().replace("%", "%%") if zone else ""
    fitting = [
        day + clock + suffix
        for day in _DAYS
        for clock in ("", *_TIMES)
        if _parse(texts[0], day + clock + suffix)
        and _parsed_share(texts, day + clock + suffix) >= _MOST_PARSE
    ]
    return _best(fitting, texts) if fitting else None


def clock_writing(counts: Mapping[str, int]) -> str | None:
    """Return how texts, counted, write times of day; None where they are none."""
    texts = _sample(counts)
    for clock in _CLOCKS:
        if texts and _parsed_share(texts, clock) >= _MOST_PARSE:
            return clock
    return None


def _sample(counts: Mapping[str, int]) -> list[str]:
    by_frequency = sorted(counts, key=lambda text: -counts[text])
    return by_frequency[:_TRIED]


def _may_be_dates(text: str) -> bool:
    digits = sum(mark.isdigit() for mark in text)
    return digits >= 3 and 6 <= len(text) <= 40


def _best(fitting: list[str], texts: list[str]) -> DateWriting:
    chosen = max(fitting, key=lambda written: _parsed_share(texts, written))
    swapped = [other for other in fitting if sorted(other) == sorted(chosen)]
    doubt = ""
    if len(swapped) > 1:
        doubt = "whether day or month stands first cannot be told: check it"
    elif _ZONE.search(chosen):
        doubt = "set 'time_zone' to the zone that stands behind the time"
    has_time = any(parsed.time() != time() for parsed in _instants(texts, chosen))
    return DateWriting(chosen, "second" if has_time else "day", doubt)


def _iso_precision(texts: list[str]) -> str:
    if all(len(text) == 7 for text in texts):
        return "month"
    has_time = any(parsed.time() != time() for parsed in _instants(texts, None))
    return "second" if has_time else "day"


def _parsed_share(texts: list[str], written: str | None) -> float:
    first = texts[:5]
    if sum(_parse(text, written) is not None for text in first) < len(first) - 1:
        return 0.0
    return sum(_parse(text, written) is not None for text in texts) / len(texts)


def _instants(texts: Iterable[str], written: str | None) -> list[datetime]:
    return [parsed for text in texts if (parsed := _parse(text, written))]


def _parse(text: str, written: str | None) -> datetime | None:
    try:
        parsed = _iso(text) if written is None else _written(text, written)
    except ValueError:
        return None
    is_clock = written in _CLOCKS
    return parsed if is_clock or _EARLIEST <= parsed.year <= _LATEST else None


def _iso(text: str) -> datetime:
    """Read ISO 8601 with dashes; eight digits alone are rather a number."""
    if text[4:5] != "-":
        raise ValueError(text)
    return datetime.fromisoformat(f"{text}-01" if len(text) == len("2024-05") else text)


def _written(text: str, written: str) -> datetime:
    # Only the shape is looked at: the zone is the mapping's business.
    return datetime.strptime(text, written)  # noqa: DTZ007 as said above
