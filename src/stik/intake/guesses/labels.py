"""Rows below the header that repeat the questions, as some survey tools export them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from stik.intake.guesses.headers import words
from stik.intake.numbers import number

_MOST_LABEL_ROWS = 3
_LOOKED_AT = 60
_SUB_HEADERS = frozenset(("response", "open ended response", "other please specify"))


@dataclass(frozen=True)
class Labels:
    """How many rows are no answers, and the wording they give to columns."""

    rows: int = 0
    wording: Mapping[str, str] = field(default_factory=dict)


def read_labels(table: pa.Table) -> Labels:
    """Return the rows at the top that are no answers.

    Such a row has words where the rows further down have numbers or dates.
    """
    head = table.slice(0, _LOOKED_AT).to_pydict()
    cells = {name: [text or "" for text in texts] for name, texts in head.items()}
    numeric = [texts for texts in cells.values() if _is_numeric_below(texts)]
    rows = 0
    while rows < _MOST_LABEL_ROWS and _is_label(numeric, rows):
        rows += 1
    if not rows and _is_sub_header([texts[0] for texts in cells.values() if texts]):
        rows = 1
    wording = {
        name: texts[0]
        for name, texts in cells.items()
        if rows and texts[0] and words(texts[0]) not in _SUB_HEADERS
    }
    return Labels(rows, wording)


def _is_sub_header(texts: list[str]) -> bool:
    """Return whether a row says what kind of answer stands below it."""
    return any(words(text) in _SUB_HEADERS for text in texts)


def _is_numeric_below(texts: list[str]) -> bool:
    below = [text for text in texts[_MOST_LABEL_ROWS:] if text]
    return len(below) >= 3 and all(_has_number(text) for text in below)


def _has_number(text: str) -> bool:
    return number(text) is not None or (
        text[:1].isdigit() and sum(mark.isdigit() for mark in text) >= len(text) / 2
    )


def _is_label(numeric: list[list[str]], row: int) -> bool:
    told = [texts[row] for texts in numeric if row < len(texts) and texts[row]]
    labels = [text for text in told if not _has_number(text)]
    return len(labels) >= 2 and len(labels) > 0.8 * len(told)
