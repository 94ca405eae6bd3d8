"""Choosing: which questions an outcome and its drivers stand for, on which scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stik.errors import QuestionError, UnknownDimension, nearest
from stik.insights.focus import Listed
from stik.insights.weakest.asking import JUDGED
from stik.metrics.registry import METRICS, metric
from stik.terms.inquiry import Question
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL


@dataclass(frozen=True)
class Outcome:
    """What is driven: an answer, or whether a trait has a value (1) or not (0)."""

    label: str
    question: Question | None = None
    trait: str | None = None
    value: str | None = None


def outcome_of(
    name: str, entries: Sequence[Listed], *, traits: Sequence[str]
) -> Outcome:
    """Return what a name stands for: a question, a metric, or `trait=value`.

    A metric stands for the one question about the experience as a whole that it is
    defined on.

    Raises
    ------
    QuestionError
        When there is none, or several.
    """
    named = [entry for entry in entries if entry.question == name]
    trait, is_written, value = name.partition("=")
    if is_written and not named:
        if trait not in traits:
            raise UnknownDimension(trait, traits)
        return Outcome(name, trait=trait, value=value)
    if not named:
        named = _of_metric(name, entries, traits=traits)
    questions = sorted({entry.question for entry in named})
    if len(questions) != 1:
        known = ", ".join(questions) or "none"
        raise QuestionError(
            f"'{name}' does not stand for one question about the experience as a whole "
            f"({known}); name the question itself."
        )
    return Outcome(questions[0], Question(questions[0], _main_scale(named)))


def driver_questions(
    outcome: Question | None, *, of: Sequence[str], entries: Sequence[Listed]
) -> list[Question]:
    """Return the questions that may drive an outcome; None is one that is no question.

    Each on one scale, that of most of its answers: scales are never mixed.

    Raises
    ------
    QuestionError
        When a name is neither a question nor a touchpoint with answers.
    """
    chosen = [found for name in of for found in _named(name, entries)]
    asked = outcome.question if outcome else None
    if not of:
        chosen = _rated(asked, entries)
    return list(dict.fromkeys(each for each in chosen if each.question != asked))


def _of_metric(
    name: str, entries: Sequence[Listed], *, traits: Sequence[str]
) -> list[Listed]:
    if name in traits:
        raise QuestionError(
            f"'{name}' is a trait; name the value that is the outcome, such as "
            f"'{name}=yes'."
        )
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


def _rated(outcome: str | None, entries: Sequence[Listed]) -> list[Question]:
    """Return every rating of a touchpoint; of the outcome's own where only it has any.

    An outcome often sums up the other questions about its touchpoint.
    """
    taken = {entry.touchpoint for entry in entries if entry.question == outcome}
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
