"""Whether words praise or blame, as learnt from the worded scales of all languages."""

from functools import cache

from stik.intake.guesses.headers import words
from stik.intake.guesses.wordings import WORDINGS

_SAYS_NOTHING_ALONE = frozenset(("all", "at", "of", "und", "ganz", "voll", "du", "d"))
_SHORTEST_STEM = 3
_LONGEST_STEM = 6


def direction(text: str) -> int:
    """Return 1 where a text praises, -1 where it blames, 0 where that is not clear.

    A word blames where it stands in the lower steps of worded scales only; with one
    such word the whole text does, as in "not good at all".
    """
    praising, blaming = _learnt()
    stems = {_stem(word) for word in words(text).split()}
    if stems & blaming:
        return -1
    return 1 if stems & praising else 0


@cache
def _learnt() -> tuple[frozenset[str], frozenset[str]]:
    upper: set[str] = set()
    lower: set[str] = set()
    for wording in WORDINGS:
        half = len(wording.steps) / 2
        for place, texts in enumerate(wording.steps):
            stems = {_stem(word) for text in texts for word in text.split()}
            if place + 1 <= half:
                lower |= stems
            elif place >= half:
                upper |= stems
    quiet = _SAYS_NOTHING_ALONE
    return frozenset(upper - lower - quiet), frozenset(lower - upper - quiet)


def _stem(word: str) -> str:
    """Return the beginning of a word, without its ending."""
    bare = word.rstrip("aeiouy")
    return (bare if len(bare) >= _SHORTEST_STEM else word)[:_LONGEST_STEM]
