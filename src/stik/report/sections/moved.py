"""What changed when the experience did: the touchpoints that really moved."""

from collections.abc import Sequence

from stik.report import values
from stik.report.frames import caption, folded, table_figure
from stik.report.markup import Markup, element, fill, join
from stik.report.once import once
from stik.report.sections.comparisons import comparisons_table
from stik.report.sections.verdict import change_verdict, kind_of
from stik.report.story import Change
from stik.report.vocabulary import subject_name
from stik.report.words import Words

_MOST_EACH_WAY = 2


def moved_lines(words: Words, moved: Sequence[Change]) -> tuple[Markup, ...]:
    """Return the touchpoints that moved farthest up and down, one line each.

    Each touchpoint once a way, on the scale on which it moved farthest.
    """
    found: list[Change] = []
    for kind in ("better", "worse"):
        going = [each for each in moved if kind_of(each) == kind]
        found += once(going, key=lambda each: each.touchpoint)[:_MOST_EACH_WAY]
    if found:
        return tuple(_line(words, each) for each in found)
    n = _n_compared(moved)
    if not n:
        return ()
    said = words.count(
        "{n} comparison of a single touchpoint: no real change.",
        "{n} comparisons of single touchpoints: no real change.",
        n,
    )
    return (Markup(said),)


def _line(words: Words, change: Change) -> Markup:
    return fill(
        words.say("{verdict}: {what}, {before} → {now}."),
        verdict=change_verdict(words, change),
        what=element("strong", subject_name(words, change.measure, change.touchpoint)),
        before=_number(words, change, change.before.estimate.value),
        now=_number(words, change, change.now.estimate.value),
    )


def _number(words: Words, change: Change, number: float | None) -> str:
    if number is None:
        return values.NOTHING
    return values.value(words, change.measure, number)


def moved_figure(words: Words, moved: Sequence[Change]) -> Markup | None:
    """Return the real changes as a table, and all comparisons folded under it."""
    n = _n_compared(moved)
    if not n:
        return None
    real = [each for each in moved if kind_of(each) in ("better", "worse")]
    title = words.say("Touchpoints that really changed")
    summary = words.count(
        "{n} comparison of a single touchpoint was made. The farthest move first, as "
        "a share of its scale.",
        "{n} comparisons of single touchpoints were made, judged together. The "
        "farthest move first, as a share of its scale.",
        n,
    )
    every_title = words.count(
        "Show {n} comparison", "Show all {n} comparisons", len(moved)
    )
    every = folded(words, every_title, comparisons_table(words, moved, every_title))
    if not real:
        nothing = caption(words.say("No touchpoint really changed"), summary)
        return element("figure", nothing, every)
    shown = comparisons_table(words, real, title)
    figure = table_figure(words, head=caption(title, summary), shown=shown)
    return figure if len(real) == len(moved) else join([figure, every])


def _n_compared(moved: Sequence[Change]) -> int:
    return sum(each.difference.value is not None for each in moved)
