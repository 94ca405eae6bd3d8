"""How alike the answers of the same people are: sums over people, cell by cell."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from stik.rollups.counting import PERIOD, asked_rows, groups_of, period_of
from stik.terms.inquiry import Inquiry

Scores = Mapping[str, Mapping[float, float] | None]
"""What each value counts, by scale; None where every value counts itself."""


def likeness(inquiry: Inquiry, *, scores: Scores, one_in: int = 1) -> ibis.Table:
    """Return sums of weights and scores over the people of each cell of an inquiry.

    Rows in: `schema.ANSWERS`. Rows out: one per group (`group_column`) and period: n
    answers of n_people (who has no customer counts once per message); of each person's
    weight w and score s, both summed over their answers: w, s, and w_w, w_s, s_s of
    their products; of single answers likewise one_w_w, one_w_s, one_s_s, and s_2, the
    weighted square of the score. Of `one_in` people only one is looked at.
    """
    rows = asked_rows(inquiry, table="answers")
    who = ibis.coalesce(rows.customer, -rows.sequence)
    if one_in > 1:
        rows = rows.filter(who % one_in == 0)
    keys = groups_of(rows, inquiry)
    if inquiry.grain is not None:
        keys[PERIOD] = period_of(rows, inquiry.grain)
    weight = rows.weight.fill_null(0.0) if inquiry.is_weighted else ibis.literal(1.0)
    answers = rows.select(**keys, who=who, w=weight, score=_score(rows, scores))
    w, s = answers.w, answers.w * answers.score
    people = answers.group_by(*keys, "who").agg(
        n=answers.count(),
        w=w.sum(),
        s=s.sum(),
        one_w_w=(w * w).sum(),
        one_w_s=(w * s).sum(),
        one_s_s=(s * s).sum(),
        s_2=(s * answers.score).sum(),
    )
    sums = {name: people[name].sum() for name in people.columns if name in _SUMMED}
    products = {
        "w_w": (people.w * people.w).sum(),
        "w_s": (people.w * people.s).sum(),
        "s_s": (people.s * people.s).sum(),
    }
    cells = people.group_by(*keys) if keys else people
    return cells.agg(n_people=people.count(), **sums, **products)


_SUMMED = ("n", "w", "s", "one_w_w", "one_w_s", "one_s_s", "s_2")


def _score(rows: ibis.Table, scores: Scores) -> ir.FloatingValue:
    """Return what each answer counts."""
    branches = [
        (rows.scale == scale, _of_value(rows, counted))
        for scale, counted in scores.items()
    ]
    if len(branches) == 1:
        return branches[0][1]
    return ibis.cases(*branches, else_=0.0)


def _of_value(
    rows: ibis.Table, counted: Mapping[float, float] | None
) -> ir.FloatingValue:
    if counted is None:
        return rows.value
    branches = [(value, score) for value, score in counted.items() if score]
    if not branches:
        return ibis.literal(0.0)
    return rows.value.cases(*branches, else_=0.0)
