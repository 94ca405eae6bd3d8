"""Coverage: whom the scores do not hear of, and how many of those asked answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from stik.insights.asking import numbers_of
from stik.insights.cells import Cell, CellKey
from stik.insights.focus import Focus, focus
from stik.insights.reading import Reading
from stik.insights.result import NUMBERS, WEIGHTED, Result, asked
from stik.insights.telling import insight_told
from stik.metrics.registry import metric as metric_called
from stik.terms.inquiry import Inquiry
from stik.terms.survey import Survey
from stik.terms.touchpoint import OVERALL

COVERAGE = (
    "Beside each score: how many customers it hears (customers), of how many to whom "
    "something happened there (met); coverage is the share of the two. Customers "
    "without a name are in neither."
)
COLUMNS = {
    "customers": pa.int64(),
    "met": pa.int64(),
    "coverage": pa.float64(),
    "coverage_unknown": pa.string(),
}

_OF_AN_ANSWER = frozenset({"question", "scale"})
"""What a customer who did not answer has not: nobody is met by it."""


def coverage_result(inquiry: Inquiry, reading: Reading) -> Result:
    """Return a metric by what it is asked by, and whom each value hears.

    Rows out: as `asking.answer` without a comparison, and `COLUMNS`. `coverage` is
    null where everybody stored there answered: then those who did not are not in the
    data, and `coverage_unknown` says so. `explain()["surveys"]` has the response rate
    of each survey whose number of people asked the programme knows.

    Raises
    ------
    QuestionError
        When it cannot be asked; the sentence names what could.
    """
    metric = metric_called(inquiry.metric)
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric, entries=reading.entries)
    narrowed = focused.inquiry
    rows = _rows(narrowed, reading)
    surveys = [_of_survey(each, reading) for each in _asked_then(focused, reading)]
    details = {
        "definition": f"{metric.definition} {COVERAGE}",
        "surveys": surveys,
        "notes": [*focused.notes, *map(_said, surveys)],
    }
    began = asked(inquiry, insight="coverage")
    told = insight_told(details, narrowed, reading, asked=began)
    return Result(metric.name, metric.unit, _table(rows, inquiry), told)


def _rows(inquiry: Inquiry, reading: Reading) -> list[dict[str, Any]]:
    """Return each score of an inquiry with what stands beside it."""
    cells = reading.cells(inquiry)
    heard = reading.customers_by(inquiry, tables=["answers"])
    met = {
        is_of_whole: _met(inquiry, reading, is_of_whole=is_of_whole)
        for is_of_whole in {_is_of_whole(cell, inquiry) for cell in cells}
    }
    return [
        {
            **cell.key(inquiry),
            **numbers_of(cell, inquiry),
            **met[_is_of_whole(cell, inquiry)].beside(
                cell, customers=heard.get((cell.groups, cell.period), 0)
            ),
        }
        for cell in cells
    ]


def _table(rows: Sequence[Mapping[str, Any]], inquiry: Inquiry) -> pa.Table:
    columns = {**dict.fromkeys(inquiry.by, pa.string()), **NUMBERS}
    columns |= {**(WEIGHTED if inquiry.is_weighted else {}), **COLUMNS}
    return pa.Table.from_pylist(list(rows), schema=pa.schema(list(columns.items())))


def _is_of_whole(cell: Cell, inquiry: Inquiry) -> bool:
    """Return whether a cell is about the experience as a whole, met anywhere."""
    if "touchpoint" in inquiry.groups:
        return cell.groups[inquiry.groups.index("touchpoint")] == OVERALL
    return inquiry.where.get("touchpoint") == (OVERALL,)


@dataclass(frozen=True)
class _Met:
    """The customers something happened to; `answered` are those who said anything.

    They are counted by the groups of an inquiry at the places `kept`.
    """

    kept: tuple[int, ...]
    met: Mapping[CellKey, int]
    answered: Mapping[CellKey, int]

    def beside(self, cell: Cell, *, customers: int) -> dict[str, Any]:
        """Return the columns that stand beside a score which hears some customers."""
        key = tuple(cell.groups[place] for place in self.kept), cell.period
        met, unknown = self.met.get(key, 0), None
        if not customers:
            unknown = "no customer who answered is named"
        elif met == self.answered.get(key):
            unknown = "only customers who answered are stored here"
        return {
            "customers": customers,
            "met": None if unknown else met,
            "coverage": None if unknown else customers / met,
            "coverage_unknown": unknown,
        }


def _met(inquiry: Inquiry, reading: Reading, *, is_of_whole: bool) -> _Met:
    """Return whom scores could hear: at their touchpoint, or of the whole anywhere."""
    without = {*_OF_AN_ANSWER, *(("touchpoint",) if is_of_whole else ())}
    anything = replace(
        inquiry,
        by=tuple(name for name in inquiry.by if name not in without),
        where={k: values for k, values in inquiry.where.items() if k not in without},
    )
    return _Met(
        tuple(i for i, name in enumerate(inquiry.groups) if name not in without),
        reading.customers_by(anything, tables=["interactions", "answers"]),
        reading.customers_by(anything, tables=["answers"]),
    )


def _asked_then(focused: Focus, reading: Reading) -> list[Survey]:
    """Return the surveys that asked for these answers, inside the period."""
    questions = {entry.question for entry in focused.listed}
    period = focused.inquiry.period
    first, end = period.first_date or date.min, period.end_date or date.max
    return [
        survey
        for survey in reading.programme().surveys
        if survey.question in questions
        and first <= (survey.period.first_date or date.min)
        and (survey.period.end_date or date.max) <= end
    ]


def _of_survey(survey: Survey, reading: Reading) -> dict[str, Any]:
    """Return how many of those asked answered its question: people, not answers.

    Who is not named counts once per message.
    """
    where = {"question": (survey.question,)}
    inquiry = Inquiry("mean", where=where, period=survey.period)
    answered = sum(reading.respondents(inquiry).values())
    named = sum(reading.customers_by(inquiry, tables=["answers"]).values())
    is_known = answered <= survey.asked
    return {
        "survey": survey.name,
        "question": survey.question,
        "period": str(survey.period),
        "asked": survey.asked,
        "answered": answered,
        "answered_named": named,
        "response_rate": answered / survey.asked if is_known else None,
        "unknown": None if is_known else "more answered than were asked",
    }


def _said(survey: Mapping[str, Any]) -> str:
    """Return the response rate in words."""
    counted = f"{survey['answered']:,} of {survey['asked']:,} asked answered"
    told = f"{survey['survey']} ({survey['period']}): {counted}{_unnamed(survey)}"
    if survey["unknown"]:
        return f"{told}: {survey['unknown']}; correct it in the programme"
    return f"{told}, a response rate of {survey['response_rate']:.1%}"


def _unnamed(survey: Mapping[str, Any]) -> str:
    """Return in words how many answered without a name: they may be the same people."""
    n = survey["answered"] - survey["answered_named"]
    if not n:
        return ""
    if not survey["answered_named"]:
        return " (responses: nobody is named)"
    return f" ({n:,} of them responses of nobody named)"
