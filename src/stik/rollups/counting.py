"""An inquiry becomes counts: how many answers of which value fall in each cell.

The planner takes the smallest table that holds the question's columns; what comes
out is the same from a rollup and from the answers themselves.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_, or_

import ibis
import ibis.expr.types as ir

from stik.engine.tables import unbound
from stik.facts.levels import Level
from stik.facts.schema import (
    BASE,
    BY_SEGMENT,
    COUNTED,
    INTERACTIONS,
    SUMS_OF,
    TABLES,
)
from stik.rollups.memberships import memberships, stored_memberships, with_segment
from stik.rollups.traits import with_trait
from stik.terms.inquiry import Inquiry, Question
from stik.terms.period import FINE_ENOUGH, PRECISIONS, Period

_BASE = ("touchpoint", "question", "scale", "source")
_UNIT = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}
_FOUND = {"n_answers": "int64", "n_interactions": "int64"}

PERIOD = "period"
"""The column of the first day of each cell's period; null where no date is known."""


def table_for(inquiry: Inquiry, *, kept: Collection[str] = tuple(TABLES)) -> str:
    """Return the smallest table kept that can answer: a rollup's, or `answers`."""
    further = [d for d in inquiry.dimensions if d not in _BASE]
    if inquiry.as_of is not None or len(further) > 1:
        return "answers"
    if further and _is_counted_by_segment(inquiry, further[0]):
        return BY_SEGMENT
    rollup = f"rollup_{further[0]}" if further else BASE
    if rollup not in COUNTED or rollup not in kept:
        return "answers"
    summed = {level: table for level, table in SUMS_OF[rollup].items() if table in kept}
    if not summed:  # then all of it is still as batches counted it
        return rollup
    fit = (table for level, table in summed.items() if _holds(level, inquiry))
    return next(fit, "answers")


def whole_base(*, kept: Collection[str]) -> str:
    """Return the table of all that is kept of the base: each touchpoint and day."""
    return table_for(Inquiry("mean", by=("touchpoint", "day")), kept=kept)


def _holds(level: Level, inquiry: Inquiry) -> bool:
    """Return whether a level is fine enough for an inquiry's grain, borders, groups."""
    if "touchpoint" in inquiry.dimensions and not level.is_by_touchpoint:
        return False
    if level.grain == "month":
        is_coarser = inquiry.grain not in ("week", "day")
        return is_coarser and inquiry.period.is_of_whole_months
    if level.grain == "week":
        return inquiry.grain in (None, "week") and inquiry.period.is_of_whole_weeks
    return True


def group_column(index: int) -> str:
    """Return the column of an inquiry's group: a trait may be named like any other."""
    return f"group_{index}"


def counts(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return the counts of each cell, scale and value of an inquiry.

    Rows in: `schema.ANSWERS`, or a rollup of them. Rows out: one per group
    (`group_column`), period, scale and value: n; where weighted, also n_weighted,
    weight (Σw), weight_square (Σw²).
    """
    rows = asked_rows(inquiry, table=table)
    keys = groups_of(rows, inquiry)
    if inquiry.grain is not None:
        keys[PERIOD] = period_of(rows, inquiry.grain)
    keys |= {"scale": rows.scale, "value": rows.value}
    sums = _sums(rows, is_rollup=table != "answers")
    if not inquiry.is_weighted:
        sums = {"n": sums["n"]}
    return _that_count(rows.group_by(**keys).agg(**sums))


def cannot_tell(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return how many answers, by precision, may or may not lie in the period.

    They are left out of the inquiry: their dates are coarser than its borders.
    """
    rows = _chosen(inquiry, table=table)
    rows = rows.filter(_perhaps_in(rows, inquiry.period))
    return _by_precision(rows, table=table)


def in_no_period(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return how many answers, by precision, have a date coarser than the grain."""
    rows = asked_rows(inquiry, table=table)
    rows = rows.filter(~rows.precision.isin(list(FINE_ENOUGH[inquiry.grain or ""])))
    return _by_precision(rows, table=table)


def _by_precision(rows: ibis.Table, *, table: str) -> ibis.Table:
    n = rows.count() if table == "answers" else rows.n.sum()
    return _that_count(rows.group_by("precision").agg(n=n))


def asked_rows(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return the rows of `answers`, or of a rollup, that an inquiry is about."""
    rows = _chosen(inquiry, table=table)
    if inquiry.period.is_open:
        return rows
    # Said by itself too, as then whole stretches of a file can be passed over.
    is_near = _among(rows, inquiry.period)
    return rows.filter(*is_near, _surely_in(rows, inquiry.period))


def marked_rows(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return all rows of a table, marked: which are asked for, which of the period.

    `is_asked` holds where the filters of the inquiry do, `is_in` where the day is
    surely in its period.
    """
    rows = _told(inquiry, table=table)
    yes, no = ibis.literal(value=True), ibis.literal(value=False)
    is_asked = reduce(and_, _conditions(rows, inquiry), yes)
    is_in = _surely_in(rows, inquiry.period)
    return rows.mutate(is_asked=is_asked.fill_null(no), is_in=is_in.fill_null(no))


def respondents(inquiry: Inquiry) -> ibis.Table:
    """Return how many different people answered in each group and period.

    Who has no customer counts once per message.
    """
    rows = asked_rows(inquiry, table="answers")
    who = ibis.coalesce(rows.customer, -rows.sequence)
    keys = groups_of(rows, inquiry)
    if inquiry.grain is not None:
        keys[PERIOD] = period_of(rows, inquiry.grain)
    if not keys:
        return rows.agg(n=who.nunique())
    return rows.group_by(**keys).agg(n=who.nunique())


def weights_by_source(*, table: str) -> ibis.Table:
    """Return how many answers of each source have a weight, and all they weigh."""
    rows = _unbound(table)
    n = rows.weight.count() if table == "answers" else rows.n_weighted.sum()
    found = rows.group_by("source").agg(n_weighted=n, weight=rows.weight.sum())
    return found.filter((found.n_weighted > 0) & (found.weight > 0)).order_by("source")


def weight_of_respondents(inquiry: Inquiry) -> ibis.Table:
    """Return the weight of the different people who answered in each group.

    Each person counts once, by the largest weight of these answers; who has no
    customer counts once per message. Null where nobody has a weight.
    """
    rows = asked_rows(inquiry, table="answers")
    groups = groups_of(rows, inquiry)
    who = ibis.coalesce(rows.customer, -rows.sequence)
    people = rows.group_by(**groups, who=who).agg(weight=rows.weight.max())
    if not groups:
        return people.agg(weight=people.weight.sum())
    return people.group_by(*groups).agg(weight=people.weight.sum())


def side_by_side(inquiry: Inquiry, questions: Sequence[Question]) -> ibis.Table:
    """Return each message's answers to several questions: a_0, a_1 … and its weight.

    Null where a question was not answered; one row per message, in their order. What
    the inquiry groups by (`group_column`) is the same for all answers of a message.
    `who` numbers the people: the customer, or the message where nobody is named.
    """
    rows = asked_rows(inquiry, table="answers")
    names = sorted({question.question for question in questions})
    rows = rows.filter(rows.question.isin(names))
    answers = {
        f"a_{index}": rows.value.max(where=_answers_to(rows, question))
        for index, question in enumerate(questions)
    }
    groups = {name: column.max() for name, column in groups_of(rows, inquiry).items()}
    who = ibis.coalesce(rows.customer, -rows.sequence).max()
    messages = rows.group_by("sequence").agg(
        **answers, **groups, weight=rows.weight.max(), who=who
    )
    return messages.order_by("sequence")


def inventory(*, table: str, has_taken_back: bool = False) -> ibis.Table:
    """Return which touchpoint, question and scale has how many answers, and when.

    `has_taken_back` where answers were taken off the rollup: their days count no more.
    """
    rows = _unbound(table)
    by = ("touchpoint", "question", "scale", "precision")
    if has_taken_back and table != "answers":
        rows = _that_count(
            rows.group_by(*by, "occurred_date").agg(
                n=rows.n.sum(), n_weighted=rows.n_weighted.sum()
            )
        )
    counted = rows.group_by(*by).agg(
        n=rows.count() if table == "answers" else rows.n.sum(),
        n_weighted=rows.weight.count() if table == "answers" else rows.n_weighted.sum(),
        first_date=rows.occurred_date.min(),
        last_date=rows.occurred_date.max(),
    )
    return _that_count(counted)


def _that_count(counted: ibis.Table) -> ibis.Table:
    """Return the groups with any answer; what was taken back leaves empty ones."""
    return counted.filter(counted.n > 0)


def found(dimension: str, *, kept: Collection[str]) -> ibis.Table:
    """Return each touchpoint, or channel, with its n_answers and n_interactions."""
    table = table_for(Inquiry("mean", by=(dimension,)), kept=kept)
    counted = _unbound(table)
    n = 1 if table == "answers" else counted.n
    happened = unbound("interactions", INTERACTIONS)
    answered = counted.select(dimension, n_answers=n, n_interactions=0)
    met = happened.select(dimension, n_answers=0, n_interactions=1)
    both = answered.cast(_FOUND).union(met.cast(_FOUND))
    return (
        both.filter(both[dimension].notnull())
        .group_by(dimension)
        .agg(n_answers=both.n_answers.sum(), n_interactions=both.n_interactions.sum())
        .filter(lambda t: (t.n_answers > 0) | (t.n_interactions > 0))
        .order_by(dimension)
    )


def _unbound(table: str) -> ibis.Table:
    return unbound(table, TABLES[table])


def _chosen(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return the rows that the filters choose, of any time, with their traits."""
    if table == BY_SEGMENT:
        rows = _weighed(_unbound(table), inquiry)
        [segmentation] = (inquiry.segmentation(name) for name in inquiry.traits)
        version = segmentation.version if segmentation else ""
        rows = rows.filter(rows.version == version)
        return _filtered(rows.mutate(trait_0=rows.segment), inquiry)
    return _filtered(_told(inquiry, table=table), inquiry)


def _told(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return the rows of a table with the traits that an inquiry names."""
    rows = _weighed(_unbound(table), inquiry)
    for index, name in enumerate(inquiry.traits):
        rows = _with_customers(rows, inquiry, name, column=f"trait_{index}")
    return rows


def _weighed(rows: ibis.Table, inquiry: Inquiry) -> ibis.Table:
    """Return rows whose weights are on one scale, whichever survey they are of."""
    if not inquiry.weight_factors or "weight" not in rows.columns:
        return rows
    factor = rows.source.cases(*inquiry.weight_factors, else_=1.0)
    changed = {"weight": rows.weight * factor}
    if "weight_square" in rows.columns:
        changed["weight_square"] = rows.weight_square * factor * factor
    return rows.mutate(**changed)


def _filtered(rows: ibis.Table, inquiry: Inquiry) -> ibis.Table:
    chosen = _conditions(rows, inquiry)
    return rows.filter(*chosen) if chosen else rows


def _conditions(rows: ibis.Table, inquiry: Inquiry) -> list[ir.BooleanValue]:
    return [
        _column(rows, inquiry, name).isin(list(values))
        for name, values in inquiry.where.items()
    ]


def _with_customers(
    rows: ibis.Table, inquiry: Inquiry, name: str, *, column: str
) -> ibis.Table:
    """Return rows with what their customers are: a trait, or their segment."""
    segmentation = inquiry.segmentation(name)
    if segmentation is None:
        return with_trait(rows, name, column=column, now=inquiry.now)
    is_stored = segmentation.version in inquiry.segmented
    known = stored_memberships if is_stored else memberships
    return with_segment(rows, known(segmentation), column=column, now=inquiry.now)


def _is_counted_by_segment(inquiry: Inquiry, name: str) -> bool:
    """Return whether the rollup by segment holds a dimension, as it was then."""
    segmentation = inquiry.segmentation(name)
    if segmentation is None or inquiry.now is not None:
        return False
    return segmentation.version in inquiry.segmented


def _column(rows: ibis.Table, inquiry: Inquiry, name: str) -> ir.Column:
    traits = inquiry.traits
    return rows[f"trait_{traits.index(name)}" if name in traits else name]


def groups_of(rows: ibis.Table, inquiry: Inquiry) -> dict[str, ir.Value]:
    """Return the columns that an inquiry groups its rows by."""
    return {
        group_column(index): _column(rows, inquiry, name)
        for index, name in enumerate(inquiry.groups)
    }


def _answers_to(rows: ibis.Table, to: Question) -> ir.BooleanValue:
    is_answer = (rows.question == to.question) & (rows.scale == to.scale)
    if to.touchpoint is None:
        return is_answer
    return is_answer & (rows.touchpoint == to.touchpoint)


def _surely_in(rows: ibis.Table, period: Period) -> ir.BooleanValue:
    """Return whether all days that a row's date stands for are in the period."""
    alike: dict[Period, list[str]] = {}
    for precision in PRECISIONS:
        alike.setdefault(period.inside(precision=precision), []).append(precision)
    return _any_of(_dated(rows, precisions, days) for days, precisions in alike.items())


def _perhaps_in(rows: ibis.Table, period: Period) -> ir.BooleanValue:
    """Return whether some days that a row's date stands for are in, others out."""
    undecided = [rows.precision == "none"]
    for precision in PRECISIONS:
        inside, touching = (
            period.inside(precision=precision),
            period.touching(precision=precision),
        )
        if inside != touching:
            surely = _dated(rows, [precision], inside)
            undecided.append(_dated(rows, [precision], touching) & ~surely)
    return _any_of(undecided)


def _dated(
    rows: ibis.Table, precisions: Sequence[str], days: Period
) -> ir.BooleanValue:
    """Return whether a row's date is known so finely, and is one of the days."""
    return reduce(and_, _among(rows, days), rows.precision.isin(list(precisions)))


def _among(rows: ibis.Table, days: Period) -> list[ir.BooleanValue]:
    """Return what holds of rows whose date, or the first of it, is one of the days."""
    borders = []
    if days.first_date is not None:
        borders.append(rows.occurred_date >= days.first_date)
    if days.end_date is not None:
        borders.append(rows.occurred_date < days.end_date)
    return borders


def _any_of(conditions: Iterable[ir.BooleanValue]) -> ir.BooleanValue:
    return reduce(or_, conditions)


def period_of(rows: ibis.Table, grain: str) -> ir.Value:
    """Return the first day of each row's period; null where no date tells it."""
    begun = rows.occurred_date
    if grain != "day":
        begun = begun.truncate(_UNIT[grain]).cast("date")
    is_fine = rows.precision.isin(list(FINE_ENOUGH[grain]))
    return is_fine.ifelse(begun, ibis.null("date"))


def _sums(rows: ibis.Table, *, is_rollup: bool) -> dict[str, ir.Value]:
    if is_rollup:
        names = ("n", "n_weighted", "weight", "weight_square")
        return {name: rows[name].sum() for name in names}
    return {
        "n": rows.count(),
        "n_weighted": rows.weight.count(),
        "weight": rows.weight.sum().fill_null(0.0),
        "weight_square": (rows.weight * rows.weight).sum().fill_null(0.0),
    }
