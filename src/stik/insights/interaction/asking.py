"""An interaction of two traits or dimensions, asked of a workspace."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import comb
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError
from stik.insights.cells import Cell
from stik.insights.focus import focus
from stik.insights.interaction.finding import Interaction, interactions
from stik.insights.reading import Reading
from stik.insights.result import Result, asked
from stik.insights.telling import insight_told
from stik.metrics.registry import metric as metric_called
from stik.terms.inquiry import Inquiry

INTERACTION = (
    "How much larger the lead of one group over another is here than there: a "
    "difference of two differences, which does not prove a cause."
)
MOST = 100_000
"""So many interactions are judged together; nobody reads more."""

COLUMNS = {
    "first": pa.string(),
    "first_against": pa.string(),
    "second": pa.string(),
    "second_against": pa.string(),
    "here": pa.float64(),
    "here_low": pa.float64(),
    "here_high": pa.float64(),
    "there": pa.float64(),
    "there_low": pa.float64(),
    "there_high": pa.float64(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "is_real": pa.bool_(),
    "unknown": pa.string(),
}


def interaction_result(
    inquiry: Inquiry, reading: Reading, *, of: Sequence[str]
) -> Result:
    """Return where the lead of one group over another depends on a second dimension.

    `of` names two traits, dimensions or a grain of time.

    Raises
    ------
    QuestionError
        When it does not name two, when they have too many values, and when a metric
        cannot be asked like this.
    """
    _check_two(of)
    began = asked(inquiry, insight="interaction", of=list(of))
    metric = metric_called(inquiry.metric)
    both = replace(inquiry, by=tuple(of))
    reading.check_dimensions(both)
    focused = focus(both, metric, entries=reading.entries)
    cells = reading.cells(focused.inquiry)
    known = _known(cells, both)
    _check_number(of, known)
    found = interactions(known, metric)
    details = {
        "definition": INTERACTION,
        "metric_definition": metric.definition,
        "method": f"{metric.method}; intervals squared and added",
        "of": list(of),
        "n": _n(known.values()),
        "cells": [_cell(key, cell) for key, cell in known.items()],
        "comparisons": sum(each.comparison.p_corrected is not None for each in found),
        "notes": [*focused.notes, *_nowhere(_n(cells) - _n(known.values()), of)],
    }
    told = insight_told(details, focused.inquiry, reading, asked=began)
    table = pa.Table.from_pylist(list(map(_row, found)), schema=pa.schema(COLUMNS))
    return Result(metric.name, metric.unit, table, told)


def _check_two(of: Sequence[str]) -> None:
    """Refuse what are not two different things."""
    if len(of) != 2 or len(set(of)) != 2:
        raise QuestionError(
            f"an interaction is of two different things, not of '{', '.join(of)}'; "
            "name two, such as --of tier,channel (of=('tier', 'channel'))."
        )


def _check_number(of: Sequence[str], known: Collection[tuple[str, str]]) -> None:
    """Refuse more interactions than anybody could read."""
    n_first, n_second = (len({key[side] for key in known}) for side in (0, 1))
    n_compared = comb(n_first, 2) * comb(n_second, 2)
    if n_compared > MOST:
        raise QuestionError(
            f"{n_first:,} values of {of[0]} and {n_second:,} of {of[1]} make "
            f"{n_compared:,} interactions, more than {MOST:,}; name fewer values with "
            "--where (where=…), or take something that has fewer."
        )


def _known(cells: Sequence[Cell], inquiry: Inquiry) -> dict[tuple[str, str], Cell]:
    """Return the cells by their values of both, where both are known."""
    found = {}
    for cell in cells:
        first, second = (cell.key(inquiry)[name] for name in inquiry.by)
        if first is not None and second is not None:
            found[first, second] = cell
    return found


def _n(cells: Iterable[Cell]) -> int:
    return sum(cell.counts.total for cell in cells)


def _nowhere(n: int, of: Sequence[str]) -> list[str]:
    """Return in words how many answers are in no cell."""
    return [f"left out: n = {n:,}, {' or '.join(of)} is not known"] if n else []


def _cell(key: tuple[str, str], cell: Cell) -> dict[str, Any]:
    return {
        "first": key[0],
        "second": key[1],
        "value": cell.estimate.value,
        "low": cell.estimate.low,
        "high": cell.estimate.high,
        "n": cell.counts.total,
        "unknown": cell.estimate.unknown,
    }


def _row(found: Interaction) -> dict[str, Any]:
    corners, comparison = found.corners, found.comparison
    return {
        "first": corners.first,
        "first_against": corners.first_against,
        "second": corners.second,
        "second_against": corners.second_against,
        "here": found.here.value,
        "here_low": found.here.low,
        "here_high": found.here.high,
        "there": found.there.value,
        "there_low": found.there.low,
        "there_high": found.there.high,
        "value": comparison.difference.value,
        "low": comparison.difference.low,
        "high": comparison.difference.high,
        "n": found.n,
        "p": comparison.difference.p,
        "p_corrected": comparison.p_corrected,
        "is_real": comparison.is_real,
        "unknown": comparison.difference.unknown,
    }
