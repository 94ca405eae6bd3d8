"""Consistent or random: the control charts of the whole and of each touchpoint."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from stik.report.gathering.histories import judged_scales
from stik.report.gathering.source import Source, mean_on, measure_of
from stik.report.story import Chart, ChartPoint, Measure, Steadiness, Unusual
from stik.terms.period import FINE_ENOUGH
from stik.terms.touchpoint import OVERALL

_GRAINS = ("month", "quarter")
"""The finest grain of a report's charts that the dates allow; weeks would crowd it."""


def steadiness_of(source: Source) -> Steadiness | None:
    """Return the charts of the main measure and of each touchpoint on its scale.

    None where no date is known finely enough to chart.
    """
    fine = [g for g in _GRAINS if source.dates.precision in FINE_ENOUGH[g]]
    if source.dates.first is None or not fine:
        return None
    by = ["touchpoint", fine[0]]
    asked = [
        (mean_on(scale), "mean", {"scale": scale}) for scale in judged_scales(source)
    ]
    if source.measures:
        name, where = source.measures[0]
        asked.insert(0, (measure_of(name, where), name, where))
    charts: list[Chart] = []
    expected = 0.0
    for measure, name, where in asked:
        result = source.asked.consistency(name, by=by, where=where)
        expected += result.explain()["false_signals_a_month"]
        charts += _charts(source, measure, result.explain(), result.table.to_pylist())
    return Steadiness(tuple(charts), expected)


def _charts(
    source: Source,
    measure: Measure,
    told: dict[str, Any],
    rows: Sequence[dict[str, Any]],
) -> list[Chart]:
    drawn = groupby(rows, key=lambda row: row["touchpoint"])
    charts = zip(told["charts"], (list(points) for _, points in drawn), strict=True)
    is_of_whole = measure.metric != "mean" or told["filter"].get("question")
    return [
        _chart(source, measure, chart, points)
        for chart, points in charts
        if chart["group"]["touchpoint"] is not None
        and (chart["group"]["touchpoint"] == OVERALL) == bool(is_of_whole)
    ]


def _chart(
    source: Source,
    measure: Measure,
    told: dict[str, Any],
    rows: Sequence[dict[str, Any]],
) -> Chart:
    touchpoint = told["group"]["touchpoint"]
    return Chart(
        measure,
        None if touchpoint == OVERALL else source.label(touchpoint),
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
