"""Whom the company reached: how many customers answered, or met it."""

from collections.abc import Sequence
from functools import reduce

import ibis

from stik.engine.tables import unbound
from stik.facts.schema import ANSWERS
from stik.rollups.counting import PERIOD, asked_rows, groups_of, period_of
from stik.terms.inquiry import Inquiry


def customers() -> ibis.Table:
    """Return how many customers gave an answer; who is not named does not count."""
    answers = unbound("answers", ANSWERS)
    return answers.agg(n=answers.customer.nunique())


def customers_in(
    inquiry: Inquiry, *, tables: Sequence[str] = ("answers", "interactions")
) -> ibis.Table:
    """Return how many customers answered or met what an inquiry is about.

    Rows out: one per group (`group_column`) and period: n of those who are named,
    n_unnamed rows of nobody known.
    """
    parts, keys = [], []
    for table in tables:
        rows = asked_rows(inquiry, table=table)
        columns = groups_of(rows, inquiry)
        if inquiry.grain is not None:
            columns[PERIOD] = period_of(rows, inquiry.grain)
        keys = list(columns)
        parts.append(rows.select(customer=rows.customer, **columns))
    found = reduce(ibis.Table.union, parts)
    return found.aggregate(
        by=keys,
        n=found.customer.nunique(),
        n_unnamed=found.count(where=found.customer.isnull()),
    )
