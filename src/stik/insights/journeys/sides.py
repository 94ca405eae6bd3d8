"""The two sides of a comparison of journeys: groups, or periods."""

from dataclasses import dataclass, replace
from datetime import timedelta

from stik.errors import QuestionError
from stik.insights.earlier import LAST_YEAR, PREVIOUS, part_of_all
from stik.insights.pairing import group_named
from stik.insights.reading import Reading
from stik.insights.running import both_in
from stik.rollups.lives import last_interaction
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period, year_until


@dataclass(frozen=True)
class Sides:
    """What is asked of, and of what else; `label` says which that is, in words."""

    first: Inquiry
    other: Inquiry
    label: str
    notes: tuple[str, ...] = ()


def sides_of(inquiry: Inquiry, reading: Reading) -> Sides:
    """Return the two sides that an inquiry's `compare` names.

    A period that is not over is held against as many days; without one it is the latest
    twelve months.

    Raises
    ------
    QuestionError
        When there are no such two sides; the sentence says what could be compared.
    """
    if inquiry.compare in (LAST_YEAR, PREVIOUS):
        return _periods(inquiry, reading)
    compare = inquiry.compare or ""
    name, values = group_named(compare)
    if name not in inquiry.where:
        raise QuestionError(
            f"comparing with {compare} needs the group to compare; add --where {name}=…"
        )
    other = replace(inquiry, where={**inquiry.where, name: values})
    return Sides(inquiry, other, compare)


def _periods(inquiry: Inquiry, reading: Reading) -> Sides:
    last = reading.run(last_interaction())["last_date"][0].as_py()
    period = inquiry.period
    if period.is_open and last is not None:
        period = year_until(last)
    if period.first_date is None or period.end_date is None:
        raise QuestionError(
            f"comparing with {inquiry.compare} needs both ends of the period; name "
            "--from and --to."
        )
    first = replace(inquiry, period=period)
    known = None if last is None else Period(None, last + timedelta(days=1))
    days = both_in(period, known or period) or period
    part = part_of_all(first, days)
    notes = (part.said,) if part.is_cut else ()
    return Sides(first, replace(first, period=part.before), str(part.before), notes)
