"""The whole and each touchpoint against a year before, judged together."""

from typing import Any

from stik.insights.comparison import judged
from stik.insights.shifts import Shift, shifts
from stik.metrics.metric import Difference
from stik.report.gathering.histories import judged_scales
from stik.report.gathering.source import (
    Source,
    difference_of,
    estimate_of,
    mean_on,
    measure_of,
)
from stik.report.periods import days_label
from stik.report.story import Change, Measure, Point
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL


def changes_of(source: Source) -> list[Change]:
    """Return the changes: those known first, the others with the reason of each."""
    if not source.now_words:
        return []
    compared = [
        (measure_of(each), row)
        for each in source.headlines
        for row in _against_last_year(source, each.metric, where=each.where)
    ]
    comparisons = judged([difference_of(row) for _, row in compared])
    n_comparisons = sum(each.p_corrected is not None for each in comparisons)
    found = [
        _change(measure, row, is_real=bool(comparison.is_real), n=n_comparisons)
        for (measure, row), comparison in zip(compared, comparisons, strict=True)
    ]
    return sorted(found, key=lambda change: change.difference.value is None)


def moved_of(source: Source) -> list[Change]:
    """Return each touchpoint on each scale it is judged on, the farthest moved first.

    Only a touchpoint with answers in the latest period is compared.
    """
    if not source.now_words:
        return []
    rows = {
        (row["touchpoint"], Scale.parse(scale)): row
        for scale in judged_scales(source)
        for row in _against_last_year(
            source, "mean", by=["touchpoint"], where={"scale": scale}
        )
        if row["touchpoint"] not in (OVERALL, None)
    }
    found = shifts([(*key, difference_of(row)) for key, row in rows.items()])
    n = sum(shift.difference.p is not None for shift in found)
    return [
        _moved(source, shift, rows[shift.touchpoint, shift.scale], n=n)
        for shift in found
    ]


def _moved(source: Source, shift: Shift, row: dict[str, Any], *, n: int) -> Change:
    return _change(
        mean_on(shift.scale.name),
        row,
        is_real=bool(shift.is_real),
        n=n,
        touchpoint=source.label(shift.touchpoint),
    )


def _against_last_year(
    source: Source,
    name: str,
    **words: Any,  # noqa: ANN401 as ask
) -> list[dict[str, Any]]:
    """Return the rows of a comparison, each with the labels of the days compared."""
    result = source.asked.ask(name, compare="last-year", **words, **source.now_words)
    labels = {"now": source.dates.now_label, "before": source.dates.before_label}
    for part in result.explain()["compared"]["some_days"]:
        labels = {
            "now": days_label(part["days"]),
            "before": days_label(part["compared_with"]),
        }
    return [{**row, "labels": labels} for row in result.table.to_pylist()]


def _change(
    measure: Measure,
    row: dict[str, Any],
    *,
    is_real: bool,
    n: int,
    touchpoint: str | None = None,
) -> Change:
    return Change(
        measure,
        before=Point(row["labels"]["before"], _before(row)),
        now=Point(row["labels"]["now"] or "", estimate_of(row)),
        difference=_estimate(difference_of(row)),
        is_real=is_real,
        n_comparisons=n,
        touchpoint=touchpoint,
    )


def _before(row: dict[str, Any]) -> Estimate:
    unknown = row["difference_unknown"] if row["value_before"] is None else None
    return Estimate(row["value_before"], None, None, row["n_before"], unknown)


def _estimate(found: Difference) -> Estimate:
    n = found.n_first + found.n_second
    return Estimate(found.value, found.low, found.high, n, found.unknown)
