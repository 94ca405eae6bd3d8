"""Pairs: how often two questions were answered together, and how."""

import ibis

from stik.rollups.counting import side_by_side
from stik.terms.inquiry import Inquiry, Question


def pairs(inquiry: Inquiry, first: Question, second: Question) -> ibis.Table:
    """Return how many messages gave each pair of answers to two questions.

    Rows in: `schema.ANSWERS` that an inquiry is about. Rows out: one per pair, `a_0`
    the answer to the first, `a_1` that to the second, and n; who answered only one of
    them is left out.
    """
    told = side_by_side(inquiry, [first, second])
    both = told.filter(told.a_0.notnull() & told.a_1.notnull())
    return both.group_by("a_0", "a_1").agg(n=both.count())
