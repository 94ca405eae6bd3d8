"""What nobody can know yet, what was held back, what the programme lacks."""

from collections.abc import Iterable
from itertools import groupby

from stik.report import values
from stik.report.frames import caption, note, section, table_figure
from stik.report.markup import Markup, element, fill, join
from stik.report.once import once
from stik.report.reasons import reason_in_words
from stik.report.sections.card import UNKNOWN, Answer
from stik.report.story import Gap, HeldBack, Story, Unknown
from stik.report.tables import Column, Table
from stik.report.vocabulary import (
    gap_in_words,
    held_reason,
    unknown_matter,
)
from stik.report.words import Words

HELD_BACK = "held-back"
GAPS = "gaps"


def all_unknowns(story: Story, answers: Iterable[Answer]) -> tuple[Unknown, ...]:
    """Return what cannot be known yet: questions without answer first, each once."""
    asked = (each.unknown for each in answers if each.unknown is not None)
    told = [*asked, *story.unknowns]
    return tuple(once(told, key=lambda each: each.what))


def unknowns(words: Words, found: Iterable[Unknown]) -> Markup | None:
    """Return what cannot be known yet, each with its reason."""
    told = [
        fill(
            words.say("{matter}: {reason}."),
            matter=element("strong", unknown_matter(words, each.what)),
            reason=reason_in_words(words, each.why),
        )
        for each in found
    ]
    if not told:
        return None
    return section(UNKNOWN, words.say("What we do not know"), _list(told))


def held_back(words: Words, story: Story) -> Markup | None:
    """Return how many rows wait for repair, by reason."""
    if not story.held_back:
        return None
    title = words.say("Rows held back, by reason")
    columns = (
        Column(words.say("Reason"), "name"),
        Column(words.say("Rows")),
        Column(words.say("The first of them"), "text"),
    )
    shown = Table(
        title,
        columns,
        tuple(_held(words, each) for each in story.held_back),
        (
            ("reason", "rows", "example"),
            *((each.reason, each.n_rows, each.example) for each in story.held_back),
        ),
    )
    head = caption(title, held_back_count(words, story))
    mend = words.say("Mend them in the file, then load it again with --repaired.")
    figure = table_figure(words, head=head, shown=shown)
    return section(HELD_BACK, words.say("Rows held back"), figure, note(mend))


def held_back_count(words: Words, story: Story) -> str:
    """Return how many rows are in none of the numbers."""
    return words.count(
        "{n} row could not be read and is in none of the numbers.",
        "{n} rows could not be read and are in none of the numbers.",
        sum(each.n_rows for each in story.held_back),
    )


def _held(words: Words, held: HeldBack) -> tuple[object, ...]:
    reason = held_reason(words, held.reason)
    example = element("span", held.example or values.NOTHING, lang="en")
    return reason, words.number(held.n_rows), example


def gaps(words: Words, story: Story) -> Markup | None:
    """Return what the programme and the answers do not agree on."""
    if not story.gaps:
        return None
    by_kind = groupby(sorted(story.gaps, key=_kind), key=_kind)
    lines = (_gap_line(words, kind, same) for kind, same in by_kind)
    return section(GAPS, words.say("Gaps in the programme"), _list(lines))


def _kind(gap: Gap) -> str:
    return gap.kind


def _gap_line(words: Words, kind: str, same: Iterable[Gap]) -> Markup:
    quoted = [
        fill(words.say("“{touchpoint}”"), touchpoint=each.touchpoint) for each in same
    ]
    return fill(
        words.say("{matter}: {touchpoints}."),
        matter=element("strong", gap_in_words(words, kind)),
        touchpoints=join(quoted, ", "),
    )


def _list(lines: Iterable[Markup]) -> Markup:
    return element("ul", *(element("li", each) for each in lines))
