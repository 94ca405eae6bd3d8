"""When a row occurred: a UTC instant, the day in the workspace's zone, how finely."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.intake.distinct import (
    Faults,
    Texts,
    canonical,
    distinct,
    faults_by_row,
    joined,
)
from stik.intake.held import Fault, Reason
from stik.intake.mapping import Moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DATE = date(1970, 1, 1)
_SHORTENED = {"year": (4, "-01-01"), "month": (7, "-01")}


@dataclass(frozen=True)
class Zones:
    """The zone the file's times are in, and the one that decides what day it was."""

    file: ZoneInfo
    workspace: ZoneInfo


@dataclass(frozen=True)
class Moments:
    """One moment per row; `microseconds` and `days` count from 1970 where known."""

    microseconds: npt.NDArray[np.int64]
    days: npt.NDArray[np.int32]
    is_known: npt.NDArray[np.bool_]
    precision: str

    def take(self, rows: npt.NDArray[np.int64]) -> "Moments":
        """Return the moments of some rows."""
        return Moments(
            self.microseconds[rows],
            self.days[rows],
            self.is_known[rows],
            self.precision,
        )

    def at(self) -> pa.Array:
        """Return the instants in UTC."""
        raw = pa.array(self.microseconds, mask=~self.is_known)
        return raw.cast(pa.timestamp("us")).cast(pa.timestamp("us", tz="UTC"))

    def dates(self) -> pa.Array:
        """Return the days in the workspace's zone."""
        return pa.array(self.days, mask=~self.is_known).cast(pa.date32())

    def precisions(self) -> pa.Array:
        """Return how finely each moment is known, `none` where it is not."""
        return Texts(
            self.is_known.astype(np.int32), ("none", self.precision)
        ).to_arrow()


def read_moments(
    moment: Moment, table: pa.Table, *, zones: Zones
) -> tuple[Moments, Faults]:
    """Return when each row occurred, with the faults found."""
    texts = _texts(moment, table)
    # One place more than texts: the code of nothing, -1, reaches the last one.
    microseconds = np.zeros(len(texts.texts) + 1, dtype=np.int64)
    days = np.zeros(len(texts.texts) + 1, dtype=np.int32)
    is_known = np.zeros(len(texts.texts) + 1, dtype=np.bool_)
    missing = {canonical(text) for text in moment.missing}
    wrong: dict[int, Fault] = {}
    for code, text in enumerate(texts.texts):
        if canonical(text) in missing or not text.strip():
            continue
        instant = _instant(canonical(text), moment=moment, zone=zones.file)
        if isinstance(instant, Fault):
            wrong[code] = instant
            continue
        since = instant - _EPOCH
        microseconds[code] = (
            since.days * 86_400 + since.seconds
        ) * 1_000_000 + since.microseconds
        day = instant.astimezone(zones.workspace).date()
        days[code] = (day - _EPOCH_DATE).days
        is_known[code] = True
    moments = Moments(
        microseconds[texts.codes],
        days[texts.codes],
        is_known[texts.codes],
        moment.precision,
    )
    return moments, faults_by_row(texts.codes, wrong)


def _texts(moment: Moment, table: pa.Table) -> Texts:
    if moment.constant is not None or not moment.columns:
        return Texts.constant(moment.constant, rows=table.num_rows)
    return distinct(joined(table, moment.columns))


def _instant(text: str, *, moment: Moment, zone: ZoneInfo) -> datetime | Fault:
    length, rest = _SHORTENED.get(moment.precision, (0, ""))
    try:
        if moment.format is not None:
            local = datetime.strptime(text, moment.format)  # noqa: DTZ007 zone is below
        else:
            local = datetime.fromisoformat(text + rest if len(text) == length else text)
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        instant = local.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return _fault(text, moment, "is no date")
    back = instant.astimezone(zone).replace(tzinfo=None)
    if moment.precision == "second" and back != local:
        return _fault(text, moment, f"was skipped by the clocks of {zone.key}")
    return instant


def _fault(text: str, moment: Moment, what: str) -> Fault:
    written = moment.format or "year-month-day"
    return Fault(
        "row.occurred",
        text,
        Reason.NOT_A_DATE,
        f"'{text}' {what} written as {written}; correct the value or the format, "
        "or list it under 'missing'.",
    )
