"""When a row occurred: a UTC instant, the day in the workspace's zone, how finely."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
_EPOCH_DAY = _EPOCH.toordinal()
_MICROSECOND = timedelta(microseconds=1)
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)
_ISO = "year-month-day"
_SHORTENED = {"year": (4, "-01-01"), "month": (7, "-01")}


@dataclass(frozen=True)
class Zones:
    """The zone the file's times are in, and the one that decides what day it was.

    Nothing occurred after `latest`: a later moment is a slip of the pen.
    """

    file: ZoneInfo
    workspace: ZoneInfo
    latest: datetime = _END_OF_TIME


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
    columns = moment.columns_among(table.column_names)
    if len(columns) == 1 and pa.types.is_timestamp(table[columns[0]].type):
        return _of_instants(table[columns[0]], moment=moment, zones=zones)
    texts = _texts(moment, table)
    # One place more than texts: the code of nothing, -1, reaches the last one.
    microseconds = np.zeros(len(texts.texts) + 1, dtype=np.int64)
    days = np.zeros(len(texts.texts) + 1, dtype=np.int32)
    is_known = np.zeros(len(texts.texts) + 1, dtype=np.bool_)
    missing = {canonical(text) for text in moment.missing}
    wrong: dict[int, Fault] = {}
    for code, text in enumerate(texts.texts):
        plain = canonical(text)
        if not plain or plain in missing or moment.precision == "none":
            continue
        instant = _instant(plain, moment=moment, zones=zones)
        if not isinstance(instant, Fault):
            instant = _plausible(instant, plain, zones)
        if isinstance(instant, Fault):
            wrong[code] = instant
            continue
        microseconds[code] = _since_epoch(instant)
        days[code] = _day(instant, zones.workspace)
        is_known[code] = True
    moments = Moments(
        microseconds[texts.codes],
        days[texts.codes],
        is_known[texts.codes],
        moment.precision,
    )
    return moments, faults_by_row(texts.codes, wrong)


def _of_instants(
    column: pa.ChunkedArray, *, moment: Moment, zones: Zones
) -> tuple[Moments, Faults]:
    """Return moments that are instants in UTC already, none of them missing.

    Many share a second, and with it the day.
    """
    microseconds = column.cast(pa.int64()).to_numpy()
    earliest, latest = map(_since_epoch, (_EARLIEST, zones.latest))
    is_known = (earliest <= microseconds) & (microseconds <= latest)
    seconds, of_row = np.unique(
        np.where(is_known, microseconds, 0) // 1_000_000, return_inverse=True
    )
    instants = (datetime.fromtimestamp(second, UTC) for second in seconds.tolist())
    days = [_day(instant, zones.workspace) for instant in instants]
    faults: Faults = {}
    for row in np.flatnonzero(~is_known).tolist():
        instant = column[row].as_py()
        fault = _plausible(instant, instant.isoformat(), zones)
        if isinstance(fault, Fault):
            faults[row] = fault
    day = np.array(days, dtype=np.int32)[of_row]
    return Moments(microseconds, day, is_known, moment.precision), faults


def _since_epoch(instant: datetime) -> int:
    """Return the microseconds from 1970 to an instant."""
    return (instant - _EPOCH) // _MICROSECOND


def _texts(moment: Moment, table: pa.Table) -> Texts:
    columns = moment.columns_among(table.column_names)
    if not columns:
        return Texts.constant(moment.constant, rows=table.num_rows)
    return distinct(joined(table, columns))


def _instant(text: str, *, moment: Moment, zones: Zones) -> datetime | Fault:
    """Return the instant in UTC.

    A day, month or year is the one that was written, wherever the company is; only
    what is known to the second, or says its offset, is brought from zone to zone.
    """
    zone = zones.file if moment.precision == "second" else zones.workspace
    try:
        local = _local(text, moment)
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        instant = local.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return _fault(text, f"is no date written as {moment.format or _ISO}")
    if moment.precision == "second" and _was_skipped(local, instant, zone):
        return _fault(text, f"was skipped by the clocks of {zone.key}")
    return instant


def _plausible(instant: datetime, text: str, zones: Zones) -> datetime | Fault:
    """Return the instant, or the fault that it lies ahead or too far back."""
    if instant > zones.latest:
        return _fault(text, f"lies ahead of {zones.latest:%Y-%m-%d}")
    if instant < _EARLIEST:
        return _fault(text, f"lies before {_EARLIEST.year}")
    return instant


def _local(text: str, moment: Moment) -> datetime:
    if moment.format is not None:
        return datetime.strptime(text, moment.format)  # noqa: DTZ007 its zone comes later
    length, rest = _SHORTENED.get(moment.precision, (0, ""))
    return datetime.fromisoformat(text + rest if len(text) == length else text)


def _was_skipped(local: datetime, instant: datetime, zone: ZoneInfo) -> bool:
    return instant.astimezone(zone).replace(tzinfo=None) != local


def _day(instant: datetime, zone: ZoneInfo) -> int:
    """Return the day in a zone, counted from 1970."""
    try:
        return instant.astimezone(zone).toordinal() - _EPOCH_DAY
    except OverflowError:  # the calendar's very first and last day have no neighbour
        return instant.toordinal() - _EPOCH_DAY


def _fault(text: str, what: str) -> Fault:
    return Fault(
        "row.occurred",
        text,
        Reason.NOT_A_DATE,
        f"'{text}' {what}; correct the value or the format, or list it under "
        "'missing'.",
    )
