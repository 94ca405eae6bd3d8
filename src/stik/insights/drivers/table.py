"""Drivers as a table: one row per question, or per group and question."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from stik.insights.drivers.driver import Driver
from stik.insights.drivers.groups import GroupDriver
from stik.insights.result import DIFFERENCE

COLUMNS = {
    "driver": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "unanswered": pa.float64(),
    "explained": pa.float64(),
    "correlation": pa.float64(),
    "mean": pa.float64(),
    "performance": pa.float64(),
    "performance_low": pa.float64(),
    "performance_high": pa.float64(),
    "quadrant": pa.string(),
    "not_placed": pa.string(),
    "first_rank": pa.int64(),
    "last_rank": pa.int64(),
    "lead": pa.float64(),
    "lead_low": pa.float64(),
    "lead_high": pa.float64(),
    "lead_p_corrected": pa.float64(),
    "is_ahead": pa.bool_(),
    "inflation": pa.float64(),
    "goes_with": pa.string(),
    "is_another_word": pa.bool_(),
    "leak": pa.string(),
    "unknown": pa.string(),
}


def driver_rows(drivers: Sequence[Driver]) -> pa.Table:
    """Return drivers as a table, one row per question."""
    return pa.Table.from_pylist(list(map(_row, drivers)), schema=pa.schema(COLUMNS))


def group_rows(found: Sequence[GroupDriver], *, by: str) -> pa.Table:
    """Return the drivers of groups as a table, one row per group and question."""
    schema = pa.schema({by: pa.string(), **COLUMNS, **DIFFERENCE})
    rows = [{by: each.group, **_row(each.driver), **_beside(each)} for each in found]
    return pa.Table.from_pylist(rows, schema=schema)


def _row(driver: Driver) -> dict[str, Any]:
    return {
        "driver": driver.name,
        "value": driver.share,
        "low": driver.low,
        "high": driver.high,
        "n": driver.n,
        "unanswered": driver.unanswered,
        "explained": driver.explained,
        "correlation": driver.correlation,
        "mean": driver.mean,
        **_placed(driver),
        **_standing(driver),
        "inflation": driver.overlap.inflation,
        "goes_with": ", ".join(driver.overlap.goes_with) or None,
        "is_another_word": driver.is_another_word_for_outcome,
        "leak": "; ".join(map(str, driver.leaks)) or None,
        "unknown": driver.unknown,
    }


def _placed(driver: Driver) -> dict[str, Any]:
    if driver.place is None:
        return {"not_placed": driver.unknown}
    performance = driver.place.performance
    return {
        "performance": performance.value,
        "performance_low": performance.low,
        "performance_high": performance.high,
        "quadrant": driver.place.quadrant,
        "not_placed": driver.place.not_placed,
    }


def _standing(driver: Driver) -> dict[str, Any]:
    standing = driver.standing
    if standing is None:
        return {}
    return {
        "first_rank": standing.first_rank,
        "last_rank": standing.last_rank,
        "lead": standing.lead,
        "lead_low": standing.lead_low,
        "lead_high": standing.lead_high,
        "lead_p_corrected": standing.p_corrected,
        "is_ahead": standing.is_ahead,
    }


def _beside(found: GroupDriver) -> dict[str, Any]:
    difference = found.comparison.difference
    return {
        "difference": difference.value,
        "difference_low": difference.low,
        "difference_high": difference.high,
        "p": difference.p,
        "p_corrected": found.comparison.p_corrected,
        "is_real": found.comparison.is_real,
        "difference_unknown": difference.unknown,
    }
