"""Which way of writing dates a column follows, and how finely it tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from stik.intake.guesses.column import Column

_TRIED = 300
_MOST_PARSE = 0.95
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


@dataclass(frozen=True)
class DateWriting:
    """A way of writing dates; `format` is None for ISO 8601.

    `doubt` says what the sample cannot tell, such as day before month.
    """

    format: str | None
    precision: str
    doubt: str = ""


def date_writing(column: Column) -> DateWriting | None:
    """Return how a column writes dates, None where it holds none."""
    texts = _sample(column)
    if not texts or not _may_be_dates(texts[0]):
        return None
    if _parsed_share(texts, None) >= _MOST_PARSE:
        return DateWriting(None, _iso_precision(texts))
    for month in _MONTHS:
        if _parsed_share(texts, month) >= _MOST_PARSE:
            return DateWriting(month, "month")
    fitting = [
        day + clock
        for day in _DAYS
        for clock in ("", *_TIMES)
        if _parse(texts[0], day + clock)
        and _parsed_share(texts, day + clock) >= _MOST_PARSE
    ]
    return _best(fitting, texts) if fitting else None


def clock_writing(column: Column) -> str | None:
    """Return how a column writes times of day, None where it holds none."""
    texts = _sample(column)
    for clock in _CLOCKS:
        if texts and _parsed_share(texts, clock) >= _MOST_PARSE:
            return clock
    return None


def _sample(column: Column) -> list[str]:
    by_frequency = sorted(column.counts, key=lambda text: -column.counts[text])
    return by_frequency[:_TRIED]


def _may_be_dates(text: str) -> bool:
    digits = sum(mark.isdigit() for mark in text)
    return 3 <= digits and 6 <= len(text) <= 40


def _best(fitting: list[str], texts: list[str]) -> DateWriting:
    chosen = max(fitting, key=lambda written: _parsed_share(texts, written))
    swapped = [other for other in fitting if sorted(other) == sorted(chosen)]
    doubt = ""
    if len(swapped) > 1:
        doubt = "whether day or month stands first cannot be told: check it"
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
        if written is not None:
            # Only the shape is looked at: the zone is the mapping's business.
            parsed = datetime.strptime(text, written)  # noqa: DTZ007
        elif len(text) == 7 and text[4:5] == "-":
            parsed = datetime.fromisoformat(f"{text}-01")
        else:
            parsed = datetime.fromisoformat(text) if "-" in text else None
    except ValueError:
        return None
    if parsed is None or not 1900 <= parsed.year <= 2100:
        return parsed if written in _CLOCKS else None
    return parsed
