"""Why a value, and with it its row, cannot become a fact: a closed list of reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Reason(StrEnum):
    """Each reason a row can be held back for; shown and counted by these names."""

    NOT_A_NUMBER = "not a number"
    OFF_THE_SCALE = "off the scale"
    NOT_A_DATE = "not a date"
    UNKNOWN_QUESTION = "unknown question"
    NO_KEY = "no key"
    CHANGED = "changed"
    WRONG_COLUMN_COUNT = "wrong number of columns"
    NOT_UTF8 = "not UTF-8"
    CELL_TOO_LONG = "cell too long"
    BROKEN_JSON = "broken JSON"
    BROKEN_EVENT = "broken event"


@dataclass(frozen=True)
class Fault:
    """One value that cannot be read, and what would be right."""

    field: str | None
    value: str | None
    reason: Reason
    sentence: str


@dataclass(frozen=True)
class HeldRow:
    """A row of a file that waits for repair; `row` is its number below the header.

    `key` and `content` know it again in a newer export, null where the source has
    no key.
    """

    row: int
    raw: str
    fault: Fault
    key: int | None = None
    content: int | None = None


_MOST_TOLD = 5


def told_together(faults: Sequence[Fault]) -> Fault:
    """Return the faults of one row as one: the first, its sentence telling the rest."""
    first, *others = faults
    told = [first.sentence]
    told += [f"Also {f.field}: {f.sentence}" for f in others[: _MOST_TOLD - 1]]
    if len(faults) > _MOST_TOLD:
        told.append(f"And {len(faults) - _MOST_TOLD} more.")
    return replace(first, sentence=" ".join(told))
