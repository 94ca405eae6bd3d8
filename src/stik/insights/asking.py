"""A focused inquiry becomes a result: estimates, and differences where compared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from stik.errors import QuestionError
from stik.insights.cells import Cell
from stik.insights.comparison import Comparison, judged
from stik.insights.focus import Focus
from stik.insights.result import Result, asked, table_of
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period, period_before, period_label, period_year_before
from stik.terms.snapshot import Snapshot

Cells = Callable[[Inquiry], list[Cell]]

LAST_YEAR, PREVIOUS = "last-year", "previous"


@dataclass(frozen=True)
class Pair:
    """A cell and the one it is compared with; `label` says which that is."""

    cell: Cell
    before: Cell | None
    label: str | None


def answer(
    focused: Focus, metric: Metric, *, cells: Cells, snapshot: Snapshot
) -> Result:
    """Return the estimates of every cell of an inquiry."""
    inquiry = focused.inquiry
    found = cells(inquiry)
    rows = [{**cell.key(inquiry), **_numbers(cell)} for cell in found]
    if not inquiry.by and not rows:
        rows = [{"n": 0, "unknown": "no answers"}]
    return Result(
        metric.name,
        metric.unit,
        table_of(rows, by=inquiry.by, is_compared=False),
        explanation(focused, metric, found, snapshot),
    )


def compared_answer(
    focused: Focus, metric: Metric, *, cells: Cells, snapshot: Snapshot
) -> Result:
    """Return every cell beside the one it is compared with; see `Inquiry.compare`.

    A difference is called real only after the correction for the number of
    comparisons shown (Benjamini-Hochberg), and never on fewer than 30 answers.
    """
    inquiry, pairs = pairs_of(focused, cells=cells)
    differences = [_difference(pair, metric) for pair in pairs]
    rows = [
        {
            **pair.cell.key(inquiry),
            **_numbers(pair.cell),
            **_compared(pair, comparison),
        }
        for pair, comparison in zip(pairs, judged(differences), strict=True)
    ]
    if not inquiry.by and not rows:
        rows = [{"n": 0, "unknown": "no answers"}]
    details = explanation(
        replace(focused, inquiry=inquiry), metric, [p.cell for p in pairs], snapshot
    )
    n_compared = sum(difference.p is not None for difference in differences)
    details["compared"] = {
        "with": inquiry.compare,
        "comparisons": n_compared,
        "correction": "Benjamini-Hochberg, real below 0.05",
    }
    return Result(
        metric.name,
        metric.unit,
        table_of(rows, by=inquiry.by, is_compared=True),
        details,
    )


def pairs_of(focused: Focus, *, cells: Cells) -> tuple[Inquiry, list[Pair]]:
    """Return the inquiry as it was asked in the end, and its cells in pairs."""
    inquiry = focused.inquiry
    if inquiry.compare not in (LAST_YEAR, PREVIOUS):
        return inquiry, _with_group(inquiry, cells=cells)
    if inquiry.grain is not None:
        return inquiry, _with_earlier(inquiry, inquiry.grain, cells=cells)
    return _with_period(focused, cells=cells)


def _with_earlier(inquiry: Inquiry, grain: str, *, cells: Cells) -> list[Pair]:
    earlier = period_year_before if inquiry.compare == LAST_YEAR else period_before
    first = inquiry.period.first_date
    widened = inquiry
    if first is not None:
        begun = Period(earlier(first, grain=grain), inquiry.period.end_date)
        widened = replace(inquiry, period=begun)
    found = cells(widened)
    known = {(cell.groups, cell.period): cell for cell in found}
    pairs = []
    for cell in found:
        if cell.period is None:
            pairs.append(Pair(cell, None, None))
        elif first is None or cell.period >= first:
            before = earlier(cell.period, grain=grain)
            label = period_label(before, grain=grain)
            pairs.append(Pair(cell, known.get((cell.groups, before)), label))
    return pairs


def _with_period(focused: Focus, *, cells: Cells) -> tuple[Inquiry, list[Pair]]:
    inquiry = focused.inquiry
    if inquiry.period.first_date is None or inquiry.period.end_date is None:
        if not focused.years:
            raise QuestionError("no answer has a date, so no two periods compare.")
        year = focused.years[-1]
        last = Period(date(year, 1, 1), date(year + 1, 1, 1))
        inquiry = replace(inquiry, period=last)
    before = (
        inquiry.period.year_before()
        if inquiry.compare == LAST_YEAR
        else inquiry.period.before()
    )
    return inquiry, _paired(
        cells(inquiry), cells(replace(inquiry, period=before)), label=str(before)
    )


def _with_group(inquiry: Inquiry, *, cells: Cells) -> list[Pair]:
    name, _, value = (inquiry.compare or "").partition("=")
    if not value:
        raise QuestionError(
            f"cannot compare with '{inquiry.compare}'; say last-year, previous or a "
            "group such as channel=web."
        )
    if name not in inquiry.where:
        raise QuestionError(
            f"comparing with {inquiry.compare} needs the other group named too; add "
            f"--where {name}=…"
        )
    other = replace(inquiry, where={**inquiry.where, name: (value,)})
    return _paired(cells(inquiry), cells(other), label=inquiry.compare or "")


def _paired(cells: Sequence[Cell], others: Sequence[Cell], *, label: str) -> list[Pair]:
    known = {(cell.groups, cell.period): cell for cell in others}
    return [Pair(cell, known.get((cell.groups, cell.period)), label) for cell in cells]


def _difference(pair: Pair, metric: Metric) -> Difference:
    cell, before = pair.cell, pair.before
    nobody = Counts.of([])
    if before is None or before.scale is None or cell.scale is None:
        return Difference.missing(
            cell.counts, nobody, reason=f"no answers in {pair.label or 'no date'}"
        )
    if before.scale != cell.scale:
        return Difference.missing(
            cell.counts,
            before.counts,
            reason=f"asked on {before.scale.name} before, on {cell.scale.name} now",
        )
    for side in (cell, before):
        if side.estimate.unknown:
            return Difference.missing(
                cell.counts, before.counts, reason=side.estimate.unknown
            )
    return metric.difference(cell.counts, before.counts, cell.scale)


def _numbers(cell: Cell) -> dict[str, Any]:
    found = cell.estimate
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "unknown": found.unknown,
    }


def _compared(pair: Pair, comparison: Comparison) -> dict[str, Any]:
    difference, is_real = comparison.difference, comparison.is_real
    return {
        "compared_with": pair.label,
        "value_before": pair.before.estimate.value if pair.before else None,
        "n_before": pair.before.counts.total if pair.before else 0,
        "difference": difference.value,
        "difference_low": difference.low,
        "difference_high": difference.high,
        "p": difference.p,
        "p_corrected": comparison.p_corrected,
        "is_real": is_real,
        "difference_unknown": difference.unknown
        or ("too few to tell, needs 30 on both sides" if is_real is None else None),
    }


def explanation(
    focused: Focus, metric: Metric, cells: Sequence[Cell], snapshot: Snapshot
) -> dict[str, Any]:
    """Return how the numbers came about: definition, rows, filter, n, method."""
    inquiry = focused.inquiry
    filters: Mapping[str, Sequence[str]] = inquiry.where
    return {
        "definition": metric.definition,
        "unit": metric.unit,
        "method": metric.method,
        "confidence": 0.95,
        "filter": {name: list(values) for name, values in filters.items()},
        "period": str(inquiry.period),
        "is_weighted": inquiry.is_weighted,
        "n": sum(cell.counts.total for cell in cells),
        "questions": sorted({entry.question for entry in focused.listed}),
        "scales": sorted({entry.scale for entry in focused.listed}),
        "notes": list(focused.notes),
        "snapshot": {
            "snapshot": snapshot.snapshot,
            "sequence": snapshot.last_sequence,
            "recorded_at": snapshot.recorded_at.isoformat(),
        },
        "asked": asked(inquiry),
    }
