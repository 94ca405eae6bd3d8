"""An inquiry becomes a result: estimates, and differences where compared."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from stik.insights.cells import Cell, alike_notes
from stik.insights.comparison import Comparison, judged
from stik.insights.focus import Focus, focus
from stik.insights.mix.moved import moved_mixes, moved_notes, moved_told
from stik.insights.pair import Pair, difference_of, left_out_before
from stik.insights.pairing import pairs_of
from stik.insights.reading import Reading
from stik.insights.result import NUMBERS, Result, asked, explained, table_of
from stik.insights.telling import left_out, left_out_notes
from stik.metrics.metric import Metric
from stik.metrics.registry import metric as metric_called
from stik.terms.inquiry import Inquiry

_NO_ANSWERS = "no answers"


def answer(inquiry: Inquiry, reading: Reading) -> Result:
    """Return the estimate of every cell of an inquiry, compared where it says so.

    A difference is called real only after the correction for the number of
    comparisons shown (Benjamini-Hochberg), and never on fewer than 30 answers.

    Raises
    ------
    QuestionError
        When it cannot be asked; the sentence names what could.
    """
    metric = metric_called(inquiry.metric)
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric, entries=reading.entries)
    if inquiry.compare is None:
        rows, details, final = _plain(focused, metric, reading)
    else:
        rows, details, final = _compared(focused, metric, reading)
    if not inquiry.by and not rows:
        rows = [_nobody(is_compared=inquiry.compare is not None)]
    told = explained(
        details,
        final,
        asked=asked(inquiry, insight="ask"),
        snapshot=reading.snapshot,
    )
    table = table_of(rows, inquiry=inquiry, is_compared=inquiry.compare is not None)
    return Result(metric.name, metric.unit, table, told)


Answered = tuple[list[dict[str, Any]], dict[str, Any], Inquiry]
"""Rows, how they came about, and the inquiry as it was asked in the end."""


def _plain(focused: Focus, metric: Metric, reading: Reading) -> Answered:
    inquiry = focused.inquiry
    cells = reading.cells(inquiry)
    rows = [{**cell.key(inquiry), **numbers_of(cell, inquiry)} for cell in cells]
    missed = left_out(inquiry, reading)
    return rows, _details(focused, metric, cells, left_out=missed), inquiry


def _compared(focused: Focus, metric: Metric, reading: Reading) -> Answered:
    found = pairs_of(focused, reading)
    differences = [difference_of(pair, metric) for pair in found.pairs]
    rows = [
        {
            **pair.cell.key(found.inquiry),
            **numbers_of(pair.cell, found.inquiry),
            **_beside(pair, comparison),
        }
        for pair, comparison in zip(found.pairs, judged(differences), strict=True)
    ]
    missed = left_out(found.inquiry, reading)
    missed += left_out_before(found, reading)
    noted = replace(focused, inquiry=found.inquiry, notes=focused.notes + found.notes)
    cells = [pair.cell for pair in found.pairs]
    details = _details(noted, metric, cells, left_out=missed)
    moved = moved_mixes(found, reading)
    details["compared"] = {
        "with": focused.inquiry.compare,
        "comparisons": sum(difference.p is not None for difference in differences),
        "correction": "Benjamini-Hochberg, real below 0.05",
        "some_days": [each.told() for each in found.parts],
        "mix": moved_told(moved, found),
    }
    details["notes"] += moved_notes(moved, n_rows=len(found.pairs))
    return rows, details, found.inquiry


def _nobody(*, is_compared: bool) -> dict[str, Any]:
    alone = {"n": 0, "unknown": _NO_ANSWERS}
    beside = {"n_before": 0, "difference_unknown": _NO_ANSWERS}
    return {**alone, **beside} if is_compared else alone


def numbers_of(cell: Cell, inquiry: Inquiry) -> dict[str, Any]:
    """Return the estimate of a cell; weighted, also what its answers are worth."""
    numbers = {name: getattr(cell.estimate, name) for name in NUMBERS}
    worth = cell.counts.n_effective
    if not inquiry.is_weighted or cell.estimate.value is None or not worth:
        return numbers
    effect = cell.counts.total / worth
    return {**numbers, "n_effective": worth, "design_effect": effect}


def _beside(pair: Pair, comparison: Comparison) -> dict[str, Any]:
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


def _details(
    focused: Focus,
    metric: Metric,
    cells: Sequence[Cell],
    *,
    left_out: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return how the numbers came about: definition, method, n, what was left out."""
    return {
        "definition": metric.definition,
        "unit": metric.unit,
        "method": metric.method,
        "confidence": 0.95,
        "is_weighted": focused.inquiry.is_weighted,
        "n": sum(cell.counts.total for cell in cells),
        "questions": sorted({entry.question for entry in focused.listed}),
        "scales": sorted({entry.scale for entry in focused.listed}),
        "left_out": list(left_out),
        "notes": [*focused.notes, *left_out_notes(left_out), *alike_notes(cells)],
    }
