"""The page: one file that opens with the answers and needs nothing else."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from stik.report.basis import basis_line, freshness
from stik.report.colours import DARK, LIGHT, properties
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
    body = (_head_of_page(spoken, story), _main(spoken, story))
    return f"<!DOCTYPE html>\n{_html(spoken, story, join(body))}\n"


def _html(spoken: Words, story: Story, body: Markup) -> Markup:
    title = f"{_title(spoken)} \N{EN DASH} {story.company}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="generator", content="stik"),
        element("title", title),
        element("style", _style()),
    )
    whole = element("body", body)
    return element("html", head, whole, lang=spoken.language.tag, dir="ltr")


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


@cache
def _style() -> Markup:
    written = (files("stik.report") / "page.css").read_text(encoding="utf-8")
    light, dark = properties(LIGHT), properties(DARK)
    return Markup(
        f":root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{written}"
    )


def _policy() -> str:
    """Return the page's own rule that it may load nothing and run nothing."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"
