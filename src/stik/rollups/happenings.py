"""Happenings: how often something happened in each month, out of how many people."""

import ibis

from stik.rollups.counting import PERIOD, asked_rows, period_of
from stik.terms.inquiry import Inquiry


def happenings(inquiry: Inquiry, *, touchpoint: str) -> ibis.Table:
    """Return what happened at a touchpoint in each month: n, and n_elsewhere.

    Rows in: `schema.INTERACTIONS` that an inquiry is about. Rows out: one per month
    (`PERIOD`, null where the month is not known). `n` counts interactions at the
    touchpoint, `n_elsewhere` the different people who met the company anywhere else;
    who has no customer counts once per message.
    """
    rows = asked_rows(inquiry, table="interactions")
    is_there = rows.touchpoint == touchpoint
    who = ibis.coalesce(rows.customer, -rows.sequence)
    return rows.group_by(**{PERIOD: period_of(rows, "month")}).agg(
        n=rows.count(where=is_there), n_elsewhere=who.nunique(where=~is_there)
    )
