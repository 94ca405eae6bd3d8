"""By when a promise falls due that was made at some moments."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.journeys.steps import US
from stik.terms.counts import Integers
from stik.terms.duration import SECONDS
from stik.terms.journey import Promise

Days = npt.NDArray[np.datetime64]


def deadlines(promise: Promise, made_at: Integers, *, zone: str) -> Integers:
    """Return the last moment at which the promise is kept, of each moment it was made.

    Moments are microseconds since 1970. Minutes and hours run from the moment itself.
    Days, weeks and working days (Monday to Friday; holidays are not known) begin on the
    day after, in the time zone, and end with the last one. Source: Regulation (EEC,
    Euratom) 1182/71, article 3.

    >>> monday_noon = np.array([1_767_614_400_000_000])
    >>> deadlines(Promise(2, "hour"), monday_noon, zone="UTC").astype("M8[us]")
    array(['2026-01-05T14:00:00.000000'], dtype='datetime64[us]')
    >>> deadlines(Promise(2, "day"), monday_noon, zone="UTC").astype("M8[us]")
    array(['2026-01-07T23:59:59.999999'], dtype='datetime64[us]')
    """
    if promise.unit in ("minute", "hour"):
        return made_at + promise.amount * SECONDS[promise.unit] * US
    moments = pa.array(made_at).cast(pa.timestamp("us", zone))
    day = pc.local_timestamp(moments).to_numpy().astype("datetime64[D]")
    return _end_of(_last_day(promise, day), zone=zone)


def _last_day(promise: Promise, day: Days) -> Days:
    if promise.unit == "working day":
        found: Days = np.busday_offset(day, promise.amount, roll="backward")
        return found
    n_days = promise.amount * (7 if promise.unit == "week" else 1)
    return day + np.timedelta64(n_days, "D")


def _end_of(day: Days, *, zone: str) -> Integers:
    midnight = pa.array((day + np.timedelta64(1, "D")).astype("datetime64[us]"))
    moment = pc.assume_timezone(
        midnight, zone, ambiguous="earliest", nonexistent="earliest"
    )
    found: Integers = moment.cast(pa.int64()).to_numpy() - 1
    return found
