"""Every question the front door answers, written by hand; each can be asked again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from stik.insights.reading import Reading
from stik.insights.result import Result, inquiry_asked
from stik.terms.inquiry import Inquiry


@dataclass(frozen=True)
class Asking:
    """A question by name, and where its answer is: a module of stik, and a function.

    The words are plain values, so that a saved answer can be asked again; they stand
    in `Result.explanation["asked"]` under the names in `words`.
    """

    name: str
    module: str
    function: str
    words: tuple[str, ...] = ()

    @property
    def answer(self) -> Callable[..., Result]:
        """Return what takes an inquiry, the facts and its own words.

        Imported when it is asked: all of them together cost a third of an answer.
        """
        found: Callable[..., Result] = getattr(
            import_module(f"stik.{self.module}"), self.function
        )
        return found


QUESTIONS = (
    Asking("ask", "insights.asking", "answer"),
    Asking("ask_beside", "insights.benchmarks.answered", "answer_beside", ("written",)),
    Asking(
        "benchmarks", "insights.benchmarks.asked", "benchmarks_result", ("written",)
    ),
    Asking("goals", "insights.goals.asked", "goals_result", ("written", "today")),
    Asking("coverage", "insights.coverage", "coverage_result"),
    Asking("weakest", "insights.weakest.asking", "weakest_result"),
    Asking("drivers", "insights.drivers.asking", "drivers_result", ("outcome", "of")),
    Asking(
        "consistency", "insights.consistency.asking", "consistency_result", ("plan",)
    ),
    Asking("same_mix", "insights.mix.asking", "same_mix_result", ("standard",)),
    Asking("initiatives", "effects.asking", "initiatives_result", ("today",)),
    Asking(
        "baggage",
        "insights.baggage.asking",
        "baggage_result",
        ("about", "bad", "within"),
    ),
    Asking("kano", "insights.kano.asking", "kano_result", ("features",)),
    Asking("beliefs", "insights.belief.asking", "beliefs_result", ("by_whom",)),
    Asking(
        "leaving", "insights.value.leaving.asking", "leaving_result", ("written", "of")
    ),
    Asking(
        "retention",
        "insights.value.retention.asking",
        "retention_result",
        ("written", "group", "at"),
    ),
    Asking(
        "worth",
        "insights.value.worth.asking",
        "worth_result",
        ("written", "about", "looking"),
    ),
    Asking(
        "journey_graph",
        "insights.journeys.asking",
        "graph_result",
        ("instances", "score", "written"),
    ),
    Asking(
        "journey_variants",
        "insights.journeys.asking",
        "variants_result",
        ("instances",),
    ),
    Asking(
        "journey_check",
        "insights.journeys.checking",
        "check_result",
        ("instances", "design", "score", "lifetime"),
    ),
    Asking(
        "journey_fits",
        "insights.journeys.checking",
        "fits_result",
        ("instances", "design"),
    ),
    Asking(
        "journey_promises",
        "insights.journeys.checking",
        "promises_result",
        ("instances", "design"),
    ),
    Asking(
        "journey_timeline",
        "insights.journeys.timeline",
        "timeline_result",
        ("customer", "source", "journey"),
    ),
    Asking(
        "journey_funnel",
        "insights.journeys.asking_shares",
        "funnel_result",
        ("instances", "steps"),
    ),
    Asking(
        "journey_rework",
        "insights.journeys.asking_shares",
        "rework_result",
        ("instances",),
    ),
    Asking(
        "journey_compared",
        "insights.journeys.asking_compared",
        "compared_result",
        ("instances", "form", "steps"),
    ),
    Asking(
        "journey_around",
        "insights.journeys.asking_shares",
        "around_result",
        ("instances", "anchor", "places"),
    ),
    Asking(
        "journey_clusters",
        "insights.journeys.asking_clusters",
        "clusters_result",
        ("instances",),
    ),
    Asking("interaction", "insights.interaction.asking", "interaction_result", ("of",)),
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
    reading.forget()
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
