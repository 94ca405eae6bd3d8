"""One guess: what a column means, how sure that is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SURE_ENOUGH = 0.5
"""A guess weaker than this is not made: the column is left blank."""

ONLY_ONE = (
    "customer",
    "occurred",
    "touchpoint",
    "channel",
    "unit",
    "language",
    "weight",
    "journey",
    "journey_instance",
    "amount",
    "currency",
)
"""Roles that one column of a file can have; the strongest guess keeps it."""

ROLES = (
    *ONLY_ONE,
    *("key", "trait", "answer", "verbatim", "question", "value", "ignore", "blank"),
)


@dataclass(frozen=True)
class Guess:
    """What `column` may mean; `strength` runs from 0 to 1, `reason` is a sentence.

    `scale` is set for an answer, `format` and `precision` for a date. `clock` names a
    second column with the time of day. `values` maps texts of the file to texts of
    stik, `missing` are the texts that are no answer. `only` names another column and
    what it must say for the row to say anything here.
    """

    column: str
    role: str
    reason: str
    strength: float
    scale: str | None = None
    missing: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    precision: str | None = None
    is_overall: bool = False
    clock: str | None = None
    only: tuple[str, tuple[str, ...]] | None = None
