"""Why a value, and with it its row, cannot become a fact: a closed list of reasons."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Each reason a row can be held back for; shown and counted by these names."""

    NOT_A_NUMBER = "not a number"
    OFF_THE_SCALE = "off the scale"
    NOT_A_DATE = "not a date"
    NO_KEY = "no key"
    CHANGED = "changed"
    WRONG_COLUMN_COUNT = "wrong number of columns"
    NOT_UTF8 = "not UTF-8"
    CELL_TOO_LONG = "cell too long"
    BROKEN_JSON = "broken JSON"


@dataclass(frozen=True)
class Fault:
    """One value that cannot be read, and what would be right."""

    field: str | None
    value: str | None
    reason: Reason
    sentence: str


@dataclass(frozen=True)
class HeldRow:
    """A row of a file that waits for repair; `row` is its number below the header."""

    row: int
    raw: str
    fault: Fault
