"""What the columns of a user's file mean, as frozen values; `mapping_file` reads it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
    maps texts of the file to texts of stik; a text in `missing` is no answer. `only`
    names other columns and what each must say for the row to say anything here.
    """

    where: str
    columns: tuple[str, ...] = ()
    constant: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """When a row occurred: columns joined by a blank, or a constant, and how finely.

    `alternatives` are columns of which the first that the file has is read. Without
    `format` the text is read as ISO 8601; a text without an offset is in the
    mapping's time zone.
    """

    columns: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    constant: str | None = None
    format: str | None = None
    precision: str = "none"
    missing: frozenset[str] = frozenset()

    def columns_among(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the columns to read of a file with columns `names`."""
        if self.alternatives:
            return (first_found(self.alternatives, names),)
        return self.columns


@dataclass(frozen=True)
class AnswerColumn:
    """A question of the survey; without `touchpoint` the row's own counts.

    `named` is how a long file calls the question, null in a wide one.
    """

    question: str
    cell: Cell
    scale: Scale
    touchpoint: str | None = None
    named: str | None = None


@dataclass(frozen=True)
class VerbatimColumn:
    """A question answered in the customer's own words; `named` as in an answer."""

    question: str
    cell: Cell
    touchpoint: str | None = None
    language: str | None = None
    named: str | None = None


@dataclass(frozen=True)
class LongFile:
    """How a file with one row per answer says which question, and the answer.

    Rows of a question that the mapping does not name are held back, or give no
    answer where `ignores_others`.
    """

    question: Cell
    value: tuple[str, ...]
    ignores_others: bool = False


@dataclass(frozen=True)
class FileHints:
    """What a file does not say of itself; None is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    object_type: str | None = None


@dataclass(frozen=True)
class FileMapping:
    """The whole mapping of a file; `version` names its exact text.

    `about` names whom the answers tell of where that is somebody else.
    """

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
    long: LongFile | None = None
    about: str | None = None

    def cells(self) -> Iterator[Cell]:
        """Return every place of the file that is read, except the moment and key."""
        yield from self.row.values()
        yield from self.traits.values()
        yield from (answer.cell for answer in self.answers)
        yield from (verbatim.cell for verbatim in self.verbatims)
        if self.long is not None:
            yield self.long.question

    def columns_among(self, names: Collection[str]) -> dict[str, str]:
        """Return the columns to read of a file with columns `names`: why each.

        Of alternatives it is the first that the file has; where it has none of
        them, the first of all. The order does not depend on that of the mapping.
        """
        wanted = [
            (cell.where, first_found(cell.columns, names))
            for cell in self.cells()
            if cell.columns
        ]
        wanted += [
            (f"{cell.where}.only", name) for cell in self.cells() for name in cell.only
        ]
        when = self.occurred.columns_among(names)
        wanted += [
            (
                f"row.occurred.columns[{place}]" if len(when) > 1 else "row.occurred",
                name,
            )
            for place, name in enumerate(when)
        ]
        found: dict[str, str] = {}
        for where, name in sorted(wanted):
            found.setdefault(name, where)
        for name in self.key:
            found.setdefault(name, "key")
        return found

    @property
    def has_touchpoint_of_row(self) -> bool:
        """Return whether each row says itself which touchpoint it tells of."""
        return "touchpoint" in self.row


def first_found(columns: Sequence[str], names: Collection[str]) -> str:
    """Return the first of alternative columns that is among `names`, else the first."""
    return next((column for column in columns if column in names), columns[0])
