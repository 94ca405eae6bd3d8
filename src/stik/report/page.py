"""The page: one file that opens with the answers and needs nothing else."""

from stik.report.basis import basis_line, freshness
from stik.report.document import document
from stik.report.markup import Markup, element, fill, join
from stik.report.sections import (
    change,
    drivers,
    experience,
    history,
    limits,
    steadiness,
    weakest,
)
from stik.report.sections.card import UNKNOWN, Answer, card
from stik.report.sections.reading import reading
from stik.report.story import Story, Unknown
from stik.report.words import Words, words

_QUESTIONS = (experience, change, weakest, steadiness, drivers)
"""The questions of the first screen, in their order."""


def page(story: Story, *, language: str) -> str:
    """Return the whole report as one HTML page without scripts or outside resources.

    Raises
    ------
    QuestionError
        When the report does not speak `language`.
    """
    spoken = words(language)
    title = f"{_title(spoken)} \N{EN DASH} {story.company}"
    body = join([_head_of_page(spoken, story), _main(spoken, story)])
    return document(spoken, title=title, body=body)


def _title(spoken: Words) -> str:
    return spoken.say("Customer experience")


def _head_of_page(spoken: Words, story: Story) -> Markup:
    return element(
        "header",
        element("p", story.company, class_="company"),
        element("h1", _title(spoken)),
        basis_line(spoken, story),
        freshness(spoken, story),
        _simulated(spoken) if story.is_simulated else None,
    )


def _simulated(spoken: Words) -> Markup:
    said = spoken.say("A simulated company: none of these people exist.")
    return element("p", said, class_="simulated")


def _main(spoken: Words, story: Story) -> Markup:
    if not story.basis.n_answers:
        return element("main", _empty(spoken), *_limits(spoken, story, ()))
    answers = [each.answer(spoken, story) for each in _QUESTIONS]
    unknowns = limits.all_unknowns(story, answers)
    return element(
        "main",
        _answers(spoken, answers),
        _caveats(spoken, story, unknowns),
        *(each.evidence(spoken, story) for each in (*_QUESTIONS, history)),
        *_limits(spoken, story, unknowns),
        reading(spoken),
    )


def _answers(spoken: Words, answers: list[Answer]) -> Markup:
    cards = (card(spoken, each) for each in answers)
    return element(
        "div", *cards, class_="answers", role="group", aria_label=spoken.say("Answers")
    )


def _caveats(
    spoken: Words, story: Story, unknowns: tuple[Unknown, ...]
) -> Markup | None:
    """Return what the answers leave out, with links to where it is told."""
    told = []
    if unknowns:
        told.append(_link(UNKNOWN, _unknown_count(spoken, len(unknowns))))
    if story.held_back:
        told.append(_link(limits.HELD_BACK, limits.held_back_count(spoken, story)))
    if story.gaps:
        told.append(_link(limits.GAPS, spoken.say("Gaps in the programme")))
    return element("p", join(told, " · "), class_="caveats") if told else None


def _unknown_count(spoken: Words, n: int) -> str:
    return spoken.count("{n} thing we do not know", "{n} things we do not know", n)


def _link(anchor: str, text: str) -> Markup:
    return element("a", text, href=f"#{anchor}")


def _limits(
    spoken: Words, story: Story, unknowns: tuple[Unknown, ...]
) -> tuple[Markup | None, ...]:
    return (
        limits.unknowns(spoken, unknowns),
        limits.held_back(spoken, story),
        limits.gaps(spoken, story),
    )


def _empty(spoken: Words) -> Markup:
    return element(
        "div",
        element("p", spoken.say("Nobody has answered yet."), class_="sentence"),
        element(
            "p",
            fill(
                spoken.say("Load a survey with {command}."),
                command=element("code", "stik load PLACE FILE --map MAP.toml"),
            ),
        ),
        element(
            "p",
            fill(
                spoken.say("See the report of a simulated company with {command}."),
                command=element("code", "stik demo --into DIR"),
            ),
        ),
        class_="card",
    )
