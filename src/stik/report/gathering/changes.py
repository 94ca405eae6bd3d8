"""Each measure against a year before, judged together."""

from typing import Any

from stik.insights.comparison import P_REAL, corrected
from stik.report.gathering.source import Source, estimate_of, measure_of
from stik.report.story import Change, Point
from stik.terms.estimate import Estimate


def changes_of(source: Source) -> list[Change]:
    """Return the changes: those known first, the others with the reason of each."""
    if not source.now_words:
        return []
    compared = [
        (name, where, row)
        for name, where in source.measures
        for row in source.rows(
            name, where=where, compare="last-year", **source.now_words
        )
    ]
    p_corrected = corrected([row["p"] for _, _, row in compared])
    n_comparisons = sum(row["p"] is not None for _, _, row in compared)
    found = [
        Change(
            measure_of(name, where),
            before=Point(source.dates.before_label, _before(row)),
            now=Point(source.dates.now_label or "", estimate_of(row)),
            difference=_difference(row),
            is_real=row["is_real"] is not None and p is not None and p < P_REAL,
            n_comparisons=n_comparisons,
        )
        for (name, where, row), p in zip(compared, p_corrected, strict=True)
    ]
    return sorted(found, key=lambda change: change.difference.value is None)


def _before(row: dict[str, Any]) -> Estimate:
    unknown = row["difference_unknown"] if row["value_before"] is None else None
    return Estimate(row["value_before"], None, None, row["n_before"], unknown)


def _difference(row: dict[str, Any]) -> Estimate:
    return Estimate(
        row["difference"],
        row["difference_low"],
        row["difference_high"],
        row["n"] + row["n_before"],
        row["difference_unknown"] if row["difference"] is None else None,
    )
