"""Pairs: how often two questions were answered together, and how."""

import ibis

from stik.rollups.counting import side_by_side
from stik.terms.inquiry import Inquiry, Question


def pairs(inquiry: Inquiry, first: Question, second: Question) -> ibis.Table:
    """Return how many people gave each pair of answers to two questions.

    Rows in: `schema.ANSWERS` that an inquiry is about. Rows out: one per pair and
    group of the inquiry, `a_0` the answer to the first, `a_1` that to the second; n,
    n_weighted (those with a weight), weight (Σw) and weight_square (Σw²). Who answered
    only one of them is left out; of who answered both more than once the last counts.
    """
    told = side_by_side(inquiry, [first, second])
    both = told.filter(told.a_0.notnull() & told.a_1.notnull())
    later = ibis.window(group_by=both.who, order_by=both.sequence.desc())
    last = both.mutate(later=ibis.row_number().over(later))
    both = last.filter(last.later == 0).drop("later", "who")
    keys = [name for name in both.columns if name not in ("sequence", "weight")]
    return both.group_by(*keys).agg(
        n=both.count(),
        n_weighted=both.weight.count(),
        weight=both.weight.sum().fill_null(0.0),
        weight_square=(both.weight * both.weight).sum().fill_null(0.0),
    )
