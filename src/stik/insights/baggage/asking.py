"""Baggage, asked of a workspace: how long a bad experience weighs on later answers."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import QuestionError, nearest
from stik.insights.baggage.lags import Baggage, Level, Moments, Scores, baggage
from stik.insights.drivers.choosing import outcome_of
from stik.insights.focus import check_names
from stik.insights.reading import Reading
from stik.insights.result import Result, asked
from stik.insights.telling import insight_told
from stik.rollups.counting import PERIOD
from stik.rollups.experiences import answers_around, bad_answers, interactions_at
from stik.terms.counts import Floats, Integers
from stik.terms.inquiry import Inquiry, Question
from stik.terms.period import DAYS_A_MONTH
from stik.terms.scale import Scale

DEFINITION = (
    "How much lower customers answer so long after a bad experience than the same "
    "customers as long before it, less the level of the time; they go together, which "
    "does not prove a cause."
)

_COLUMNS = {
    "months_from": pa.float64(),
    "months_to": pa.float64(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "is_real": pa.bool_(),
    "weighs": pa.bool_(),
    "unknown": pa.string(),
}


class Bad(NamedTuple):
    """What a bad experience is, in words, and its rows: customer and day."""

    label: str
    rows: ibis.Table


def baggage_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    about: str,
    bad: float | str,
    within: Sequence[float],
) -> Result:
    """Return how an earlier bad experience weighs on the answers to a question.

    `about` is a question, or a metric that stands for one. `bad` is the highest answer
    to it that is a bad experience, or the touchpoint where whatever happened is one.
    One row per stretch of months after it (`within` holds their ends): `value` is in
    steps of the scale, below 0 where it weighs; `n` counts customers with answers so
    long before it or so long after it, whichever are fewer. Who has no name,
    and what has no day, tells nothing.

    Raises
    ------
    QuestionError
        When a name, number or stretch cannot be.
    """
    began = asked(inquiry, insight="baggage", about=about, bad=bad, within=list(within))
    reading.check_dimensions(inquiry)
    check_names(inquiry, reading.entries)
    target = _question(about, reading)
    only = {"question": (target.question,), "scale": (target.scale,)}
    inquiry = replace(inquiry, where={**inquiry.where, **only})
    experiences = _bad(bad, target, inquiry, reading)
    weighed = _weighed(inquiry, reading, experiences.rows, within=within)
    details = _told(weighed, target, bad=experiences.label)
    told = insight_told(details, inquiry, reading, asked=began)
    return Result("baggage", "steps", _table(weighed), told)


def _told(weighed: Baggage, target: Question, *, bad: str) -> dict[str, Any]:
    return {
        "definition": DEFINITION,
        "claim": weighed.claim,
        "question": target.question,
        "scale": target.scale,
        "bad": bad,
        "n": weighed.n_customers,
        "lasts_months": weighed.lasts_months,
        "notes": [f"{weighed.n_customers:,} customers had it: {bad}"],
    }


def _question(name: str, reading: Reading) -> Question:
    if not reading.entries:
        raise QuestionError(f"nobody answered '{name}' yet; load a file first.")
    target = outcome_of(name, reading.entries, traits=()).question
    if target is None:
        raise QuestionError(f"'{name}' is a trait; name a question.")
    return target


def _bad(bad: float | str, target: Question, inquiry: Inquiry, reading: Reading) -> Bad:
    """Return what a bad experience is: an answer so low, or what happened somewhere."""
    if isinstance(bad, str):
        met = reading.found("touchpoint")
        names = met.filter(pc.greater(met["n_interactions"], 0))["touchpoint"]
        if bad not in (known := names.to_pylist()):
            raise QuestionError(
                f"nothing happened at a touchpoint '{bad}'; {nearest(bad, known)}"
            )
        return Bad(f"anything at {bad}", interactions_at(bad))
    scale = Scale.parse(target.scale)
    if scale.high is not None and (not scale.holds(bad) or bad >= scale.high):
        raise QuestionError(
            f"{target.question} is answered from {scale.low} to {scale.high}; name the "
            f"highest of the bad answers, such as {scale.low}, not {bad:g}."
        )
    label = f"{target.question} of {bad:g} or less"
    return Bad(label, bad_answers(reading.of_customers(inquiry), at_most=bad))


def _weighed(
    inquiry: Inquiry, reading: Reading, bad: ibis.Table, *, within: Sequence[float]
) -> Baggage:
    """Return the weight: only customers with a bad experience leave the engine."""
    given = reading.weighed(inquiry, lambda asked: answers_around(asked, bad=bad))
    experienced = reading.run(bad)
    scores = Scores(
        _customer(given),
        _month(given["day"]),
        given["value"].to_numpy(),
        given["weight"].to_numpy() if inquiry.is_weighted else None,
    )
    moments = Moments(_customer(experienced), _month(experienced["day"]))
    return baggage(scores, moments, within=within, level=_level(inquiry, reading))


def _level(inquiry: Inquiry, reading: Reading) -> Level:
    """Return the answers of everybody on each day, from the smallest table."""
    counted = reading.raking.counts if inquiry.is_raked else reading.counts
    counts = counted(replace(inquiry, by=("day",)))
    counts = counts.filter(pc.is_valid(counts[PERIOD]))
    counts = counts.sort_by([(PERIOD, "ascending"), ("value", "ascending")])
    n = counts["n"].to_numpy()
    weight = counts["weight"].to_numpy() if inquiry.is_weighted else n
    return Level(_month(counts[PERIOD]), n, counts["value"].to_numpy() * weight, weight)


def _customer(rows: pa.Table) -> Integers:
    customer: Integers = rows["customer"].to_numpy()
    return customer


def _month(day: pa.ChunkedArray) -> Floats:
    """Return days as months since 1970, so that a lag is a difference."""
    days: Floats = day.cast(pa.int32()).to_numpy() / DAYS_A_MONTH
    return days


def _table(weighed: Baggage) -> pa.Table:
    rows = [
        {
            **asdict(lag.weight),
            "months_from": lag.months_from,
            "months_to": lag.months_to,
            "p": lag.p,
            "p_corrected": lag.p_corrected,
            "is_real": lag.is_real,
            "weighs": None if lag.is_real is None else lag.weighs,
        }
        for lag in weighed.lags
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(list(_COLUMNS.items())))
