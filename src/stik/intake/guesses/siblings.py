"""Columns that stand side by side and take the same numbers belong together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from stik.intake.guesses.column import Column
from stik.intake.guesses.steps import (
    Steps,
    is_two_sided,
    mean_place,
    pooled,
    steps_of,
)

_FEWEST = 3
_FEWEST_STEPS = 4
_NO_SIBLING = frozenset(
    ("gender", "age", "income", "background", "tool", "weight", "language", "quantity")
)
_PREFIX = re.compile(r"^([A-Za-z]+\d+)")


@dataclass(frozen=True)
class Siblings:
    """Columns of one battery of questions and the steps that they share."""

    names: tuple[str, ...]
    steps: Steps


def batteries(columns: Sequence[Column]) -> dict[str, Siblings]:
    """Return, for every column that is one of a battery, the battery.

    A battery is three or more neighbours with whole numbers on the same steps, four
    or more of them; neighbours of one question number pool what they show.
    """
    found: dict[str, Siblings] = {}
    for _, run in groupby(columns, key=_kin):
        members = [column for column in run if _may_be_rating(column)]
        _note(found, members)
    for run_of_same in _same_steps(columns, found):
        _note(found, run_of_same)
    return found


def _note(found: dict[str, Siblings], members: Sequence[Column]) -> None:
    legend = members[0].legend if members else None
    told = legend.ends if legend else None
    steps = steps_of((column.numbers for column in members), told=told)
    if len(members) < _FEWEST or steps is None or steps.count < _FEWEST_STEPS:
        return
    together = pooled(column.numbers for column in members)
    least = 0.5 if steps.count == _FEWEST_STEPS else 0.3
    if is_two_sided(together, steps) or mean_place(together, steps) < least:
        return
    siblings = Siblings(tuple(column.name for column in members), steps)
    found.update({column.name: siblings for column in members})


def _kin(column: Column) -> str:
    """Return the number of a question without its letter or word: Q7 of Q7ART."""
    match = _PREFIX.match(column.name)
    if match and _may_be_rating(column):
        ends = column.legend.ends if column.legend else ""
        return f"{match.group(1).lower()} {ends}"
    return f"#{column.position}"


def _same_steps(
    columns: Sequence[Column], found: dict[str, Siblings]
) -> Iterable[list[Column]]:
    left = [column for column in columns if column.name not in found]
    run: list[Column] = []
    ends: tuple[int, int] | None = None
    for column in left:
        own = column.steps if _may_be_rating(column) else None
        own_ends = (own.low, own.high) if own else None
        follows = not run or column.position == run[-1].position + 1
        if own_ends is None or own_ends != ends or not follows:
            yield run
            run = []
        if own_ends is not None:
            run.append(column)
        ends = own_ends
    yield run


def _may_be_rating(column: Column) -> bool:
    return (
        column.is_numeric
        and column.is_whole
        and 2 <= column.distinct <= 16
        and column.filled_share > 0.05
        and not column.topics & _NO_SIBLING
    )
