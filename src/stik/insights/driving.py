"""What drives an outcome, asked of a workspace: its questions held side by side."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.drivers import Driver, Drivers, drivers
from stik.insights.focus import Listed
from stik.insights.reading import Reading
from stik.insights.responses import Responses
from stik.insights.result import Result, asked
from stik.insights.whole import JUDGED, insight_told
from stik.metrics.registry import METRICS, metric
from stik.terms.inquiry import Inquiry, Question
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

DRIVERS = (
    "Each rating's share of what all ratings together explain of the outcome, with "
    "its 95 % bootstrap interval; they go together, which does not prove a cause."
)


def drivers_result(
    inquiry: Inquiry, reading: Reading, *, outcome: str, of: Sequence[str]
) -> Result:
    """Return which ratings go with an outcome, and how much each explains.

    `outcome` is a question, or a metric that stands for one; `of` holds questions or
    touchpoints, without it every rating of a touchpoint may drive it.

    Raises
    ------
    QuestionError
        When a name is neither a question nor a touchpoint with answers.
    """
    reading.check_dimensions(inquiry)
    questions: list[Question] = []
    found = Drivers((), 0, unknown="no answers")
    if reading.entries:
        questions = driver_questions(outcome, of=of, entries=reading.entries)
        answers = reading.side_by_side(inquiry, questions)
        found = _drivers(inquiry, answers, [_called(each) for each in questions])
    details = {
        "definition": DRIVERS,
        "outcome": questions[0].question if questions else outcome,
        "method": found.method,
        "r_squared": found.r_squared,
        "n": found.n,
        "unknown": found.unknown,
        "notes": _other_scales(questions, reading.entries),
    }
    began = asked(inquiry, insight="drivers", outcome=outcome, of=list(of))
    told = insight_told(details, inquiry, reading, asked=began)
    return Result("drivers", "share", driver_rows(found), told)


def _drivers(inquiry: Inquiry, answers: pa.Table, names: Sequence[str]) -> Drivers:
    """Return the drivers of the first of the questions side by side."""
    outcome, *rated = (answers[f"a_{i}"].to_numpy() for i, _ in enumerate(names))
    ratings = np.column_stack(rated) if rated else np.empty((len(outcome), 0))
    if not inquiry.is_weighted:
        return drivers(Responses(names[1:], ratings, outcome))
    weight = answers["weight"].to_numpy()
    responses = Responses(names[1:], ratings, outcome, weight)
    used = responses.is_answered.any(axis=1)
    n_missing = int(np.isnan(weight[used]).sum())
    if not n_missing:
        return drivers(responses)
    reason = f"{n_missing} of {responses.n} responses have no weight"
    unknown = tuple(
        Driver(name, responses.n_rated(column), unknown=reason)
        for column, name in enumerate(names[1:])
    )
    return Drivers(unknown, responses.n, unknown=reason)


def driver_questions(
    outcome: str, *, of: Sequence[str], entries: Sequence[Listed]
) -> list[Question]:
    """Return the question of an outcome, then those that may drive it.

    Each on one scale, that of most of its answers: scales are never mixed.

    Raises
    ------
    QuestionError
        When a name is neither a question nor a touchpoint with answers.
    """
    target = outcome_of(outcome, entries)
    chosen = [found for name in of for found in _named(name, entries)]
    if not of:
        chosen = _rated(target, entries)
    drivers = dict.fromkeys(each for each in chosen if each.question != target.question)
    return [target, *drivers]


def outcome_of(name: str, entries: Sequence[Listed]) -> Question:
    """Return the question that an outcome, a metric or a question, stands for.

    A metric stands for the one question about the experience as a whole that it is
    defined on.

    Raises
    ------
    QuestionError
        When there is none, or several.
    """
    named = [entry for entry in entries if entry.question == name]
    if not named:
        named = _of_metric(name, entries)
    questions = sorted({entry.question for entry in named})
    if len(questions) != 1:
        known = ", ".join(questions) or "none"
        raise QuestionError(
            f"'{name}' does not stand for one question about the experience as a whole "
            f"({known}); name the question itself."
        )
    return Question(questions[0], _main_scale(named))


def _of_metric(name: str, entries: Sequence[Listed]) -> list[Listed]:
    questions = {entry.question for entry in entries}
    if name not in {known.name for known in METRICS}:
        raise QuestionError(
            f"there is no metric or question '{name}'; "
            f"{nearest(name, {*questions, *(known.name for known in METRICS)})}"
        )
    found = metric(name)
    fitting = [e for e in entries if found.accepts(Scale.parse(e.scale))]
    overall = [entry for entry in fitting if entry.touchpoint == OVERALL]
    return overall or fitting


def _named(name: str, entries: Sequence[Listed]) -> list[Question]:
    """Return the question of a name, or else what is asked at a touchpoint so named."""
    of_question = [entry for entry in entries if entry.question == name]
    if of_question:
        return [Question(name, _main_scale(of_question))]
    at_touchpoint = [entry for entry in entries if entry.touchpoint == name]
    if not at_touchpoint:
        known = {n for e in entries for n in (e.question, e.touchpoint) if n}
        raise QuestionError(
            f"no answer has the question or touchpoint '{name}'; {nearest(name, known)}"
        )
    return [
        _at(name, question, entries)
        for question in sorted({entry.question for entry in at_touchpoint})
    ]


def _at(touchpoint: str, question: str, entries: Sequence[Listed]) -> Question:
    """Return a question at a touchpoint; where it is put nowhere else, just itself."""
    put = [entry for entry in entries if entry.question == question]
    here = [entry for entry in put if entry.touchpoint == touchpoint]
    return Question(question, _main_scale(here), None if here == put else touchpoint)


def _rated(outcome: Question, entries: Sequence[Listed]) -> list[Question]:
    """Return every rating of a touchpoint; of the outcome's own where only it has any.

    An outcome often sums up the other questions about its touchpoint.
    """
    taken = {e.touchpoint for e in entries if e.question == outcome.question}
    rated = [
        entry
        for entry in entries
        if entry.touchpoint != OVERALL and Scale.parse(entry.scale).kind in JUDGED[1:]
    ]
    rated = [entry for entry in rated if entry.touchpoint not in taken] or rated
    return [
        Question(name, _main_scale(entry for entry in rated if entry.question == name))
        for name in sorted({entry.question for entry in rated})
    ]


def _main_scale(entries: Iterable[Listed]) -> str:
    """Return the scale of most answers, of equals the first by name."""
    n_on: dict[str, int] = {}
    for entry in entries:
        n_on[entry.scale] = n_on.get(entry.scale, 0) + entry.n
    return min(n_on, key=lambda scale: (-n_on[scale], scale))


def _called(question: Question) -> str:
    if question.touchpoint is None:
        return question.question
    return f"{question.question} at {question.touchpoint}"


def _other_scales(
    questions: Iterable[Question], entries: Sequence[Listed]
) -> list[str]:
    """Return in words which answers are on another scale than their question."""
    notes = []
    for each in questions:
        others = [
            entry
            for entry in entries
            if entry.question == each.question and entry.scale != each.scale
        ]
        if others:
            scales = ", ".join(sorted({entry.scale for entry in others}))
            n = sum(entry.n for entry in others)
            notes.append(
                f"left out of {each.question} on {each.scale}: n = {n:,} on {scales}"
            )
    return notes


def driver_rows(found: Drivers) -> pa.Table:
    """Return drivers as a table, one row per question."""
    schema = pa.schema(
        [
            ("driver", pa.string()),
            ("value", pa.float64()),
            ("low", pa.float64()),
            ("high", pa.float64()),
            ("n", pa.int64()),
            ("explained", pa.float64()),
            ("correlation", pa.float64()),
            ("mean", pa.float64()),
            ("is_another_word", pa.bool_()),
            ("unknown", pa.string()),
        ]
    )
    rows = [
        {
            "driver": driver.name,
            "value": driver.share,
            "low": driver.low,
            "high": driver.high,
            "n": driver.n,
            "explained": driver.explained,
            "correlation": driver.correlation,
            "mean": driver.mean,
            "is_another_word": driver.is_another_word_for_outcome,
            "unknown": driver.unknown,
        }
        for driver in found.drivers
    ]
    return pa.Table.from_pylist(rows, schema=schema)
