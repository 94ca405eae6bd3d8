"""A metric asked by what, each number beside one benchmark: `compare="benchmark=…"`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from stik.insights.asking import numbers_of
from stik.insights.benchmarks.figure import Figure, check_alike
from stik.insights.benchmarks.lead import lead_over
from stik.insights.benchmarks.sides import theirs
from stik.insights.cells import Cell
from stik.insights.comparison import Comparison, judged
from stik.insights.focus import Focus, focus
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained, table_of
from stik.insights.telling import left_out, left_out_notes
from stik.metrics.registry import metric as metric_called
from stik.programme.file import programme_of_text
from stik.terms.benchmark import Benchmark
from stik.terms.inquiry import Inquiry


def answer_beside(inquiry: Inquiry, reading: Reading, *, written: str) -> Result:
    """Return the estimate of every cell of an inquiry, less the figure of a benchmark.

    `written` is a programme's text with that benchmark. Without a period and a grain
    our answers are those of the days of the figure.

    Raises
    ------
    QuestionError
        When ours were asked otherwise than theirs; it names both.
    """
    metric = metric_called(inquiry.metric)
    (benchmark,) = programme_of_text(written).benchmarks
    check_alike(benchmark, metric=metric.name, question=_question(inquiry))
    reading.check_dimensions(inquiry)
    figure = theirs(benchmark, reading, days=inquiry.period)
    narrowed = _like(figure, inquiry)
    focused = focus(narrowed, metric, entries=reading.entries)
    scales = {entry.scale for entry in focused.listed}
    check_alike(
        replace(benchmark, scale=figure.scale), metric=metric.name, scales=scales
    )
    where = {**focused.inquiry.where, "scale": (figure.scale.name,)}
    final = replace(focused.inquiry, where=where)
    cells = reading.cells(final)
    details = _details(figure, focused, final, cells=cells, reading=reading)
    began = asked(inquiry, insight="ask_beside", written=written)
    told = explained(details, final, asked=began, snapshot=reading.snapshot)
    table = table_of(_rows(cells, figure, final), inquiry=inquiry, is_compared=True)
    return Result(metric.name, metric.unit, table, told)


def _details(
    figure: Figure,
    focused: Focus,
    final: Inquiry,
    *,
    cells: Sequence[Cell],
    reading: Reading,
) -> dict[str, Any]:
    """Return how the numbers came about, and whose figure stands beside them."""
    return {
        "definition": figure.metric.definition,
        "unit": figure.metric.unit,
        "method": figure.metric.method,
        "confidence": 0.95,
        "is_weighted": final.is_weighted,
        "n": sum(cell.counts.total for cell in cells),
        "questions": sorted({entry.question for entry in focused.listed}),
        "scales": [figure.scale.name],
        "compared": {
            "with": f"{_whose(figure)}, {_origin(figure.benchmark)}",
            "correction": "Benjamini-Hochberg, real below 0.05",
        },
        "notes": [
            *focused.notes,
            *_notes(figure, final),
            *left_out_notes(left_out(final, reading)),
        ],
    }


def _question(inquiry: Inquiry) -> str | None:
    """Return the one question that is asked for, if it is one."""
    questions = inquiry.where.get("question", ())
    return questions[0] if len(questions) == 1 else None


def _like(figure: Figure, inquiry: Inquiry) -> Inquiry:
    """Return the inquiry about the question and, where it is open, days of a figure."""
    question = figure.benchmark.question
    if question is not None:
        inquiry = replace(inquiry, where={**inquiry.where, "question": (question,)})
    if inquiry.period.is_open and inquiry.grain is None:
        return replace(inquiry, period=figure.days)
    return inquiry


def _origin(benchmark: Benchmark) -> str:
    return f"{benchmark.method}: {benchmark.survey or benchmark.source}"


def _notes(figure: Figure, final: Inquiry) -> list[str]:
    notes = [f"{final.period}, compared with {_whose(figure)}"]
    told = f"{figure.benchmark.name}: {figure.note}"
    return [*notes, told] if figure.note else notes


def _whose(figure: Figure) -> str:
    return f"{figure.benchmark.of}, {figure.days}"


def _rows(
    cells: Sequence[Cell], figure: Figure, final: Inquiry
) -> list[dict[str, Any]]:
    comparisons = judged([lead_over(figure, ours=cell.counts) for cell in cells])
    return [
        {
            **cell.key(final),
            **numbers_of(cell, final),
            **_compared(comparison, figure),
        }
        for cell, comparison in zip(cells, comparisons, strict=True)
    ]


def _compared(comparison: Comparison, figure: Figure) -> dict[str, Any]:
    lead = comparison.difference
    return {
        "compared_with": f"benchmark={figure.benchmark.name}",
        "value_before": figure.estimate.value,
        "n_before": figure.estimate.n or None,
        "difference": lead.value,
        "difference_low": lead.low,
        "difference_high": lead.high,
        "p": lead.p,
        "p_corrected": comparison.p_corrected,
        "is_real": comparison.is_real,
        "difference_unknown": comparison.unknown,
    }
