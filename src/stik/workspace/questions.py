"""Every question the front door answers, written by hand; each can be asked again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stik.effects.asking import initiatives_result
from stik.insights.asking import answer
from stik.insights.baggage.asking import baggage_result
from stik.insights.belief.asking import beliefs_result
from stik.insights.benchmarks.answered import answer_beside
from stik.insights.benchmarks.asked import benchmarks_result
from stik.insights.consistency.asking import consistency_result
from stik.insights.coverage import coverage_result
from stik.insights.drivers.asking import drivers_result
from stik.insights.goals.asked import goals_result
from stik.insights.interaction.asking import interaction_result
from stik.insights.kano.asking import kano_result
from stik.insights.mix.asking import same_mix_result
from stik.insights.reading import Reading
from stik.insights.result import Result, inquiry_asked
from stik.insights.value.leaving.asking import leaving_result
from stik.insights.value.retention.asking import retention_result
from stik.insights.value.worth.asking import worth_result
from stik.insights.weakest.asking import weakest_result
from stik.terms.inquiry import Inquiry


@dataclass(frozen=True)
class Asking:
    """A question by name: `answer` takes an inquiry, the facts and its own words.

    The words are plain values, so that a saved answer can be asked again; they stand
    in `Result.explanation["asked"]` under the names in `words`.
    """

    name: str
    answer: Callable[..., Result]
    words: tuple[str, ...] = ()


QUESTIONS = (
    Asking("ask", answer),
    Asking("ask_beside", answer_beside, ("written",)),
    Asking("benchmarks", benchmarks_result, ("written",)),
    Asking("goals", goals_result, ("written", "today")),
    Asking("coverage", coverage_result),
    Asking("weakest", weakest_result),
    Asking("drivers", drivers_result, ("outcome", "of")),
    Asking("consistency", consistency_result, ("plan",)),
    Asking("same_mix", same_mix_result, ("standard",)),
    Asking("initiatives", initiatives_result, ("today",)),
    Asking("baggage", baggage_result, ("about", "bad", "within")),
    Asking("kano", kano_result, ("features",)),
    Asking("beliefs", beliefs_result, ("by_whom",)),
    Asking("leaving", leaving_result, ("written", "of")),
    Asking("retention", retention_result, ("written", "group", "at")),
    Asking("worth", worth_result, ("written", "about", "looking")),
    Asking("interaction", interaction_result, ("of",)),
)


def answered(name: str, inquiry: Inquiry, reading: Reading, **words: Any) -> Result:  # noqa: ANN401 each question has words of its own
    """Return the answer to a question of `QUESTIONS`."""
    return _answered(_called(name), inquiry, reading, **words)


def asked_again(asked: Mapping[str, Any], reading: Reading) -> Result:
    """Return the answer to what a result says was asked.

    Raises
    ------
    KeyError, TypeError, ValueError
        When it is no such thing.
    """
    question = _called(asked["insight"])
    words = {name: asked[name] for name in question.words}
    return _answered(question, inquiry_asked(asked), reading, **words)


def _answered(
    question: Asking,
    inquiry: Inquiry,
    reading: Reading,
    **words: Any,  # noqa: ANN401 as `answered`
) -> Result:
    """Return the answer; where weights were made for it, with how they came about.

    What is weighted is read so, whatever a question asks on the way.
    """
    if not inquiry.is_weighted:
        result = question.answer(inquiry, reading, **words)
        return _with_rules(result, inquiry.traits, reading)
    weighing = replace(reading, is_weighted=True, is_raked=inquiry.is_raked)
    result = question.answer(inquiry, weighing, **words)
    if not inquiry.is_raked:
        return _with_rules(result, inquiry.traits, reading)
    raking = weighing.raking
    told = {**result.explanation, "weights": raking.told()}
    told["notes"] = [*told.get("notes", ()), *raking.notes()]
    names = [*inquiry.traits, *(margin.name for margin in raking.margins)]
    return _with_rules(replace(result, explanation=told), names, reading)


def _with_rules(result: Result, names: Sequence[str], reading: Reading) -> Result:
    """Return a result that says by which rules the segments it names were made."""
    if not names:
        return result
    version_of = {each.name: each.version for each in reading.segmentations}
    rules = {name: version_of[name] for name in names if name in version_of}
    if not rules:
        return result
    told = {**result.explanation, "segment_rules": rules}
    return replace(result, explanation=told)


def _called(name: str) -> Asking:
    found = {question.name: question for question in QUESTIONS}
    return found[name]
