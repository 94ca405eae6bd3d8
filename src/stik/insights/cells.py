"""The counts that answer an inquiry, cut into cells, each with its estimate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError
from stik.insights.likeness import AT_MOST, People
from stik.metrics.metric import Metric
from stik.rollups.counting import PERIOD, group_column
from stik.terms.counts import Counts, Integers
from stik.terms.estimate import N_UNKNOWN, Estimate
from stik.terms.inquiry import Inquiry
from stik.terms.period import FINE_ENOUGH, GRAINS, period_label
from stik.terms.scale import Scale

Key = tuple[str | None, ...]

CellKey = tuple[Key, date | None]
"""Which cell of an answer: its groups, and the first day of its period."""


@dataclass(frozen=True)
class Cell:
    """One cell of an answer: what it is grouped by, its counts and its estimate.

    `groups` follows `Inquiry.groups`; `period` is the first day of its period, null
    where the inquiry has no grain or the date is not known finely enough. `people` gave
    the answers, null where nobody looked; `counts` are worth less as theirs are alike.
    """

    groups: Key
    period: date | None
    counts: Counts
    scale: Scale | None
    estimate: Estimate
    people: People | None = None

    def key(self, inquiry: Inquiry) -> dict[str, str | None]:
        """Return what it is grouped by under the names the inquiry gives."""
        groups = dict(zip(inquiry.groups, self.groups, strict=True))
        return {
            name: self.label(name) if name in GRAINS else groups[name]
            for name in inquiry.by
        }

    def label(self, grain: str) -> str | None:
        """Return how its period is written."""
        return None if self.period is None else period_label(self.period, grain=grain)


def cells_of(
    counts: pa.Table,
    *,
    inquiry: Inquiry,
    metric: Metric,
    people: Mapping[CellKey, People] | None = None,
) -> list[Cell]:
    """Return the cells of a table of counts (`rollups.counting.counts`), in order.

    `people` gave the answers of each cell; without them every answer is by itself.

    Raises
    ------
    QuestionError
        When a cell holds answers on several scales: they are never mixed.
    """
    columns = [_column(name, inquiry) for name in inquiry.by]
    in_order = [*columns, "scale", "value"]
    counts = counts.sort_by([(name, "ascending") for name in in_order])
    starts = _starts(counts, columns)
    firsts = counts.select([*columns, "scale"]).take(starts).to_pylist()
    parts = _parts(counts, starts, is_weighted=inquiry.is_weighted)
    return [
        _cell(first, part, inquiry=inquiry, metric=metric, people=people or {})
        for first, part in zip(firsts, parts, strict=True)
    ]


def _column(name: str, inquiry: Inquiry) -> str:
    """Return the column of `counting.counts` that holds a group or the period."""
    return PERIOD if name in GRAINS else group_column(inquiry.groups.index(name))


def _starts(counts: pa.Table, columns: Sequence[str]) -> Integers:
    """Return the row with which each cell begins."""
    if not counts.num_rows:
        return np.empty(0, dtype=np.int64)
    begins = np.arange(counts.num_rows) == 0
    for name in columns:
        codes = counts[name].combine_chunks().dictionary_encode(null_encoding="encode")
        begins[1:] |= np.diff(codes.indices.to_numpy()) != 0
    return np.flatnonzero(begins)


@dataclass(frozen=True)
class _Part:
    """The rows of one cell."""

    scales: frozenset[str]
    counts: Counts
    n_weighted: int


def _parts(counts: pa.Table, starts: Integers, *, is_weighted: bool) -> Iterator[_Part]:
    """Yield the rows of each cell, in the order of the values: sums round alike."""
    value, n = counts["value"].to_numpy(), counts["n"].to_numpy()
    weight = square = n.astype(np.float64)
    n_weighted = n
    if is_weighted:
        weight, square, n_weighted = (
            counts[name].to_numpy()
            for name in ("weight", "weight_square", "n_weighted")
        )
    scale = counts["scale"].to_numpy()
    for start, end in pairwise([*starts.tolist(), counts.num_rows]):
        rows = slice(start, end)
        yield _Part(
            frozenset(scale[rows]),
            Counts(value[rows], n[rows], weight[rows], square[rows]),
            int(n_weighted[rows].sum()),
        )


def _cell(
    first: Mapping[str, object],
    part: _Part,
    *,
    inquiry: Inquiry,
    metric: Metric,
    people: Mapping[CellKey, People],
) -> Cell:
    scale, period = _only_scale(part, metric), first.get(PERIOD)
    groups = tuple(_text(first[_column(name, inquiry)]) for name in inquiry.groups)
    begun = period if isinstance(period, date) else None
    theirs = people.get((groups, begun))
    counts = part.counts if theirs is None else part.counts.alike(theirs.design_effect)
    unknown = _unknown(first, part, inquiry) or _too_few(theirs, counts.total)
    return Cell(
        groups=groups,
        period=begun,
        counts=counts,
        scale=scale,
        estimate=unknown or metric.estimate(counts, scale),
        people=theirs,
    )


def _only_scale(part: _Part, metric: Metric) -> Scale:
    scales = sorted(part.scales)
    if len(scales) > 1:
        raise QuestionError(
            f"{metric.name}: these answers are on several scales "
            f"({', '.join(scales)}), which are never mixed; ask for one with "
            f"--where scale={scales[0]}, or --by question."
        )
    return _scale(scales[0])


def _too_few(people: People | None, n: int) -> Estimate | None:
    """Return why so few people tell nothing, however often they answered."""
    if people is None or people.n is None or people.n >= N_UNKNOWN or n < N_UNKNOWN:
        return None
    reason = f"n = {n} from {people.n} people, needs {N_UNKNOWN}"
    return Estimate.missing(n=n, reason=reason)


@lru_cache
def _scale(name: str) -> Scale:
    return Scale.parse(name)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _unknown(
    first: Mapping[str, object], part: _Part, inquiry: Inquiry
) -> Estimate | None:
    n, grain = part.counts.total, inquiry.grain
    if grain is not None and first[PERIOD] is None:
        known = " or ".join(FINE_ENOUGH[grain])
        return Estimate.missing(
            n=n, reason=f"no date: a question by {grain} needs one known to the {known}"
        )
    if inquiry.is_weighted and part.n_weighted < n:
        return Estimate.missing(
            n=n, reason=f"{n - part.n_weighted} of {n} answers have no weight"
        )
    return None


def alike_notes(cells: Sequence[Cell]) -> list[str]:
    """Return what must be said where the same people answered more than once."""
    effects = [cell.people.design_effect for cell in cells if cell.people]
    if not effects and sum(cell.counts.total for cell in cells) > AT_MOST:
        return [f"of more than {AT_MOST:,} answers each is taken by itself"]
    if max(effects, default=1.0) < _WORTH_SAYING:
        return []
    note = (
        "customers answered more than once: intervals count them, not their answers, "
        f"and are up to {sqrt(max(effects)):.1f} times as wide"
    )
    return [note]


_WORTH_SAYING = 1.1
