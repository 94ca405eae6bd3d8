"""What a question reads: the facts as one snapshot shows them, counted."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import QuestionError, UnknownDimension
from stik.insights.cells import Cell, CellKey, Key, cells_of
from stik.insights.focus import Listed, listed
from stik.insights.likeness import (
    AT_MOST,
    FROM_A_SAMPLE_ABOVE,
    SAMPLE,
    People,
    people_of,
    scores_of,
    summed,
)
from stik.insights.weights.margins import Raking
from stik.metrics.metric import Metric
from stik.metrics.registry import metric
from stik.rollups import counting, reach
from stik.rollups.likeness import likeness
from stik.rollups.memberships import memberships, stored_memberships
from stik.rollups.pairs import pairs
from stik.rollups.traits import last_said, trait_names
from stik.terms.inquiry import FACT_DIMENSIONS, Inquiry, Question
from stik.terms.period import FINE_ENOUGH, GRAINS, PRECISIONS, Period
from stik.terms.programme import Programme
from stik.terms.segmentation import Segmentation
from stik.terms.snapshot import Snapshot

Run = Callable[[ibis.Table], pa.Table]

_MOST_REMEMBERED = 64
"""Answers of so few cells are remembered within a question: hundreds of benchmarks may
be held beside the same figure of ours."""


@dataclass(frozen=True)
class Reading:
    """The facts of one snapshot; `run` gives the rows of an expression over them.

    `is_past` says that more was stored since: rollups, which know no earlier state,
    are then left for the answers themselves. `programme` reads what the company says of
    itself, where a question needs it; `others` gives what was asked about others.
    All that is read `is_weighted` by the surveys' weights, or `is_raked` to the margins
    of the programme, where this says so or the inquiry does.
    """

    run: Run
    snapshot: Snapshot
    is_past: bool = False
    programme: Callable[[], Programme] = Programme
    others: Callable[[str], "Reading"] | None = None
    is_weighted: bool = False
    is_raked: bool = False
    _cells: dict[str, list[Cell]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def about(self, whom: str) -> "Reading":
        """Return what was asked about somebody else, which counts nowhere in ours.

        Raises
        ------
        QuestionError
            Where nothing was.
        """
        known = {each.of for each in self.snapshot.about_others}
        if self.others is None or whom not in known:
            raise QuestionError(
                f"no answers are about '{whom}'; load some with a mapping that says "
                f'about = "{whom}".'
            )
        has_weights = self.is_weighted and not self.is_raked  # our margins are of ours
        return replace(self.others(whom), is_weighted=has_weights)

    @cached_property
    def entries(self) -> list[Listed]:
        """Return which touchpoint, question and scale has how many answers."""
        has_taken_back = bool(self.snapshot.taken_back)
        inventory = counting.inventory(table=self._base, has_taken_back=has_taken_back)
        return listed(self.run(inventory))

    def found(self, dimension: str) -> pa.Table:
        """Return each touchpoint, or channel, with its n_answers and n_interactions."""
        return self.run(counting.found(dimension, kept=self._kept))

    @cached_property
    def trait_names(self) -> list[str]:
        """Return the names of the traits that are known of customers."""
        return sorted(self.run(trait_names())["name"].to_pylist())

    @cached_property
    def segmentations(self) -> tuple[Segmentation, ...]:
        """Return by which rules the company parts its customers."""
        return self.programme().segmentations

    def check_dimensions(self, inquiry: Inquiry) -> None:
        """Do nothing, or refuse what is no column of answers, trait or segmentation.

        Raises
        ------
        UnknownDimension
            Naming the nearest known one.
        """
        for name in inquiry.traits:
            told = [*self.trait_names, *(each.name for each in self.segmentations)]
            if name not in told:
                raise UnknownDimension(name, (*FACT_DIMENSIONS, *GRAINS, *told))

    def cells(self, inquiry: Inquiry, *, counts_people: bool = True) -> list[Cell]:
        """Return the cells that an inquiry asks for, in order.

        Without `counts_people` each answer is taken by itself, which is cheaper where
        no interval is asked for.
        """
        inquiry = self._weighted(inquiry)
        name = repr((inquiry, counts_people))
        if name in self._cells:
            return list(self._cells[name])
        cells = self._asked(inquiry, counts_people=counts_people)
        if len(cells) <= _MOST_REMEMBERED:
            self._cells[name] = cells
        return list(cells)

    def forget(self) -> None:
        """Forget the cells of the question before: each question asks anew."""
        self._cells.clear()

    def _asked(self, inquiry: Inquiry, *, counts_people: bool) -> list[Cell]:
        counted = self.raking.counts if inquiry.is_raked else self.counts
        counts, measure = counted(inquiry), metric(inquiry.metric)
        people = self._people(inquiry, counts, measure) if counts_people else {}
        return cells_of(counts, inquiry=inquiry, metric=measure, people=people)

    def _people(
        self, inquiry: Inquiry, counts: pa.Table, measure: Metric
    ) -> dict[CellKey, People]:
        """Return who gave the answers of each cell, and how alike theirs are."""
        n = pc.sum(counts["n"]).as_py() or 0
        scores = scores_of(counts, measure)
        if not scores or n > AT_MOST:
            return {}
        one_in = -(-n // SAMPLE) if n > FROM_A_SAMPLE_ABOVE else 1
        wide = self.raking.widened(inquiry) if inquiry.is_raked else inquiry
        asked = self.of_customers(wide)
        rows = self.run(likeness(asked, scores=scores, one_in=one_in))
        keys = [counting.group_column(i) for i, _ in enumerate(inquiry.groups)]
        keys += [counting.PERIOD] if inquiry.grain else []
        if inquiry.is_raked:
            rows = summed(rows, self.raking.weights(rows, wide), keys)
        n_groups = len(inquiry.groups)
        found = people_of(rows, keys, is_sample=one_in > 1).items()
        return {
            (key[:n_groups], key[n_groups] if inquiry.grain else None): people
            for key, people in found
        }

    def _weighted(self, inquiry: Inquiry) -> Inquiry:
        return replace(
            inquiry,
            is_weighted=inquiry.is_weighted or self.is_weighted,
            is_raked=inquiry.is_raked or self.is_raked,
        )

    @cached_property
    def raking(self) -> Raking:
        """Return the weights that answers get from the margins of the programme."""
        return Raking(self.programme().margins, self.counts, self._respondents)

    def counts(self, inquiry: Inquiry) -> pa.Table:
        """Return how many answers of which value an inquiry has; see `counting`."""
        inquiry = self.of_customers(inquiry)
        return self.run(counting.counts(inquiry, table=self._table(inquiry)))

    def left_out(self, inquiry: Inquiry) -> dict[str, int]:
        """Return how many answers cannot tell if they lie in the period, by precision.

        `none` stands for no date at all.
        """
        coarse = {e.precision for e in self.entries if not _tells(e, inquiry.period)}
        if not coarse:
            return {}
        inquiry = self.of_customers(inquiry)
        found = self.run(counting.cannot_tell(inquiry, table=self._table(inquiry)))
        return {row["precision"]: row["n"] for row in found.to_pylist()}

    def in_no_period(self, inquiry: Inquiry) -> dict[str, int]:
        """Return how many answers lie in no period of the grain, by precision."""
        if all(e.precision in FINE_ENOUGH[inquiry.grain or ""] for e in self.entries):
            return {}
        inquiry = self.of_customers(inquiry)
        found = self.run(counting.in_no_period(inquiry, table=self._table(inquiry)))
        return {row["precision"]: row["n"] for row in found.to_pylist()}

    def respondents(self, inquiry: Inquiry) -> dict[Key, int]:
        """Return how many different people answered, by what an inquiry groups by."""
        names = [counting.group_column(i) for i, _ in enumerate(inquiry.groups)]
        rows = self._respondents(inquiry).to_pylist()
        return {tuple(row[name] for name in names): row["n"] for row in rows}

    def _respondents(self, inquiry: Inquiry) -> pa.Table:
        return self.run(counting.respondents(self.of_customers(inquiry)))

    def weight_of_respondents(self, inquiry: Inquiry) -> dict[Key, float]:
        """Return the weight of the different people who answered, by its groups."""
        names = [counting.group_column(i) for i, _ in enumerate(inquiry.groups)]
        weight_of: dict[Key, float] = {}
        for row in self._weighted_people(inquiry).to_pylist():
            key = tuple(row[name] for name in names)
            weight_of[key] = weight_of.get(key, 0.0) + (row["weight"] or 0.0)
        return weight_of

    def _weighted_people(self, inquiry: Inquiry) -> pa.Table:
        if not inquiry.is_raked:
            asked = self.of_customers(inquiry)
            return self.run(counting.weight_of_respondents(asked))
        wide = self.raking.widened(inquiry)
        people = self._respondents(wide)
        weight = self.raking.weights(people, wide)
        return people.append_column("weight", [people["n"].to_numpy() * weight])

    def customers_in(self, inquiry: Inquiry) -> int | None:
        """Return how many customers an inquiry is about, None if some have no name."""
        found = self.run(reach.customers_in(self.of_customers(inquiry)))
        (row,) = found.to_pylist()
        return None if row["n_unnamed"] else row["n"]

    def customers_by(
        self, inquiry: Inquiry, *, tables: Sequence[str]
    ) -> dict[CellKey, int]:
        """Return how many named customers are in each group and period of tables."""
        names = [counting.group_column(i) for i, _ in enumerate(inquiry.groups)]
        asked = self.of_customers(inquiry)
        rows = self.run(reach.customers_in(asked, tables=tables)).to_pylist()
        return {
            (tuple(row[name] for name in names), row.get(counting.PERIOD)): row["n"]
            for row in rows
        }

    def last_said(self, trait: str) -> dict[str, int]:
        """Return how many customers said what of a trait, each their last word."""
        rows = self.run(last_said(trait)).to_pylist()
        return {row["value"]: row["n"] for row in rows}

    def side_by_side(self, inquiry: Inquiry, questions: Sequence[Question]) -> pa.Table:
        """Return each message's answers to several questions; see `counting`."""
        return self.weighed(
            inquiry, lambda asked: counting.side_by_side(asked, questions)
        )

    def pairs(self, inquiry: Inquiry, first: Question, second: Question) -> pa.Table:
        """Return who gave which two answers to two questions; see `rollups.pairs`."""
        if not inquiry.is_raked:
            return self.run(pairs(self.of_customers(inquiry), first, second))
        wide = self.raking.widened(inquiry)
        rows = self.run(pairs(self.of_customers(wide), first, second))
        return self.raking.summed(rows, wide, ["a_0", "a_1"])

    def weighed(
        self, inquiry: Inquiry, rows_of: Callable[[Inquiry], ibis.Table]
    ) -> pa.Table:
        """Return rows with a `weight` each: the survey's own, or the raked one.

        `rows_of` gives the rows of an inquiry, with what it groups by.
        """
        if not inquiry.is_raked:
            return self.run(rows_of(self.of_customers(inquiry)))
        wide = self.raking.widened(inquiry)
        rows = self.run(rows_of(self.of_customers(wide)))
        weight = pa.array(self.raking.weights(rows, wide))
        return rows.set_column(rows.schema.get_field_index("weight"), "weight", weight)

    def of_customers(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with what it takes to know its customers."""
        if inquiry.is_weighted and not inquiry.is_raked:
            inquiry = replace(inquiry, weight_factors=self.weight_factors)
        if not inquiry.traits:
            return inquiry
        now = self.snapshot.recorded_at if inquiry.as_they_are_now else None
        return replace(
            inquiry,
            segmentations=self.segmentations,
            segmented=() if self.is_past else self.snapshot.segmented,
            now=now,
        )

    @cached_property
    def weight_factors(self) -> tuple[tuple[str, float], ...]:
        """Return by what the weights of each survey are multiplied, to be 1 on average.

        Surveys weigh on scales of their own: one to a million would drown the others.
        """
        rows = self.run(counting.weights_by_source(table=self._base)).to_pylist()
        if len(rows) < 2:
            return ()
        return tuple((row["source"], row["n_weighted"] / row["weight"]) for row in rows)

    def memberships(self, segmentation: Segmentation) -> ibis.Table:
        """Return who was in which segment, as stored or else computed now."""
        is_stored = segmentation.version in self.snapshot.segmented
        if is_stored and not self.is_past:
            return stored_memberships(segmentation)
        return memberships(segmentation)

    @property
    def _kept(self) -> Collection[str]:
        """Return the tables that tell the same as the answers."""
        return () if self.is_past else self.snapshot.versions

    @property
    def _base(self) -> str:
        """Return the table of all answers, or of what is counted of all of them."""
        return counting.whole_base(kept=self._kept)

    def _table(self, inquiry: Inquiry) -> str:
        return counting.table_for(inquiry, kept=self._kept)


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
