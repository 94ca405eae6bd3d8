"""What the columns of a user's file mean, as frozen values; `mapping_file` reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stik.terms.scale import Scale

PRECISIONS = ("second", "day", "month", "year", "none")

ROW_FIELDS = (
    "customer",
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
"""What a row may say about itself, besides when it occurred."""


@dataclass(frozen=True)
class Cell:
    """Where one thing is found in a row: a column, or a constant for every row.

    `columns` holds alternatives: the first one that the file has is read. `values`
    maps texts of the file to texts of stik; a text in `missing` is no answer.
    """

    where: str
    columns: tuple[str, ...] = ()
    constant: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Moment:
    """When a row occurred: columns joined by a blank, or a constant, and how finely.

    Without `format` the text is read as ISO 8601; a text without an offset is in
    the mapping's time zone.
    """

    columns: tuple[str, ...] = ()
    constant: str | None = None
    format: str | None = None
    precision: str = "none"
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AnswerColumn:
    """A question of the survey; without `touchpoint` the row's own counts."""

    question: str
    cell: Cell
    scale: Scale
    touchpoint: str | None = None


@dataclass(frozen=True)
class VerbatimColumn:
    """A question answered in the customer's own words."""

    question: str
    cell: Cell
    touchpoint: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class FileHints:
    """What a file does not say of itself; None is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class FileMapping:
    """The whole mapping of a file; `version` names its exact text."""

    path: str
    text: str
    version: str
    source: str
    time_zone: str | None
    key: tuple[str, ...]
    hints: FileHints
    occurred: Moment
    row: Mapping[str, Cell]
    traits: Mapping[str, Cell]
    answers: tuple[AnswerColumn, ...]
    verbatims: tuple[VerbatimColumn, ...]

    def cells(self) -> Iterator[Cell]:
        """Return every place of the file that is read, except the moment and key."""
        yield from self.row.values()
        yield from self.traits.values()
        yield from (answer.cell for answer in self.answers)
        yield from (verbatim.cell for verbatim in self.verbatims)
