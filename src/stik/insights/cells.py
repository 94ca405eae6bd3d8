"""The counts that answer an inquiry, cut into cells, each with its estimate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError
from stik.metrics.metric import Metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.inquiry import Inquiry
from stik.terms.period import FINE_ENOUGH, GRAINS, period_label
from stik.terms.scale import Scale

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of an answer: what it is grouped by, its counts and its estimate.

    `groups` follows `Inquiry.groups`; `period` is the first day of its period, null
    where the inquiry has no grain or the date is not known finely enough.
    """

    groups: Key
    period: date | None
    counts: Counts
    scale: Scale | None
    estimate: Estimate

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


def cells_of(counts: pa.Table, *, inquiry: Inquiry, metric: Metric) -> list[Cell]:
    """Return the cells of a table of counts (`rollups.counting.counts`), in order.

    Raises
    ------
    QuestionError
        When a cell holds answers on several scales: they are never mixed.
    """
    grain = inquiry.grain
    columns = [*inquiry.groups, *(["period"] if grain else [])]
    rows = sorted(
        counts.to_pylist(),
        key=lambda row: [(row[c] is None, row[c] or "") for c in (*columns, "scale")],
    )
    keys = itemgetter(*columns) if columns else lambda _: ()
    cells = []
    for _, group in groupby(rows, key=keys):
        members = list(group)
        cells.append(_cell(members, inquiry=inquiry, metric=metric))
    return cells


def _cell(
    rows: Sequence[dict[str, object]], *, inquiry: Inquiry, metric: Metric
) -> Cell:
    scales = sorted({str(row["scale"]) for row in rows})
    if len(scales) > 1:
        raise QuestionError(
            f"{metric.name}: these answers are on several scales "
            f"({', '.join(scales)}), which are never mixed; ask for one with "
            f"--where scale={scales[0]}, or --by question."
        )
    first, scale = rows[0], Scale.parse(scales[0])
    period = first.get("period")
    counted = _counts(rows, is_weighted=inquiry.is_weighted)
    return Cell(
        groups=tuple(_text(first[name]) for name in inquiry.groups),
        period=period if isinstance(period, date) else None,
        counts=counted,
        scale=scale,
        estimate=_unknown(first, rows, inquiry) or metric.estimate(counted, scale),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _counts(rows: Sequence[dict[str, object]], *, is_weighted: bool) -> Counts:
    value, n, weight, square = (
        np.array([row[name] for row in rows], dtype=np.float64)
        for name in ("value", "n", "weight", "weight_square")
    )
    if not is_weighted:
        weight = square = n
    return Counts(value, n.astype(np.int64), weight, square)


def _unknown(
    first: dict[str, object], rows: Sequence[dict[str, object]], inquiry: Inquiry
) -> Estimate | None:
    n, n_weighted = (
        sum(int(str(row[name])) for row in rows) for name in ("n", "n_weighted")
    )
    grain = inquiry.grain
    if grain is not None and first.get("period") is None:
        known = ", ".join(FINE_ENOUGH[grain])
        return Estimate.missing(
            n=n, reason=f"no date: a question by {grain} needs one known to the {known}"
        )
    if inquiry.is_weighted and n_weighted < n:
        return Estimate.missing(
            n=n, reason=f"{n - n_weighted} of {n} answers have no weight"
        )
    return None
