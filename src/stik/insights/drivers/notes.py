"""Notes: what must be known of drivers beside their numbers, in words."""

from collections.abc import Iterable, Iterator, Sequence

from stik.insights.drivers.driver import Driver
from stik.insights.focus import Listed
from stik.terms.inquiry import Question

MUCH_UNANSWERED = 0.05
"""From this share on it is said that a rating was often not given."""

_NAMED = 6
"""So many ratings are named; the table has them all."""


def driver_notes(drivers: Sequence[Driver]) -> list[str]:
    """Return what was often not answered, what overlaps and what is the outcome."""
    return [*_unanswered(drivers), *_overlapping(drivers), *another_word_notes(drivers)]


def other_scales(questions: Iterable[Question], entries: Sequence[Listed]) -> list[str]:
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


def _unanswered(drivers: Sequence[Driver]) -> Iterator[str]:
    """Yield one note of every rating that over 5 % did not give, the most first."""
    missing = [(each.unanswered, each.name) for each in drivers if each.unanswered]
    often = sorted((m for m in missing if m[0] > MUCH_UNANSWERED), key=_most_first)
    if not often:
        return
    named = [f"{name} {100 * share:.0f} %" for share, name in often[:_NAMED]]
    more = [f"{len(often) - _NAMED} more"] if len(often) > _NAMED else []
    yield (
        f"not answered, or not applicable: {', '.join([*named, *more])}; "
        "each two ratings are held together over all who gave both"
    )


def _most_first(missing: tuple[float, str]) -> tuple[float, str]:
    return -missing[0], missing[1]


def _overlapping(drivers: Sequence[Driver]) -> Iterator[str]:
    """Yield a note of each set of drivers that repeat each other."""
    told: set[frozenset[str]] = set()
    for each in drivers:
        together = frozenset((each.name, *each.overlap.goes_with))
        if len(together) == 1 or any(together <= known for known in told):
            continue
        told.add(together)
        others = " and ".join(each.overlap.goes_with)
        yield (
            f"{each.name} goes together with {others}: what share is whose "
            "cannot be told apart"
        )


def another_word_notes(drivers: Sequence[Driver]) -> Iterator[str]:
    """Yield a note of each driver that is the outcome itself, and of what to do."""
    for each in drivers:
        if each.is_another_word_for_outcome:
            why = f" ({'; '.join(map(str, each.leaks))})" if each.leaks else ""
            yield (
                f"{each.name} is another word for the outcome, or a leak{why}: "
                "ask again without it"
            )
