"""Benchmarks as a table: theirs, ours, the difference and the best."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from stik.insights.benchmarks.beside import Beside
from stik.insights.benchmarks.lead import best_of
from stik.insights.comparison import Comparison, judged
from stik.terms.benchmark import Benchmark

SCHEMA = pa.schema(
    [
        ("benchmark", pa.string()),
        ("of", pa.string()),
        ("kind", pa.string()),
        ("industry", pa.string()),
        ("metric", pa.string()),
        ("unit", pa.string()),
        ("scale", pa.string()),
        ("question", pa.string()),
        ("days", pa.string()),
        ("source", pa.string()),
        ("method", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n", pa.int64()),
        ("unknown", pa.string()),
        ("ours", pa.float64()),
        ("ours_low", pa.float64()),
        ("ours_high", pa.float64()),
        ("n_ours", pa.int64()),
        ("ours_days", pa.string()),
        ("difference", pa.float64()),
        ("difference_low", pa.float64()),
        ("difference_high", pa.float64()),
        ("p", pa.float64()),
        ("p_corrected", pa.float64()),
        ("is_real", pa.bool_()),
        ("difference_unknown", pa.string()),
        ("is_best", pa.bool_()),
    ]
)


def benchmark_rows(found: Sequence[Beside]) -> pa.Table:
    """Return benchmarks as a table, one row each, judged together.

    `unknown` says why there is no value, `difference_unknown` why no difference.
    """
    comparisons = judged([each.lead for each in found])
    figures = [each.figure for each in found if each.figure is not None]
    best = dict(zip(map(id, figures), best_of(figures), strict=True))
    rows = [
        {
            **_said(each.benchmark),
            **_theirs(each),
            **_ours(each),
            **_lead(comparison),
            "is_best": best.get(id(each.figure), False),
        }
        for each, comparison in zip(found, comparisons, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _said(benchmark: Benchmark) -> dict[str, Any]:
    """Return what the programme says of a benchmark."""
    return {
        "benchmark": benchmark.name,
        "of": benchmark.of,
        "kind": benchmark.kind,
        "industry": benchmark.branch,
        "metric": benchmark.metric,
        "question": benchmark.question,
        "source": benchmark.survey or benchmark.source,
        "method": benchmark.method,
    }


def _theirs(found: Beside) -> dict[str, Any]:
    figure = found.figure
    if figure is None:
        return {"unknown": found.unknown}
    estimate = figure.estimate
    return {
        "unit": figure.metric.unit,
        "scale": figure.scale.name,
        "days": str(figure.days),
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n or None,
        "unknown": estimate.unknown,
    }


def _ours(found: Beside) -> dict[str, Any]:
    if found.ours is None:
        return {}
    estimate = found.ours.estimate
    return {
        "ours": estimate.value,
        "ours_low": estimate.low,
        "ours_high": estimate.high,
        "n_ours": estimate.n,
        "ours_days": str(found.ours.asked.period),
    }


def _lead(comparison: Comparison) -> dict[str, Any]:
    lead = comparison.difference
    return {
        "difference": lead.value,
        "difference_low": lead.low,
        "difference_high": lead.high,
        "p": lead.p,
        "p_corrected": comparison.p_corrected,
        "is_real": comparison.is_real,
        "difference_unknown": comparison.unknown,
    }
