"""Consistent or random: the control charts of the whole and of each touchpoint."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from stik.report.gathering.histories import judged_scales
from stik.report.gathering.source import Source, mean_on, measure_of
from stik.report.story import Chart, ChartPoint, Measure, Steadiness, Unusual
from stik.terms.touchpoint import OVERALL

Charted = tuple[Measure, str, dict[str, str], list[str]]
"""A measure, its metric, what it is asked of, and by what beside time."""


def steadiness_of(source: Source) -> Steadiness | None:
    """Return the charts of the whole, then of each touchpoint on its scales.

    None where nothing that can be charted carries a date.
    """
    charts: list[Chart] = []
    expected = 0.0
    grain = source.dates.chart_grain
    for measure, name, where, groups in _charted(source):
        by = groups if grain is None else [*groups, grain]
        result = source.asked.consistency(name, by=by, where=where)
        told = result.explain()
        expected += told["false_signals_a_month"]
        charts += _charts(source, measure, told, result.table.to_pylist())
    return Steadiness(tuple(charts), expected) if charts else None


def _charted(source: Source) -> Iterable[Charted]:
    for each in source.headlines:
        if _is_dated(source, each.where):
            yield measure_of(each), each.metric, each.where, []
    for scale in judged_scales(source):
        where = {"scale": scale}
        if _is_dated(source, where):
            yield mean_on(scale), "mean", where, ["touchpoint"]


def _is_dated(source: Source, where: dict[str, str]) -> bool:
    return any(
        entry.first_date is not None
        and all(getattr(entry, name) == value for name, value in where.items())
        for entry in source.known.entries
    )


def _charts(
    source: Source,
    measure: Measure,
    told: dict[str, Any],
    rows: Sequence[dict[str, Any]],
) -> list[Chart]:
    drawn = groupby(rows, key=lambda row: row.get("touchpoint"))
    charts = zip(told["charts"], (list(points) for _, points in drawn), strict=True)
    return [
        _chart(source, measure, chart, points)
        for chart, points in charts
        if chart["group"].get("touchpoint", "") not in (OVERALL, None)
    ]


def _chart(
    source: Source,
    measure: Measure,
    told: dict[str, Any],
    rows: Sequence[dict[str, Any]],
) -> Chart:
    touchpoint = told["group"].get("touchpoint")
    return Chart(
        measure,
        None if touchpoint is None else source.label(touchpoint),
        tuple(_point(row) for row in rows),
        tuple(_unusual(signal) for signal in told["signals"]),
        told["unknown"],
        is_seasonal=bool(told["is_seasonal"]),
    )


def _point(row: dict[str, Any]) -> ChartPoint:
    names = ("value", "n", "state", "centre", "low", "high", "unknown")
    numbers = {name: row[name] for name in names}
    return ChartPoint(row["period"], **numbers, is_signal=row["signal"] is not None)


def _unusual(signal: dict[str, Any]) -> Unusual:
    return Unusual(
        signal["code"],
        signal["direction"],
        since=signal["since"],
        until=signal["until"],
        n_periods=signal["n_periods"],
        probability=signal["probability"],
        is_current=signal["is_current"],
        is_provisional=signal["is_provisional"],
    )
