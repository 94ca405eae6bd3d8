"""What a question reads: the facts as one snapshot shows them, counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import ibis
import pyarrow as pa

from stik.errors import UnknownDimension
from stik.insights.cells import Cell, Key, cells_of
from stik.insights.focus import Listed, listed
from stik.metrics.registry import metric
from stik.rollups import counting
from stik.rollups.traits import trait_names
from stik.terms.inquiry import FACT_DIMENSIONS, Inquiry, Question
from stik.terms.period import GRAINS, PRECISIONS, Period
from stik.terms.snapshot import Snapshot

Run = Callable[[ibis.Table], pa.Table]


@dataclass(frozen=True)
class Reading:
    """The facts of one snapshot; `run` gives the rows of an expression over them.

    `is_past` says that more was stored since: rollups, which know no earlier state,
    are then left for the answers themselves.
    """

    run: Run
    snapshot: Snapshot
    is_past: bool = False

    @cached_property
    def entries(self) -> list[Listed]:
        """Return which touchpoint, question and scale has how many answers."""
        table = "answers" if self.is_past else "rollup_base"
        has_taken_back = bool(self.snapshot.taken_back)
        inventory = counting.inventory(table=table, has_taken_back=has_taken_back)
        return listed(self.run(inventory))

    @cached_property
    def trait_names(self) -> list[str]:
        """Return the names of the traits that are known of customers."""
        return sorted(self.run(trait_names())["name"].to_pylist())

    def check_dimensions(self, inquiry: Inquiry) -> None:
        """Do nothing, or refuse what is neither a column of answers nor a trait.

        Raises
        ------
        UnknownDimension
            Naming the nearest known one.
        """
        for name in inquiry.traits:
            if name not in self.trait_names:
                known = (*FACT_DIMENSIONS, *GRAINS, *self.trait_names)
                raise UnknownDimension(name, known)

    def cells(self, inquiry: Inquiry) -> list[Cell]:
        """Return the cells that an inquiry asks for, in order."""
        counts = self.run(counting.counts(inquiry, table=self._table(inquiry)))
        return cells_of(counts, inquiry=inquiry, metric=metric(inquiry.metric))

    def left_out(self, inquiry: Inquiry) -> dict[str, int]:
        """Return how many answers cannot tell if they lie in the period, by precision.

        `none` stands for no date at all.
        """
        coarse = {e.precision for e in self.entries if not _tells(e, inquiry.period)}
        if not coarse:
            return {}
        found = self.run(counting.cannot_tell(inquiry, table=self._table(inquiry)))
        return {row["precision"]: row["n"] for row in found.to_pylist()}

    def respondents(self, inquiry: Inquiry) -> dict[Key, int]:
        """Return how many different people answered, by what an inquiry groups by."""
        names = [counting.group_column(i) for i, _ in enumerate(inquiry.groups)]
        rows = self.run(counting.respondents(inquiry)).to_pylist()
        return {tuple(row[name] for name in names): row["n"] for row in rows}

    def weight_of_respondents(self, inquiry: Inquiry) -> dict[Key, float]:
        """Return the weight of the different people who answered, by its groups."""
        names = [counting.group_column(i) for i, _ in enumerate(inquiry.groups)]
        rows = self.run(counting.weight_of_respondents(inquiry)).to_pylist()
        return {
            tuple(row[name] for name in names): row["weight"] or 0.0 for row in rows
        }

    def side_by_side(self, inquiry: Inquiry, questions: Sequence[Question]) -> pa.Table:
        """Return each message's answers to several questions; see `counting`."""
        return self.run(counting.side_by_side(inquiry, questions))

    def _table(self, inquiry: Inquiry) -> str:
        if self.is_past:
            return "answers"
        return counting.table_for(inquiry, kept=self.snapshot.versions)


def _tells(entry: Listed, period: Period) -> bool:
    """Return whether the dates of an entry are fine enough for the period's borders."""
    if period.is_open:
        return True
    if entry.precision not in PRECISIONS:
        return False
    inside, touching = (
        period.inside(precision=entry.precision),
        period.touching(precision=entry.precision),
    )
    return inside == touching
