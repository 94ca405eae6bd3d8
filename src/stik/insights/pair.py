"""A cell beside the one it is compared with, and what differs between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stik.insights.cells import Cell
from stik.insights.reading import Reading
from stik.insights.running import Part
from stik.insights.telling import NO_DATE, left_out
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts
from stik.terms.inquiry import Inquiry


@dataclass(frozen=True)
class Pair:
    """A cell and the one it is compared with; `label` says which that is.

    `alone` says why there is none to compare with.
    """

    cell: Cell
    before: Cell | None = None
    label: str | None = None
    alone: str | None = None


@dataclass(frozen=True)
class Pairs:
    """The inquiry as it was asked in the end, the other one, and their cells.

    A cell to compare with is one of `other`, else one of the inquiry itself. `parts`
    are the periods of which only some days are compared.
    """

    inquiry: Inquiry
    other: Inquiry
    pairs: Sequence[Pair]
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def difference_of(pair: Pair, metric: Metric) -> Difference:
    """Return how a cell differs from the one it is compared with, or why not known."""
    cell, before = pair.cell, pair.before
    if cell.scale is None or before is None or before.scale is None:
        reason = pair.alone or f"no answers in {pair.label}"
        return Difference.missing(cell.counts, Counts.of([]), reason=reason)
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


def left_out_before(found: Pairs, reading: Reading) -> list[dict[str, Any]]:
    """Return what is left out of the other side, as `left_out` does.

    Not answers without a date where those asked for are of any time: they are shown.
    """
    if found.other.period == found.inquiry.period:
        return []
    missed = left_out(found.other, reading)
    if not found.inquiry.period.is_open:
        return missed
    return [each for each in missed if each["reason"] != NO_DATE]
