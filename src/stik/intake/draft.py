"""A chunk of a file's rows on its way to becoming facts."""

import json
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.intake.distinct import Faults, Texts
from stik.intake.held import Fault, HeldRow, told_together
from stik.intake.mapping import FileMapping
from stik.intake.moments import Moments, Zones
from stik.terms.counts import Floats, Integers
from stik.terms.scale import Scale


@dataclass(frozen=True)
class ReadAnswers:
    """One question's answers: a value per row, NaN where it was not answered."""

    question: str
    scale: Scale
    values: Floats
    touchpoint: str | None


@dataclass(frozen=True)
class ReadVerbatims:
    """One question's texts: one per row, null where nothing was said."""

    question: str
    texts: pa.Array
    touchpoint: str | None
    language: str | None


@dataclass
class Draft:
    """What is known so far of some rows of a file; the steps of intake fill it in.

    `row` holds each row's number in the file; everything read has one entry per
    row. A row leaves by `hold` (with a fault) or `drop` (it is known already);
    `broken` rows could not even be cut into columns. `links` says as whom customers
    were known before: that name to this one. Names in `renamed` are those of a person
    whose other names are this one's too. A `key` without `content` is of rows that are
    the same whatever they say.
    """

    mapping: FileMapping
    zones: Zones
    table: pa.Table
    row: Integers
    broken: list[HeldRow] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    is_known: npt.NDArray[np.bool_] = field(init=False)
    n_broken_known: int = 0
    n_erased: int = 0
    moments: Moments | None = None
    texts: dict[str, Texts] = field(default_factory=dict)
    numbers: dict[str, Floats] = field(default_factory=dict)
    traits: dict[str, Texts] = field(default_factory=dict)
    questions: Texts | None = None
    answers: list[ReadAnswers] = field(default_factory=list)
    verbatims: list[ReadVerbatims] = field(default_factory=list)
    key: Integers | None = None
    content: Integers | None = None
    links: dict[str, str] = field(default_factory=dict)
    renamed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.is_known = np.zeros(len(self.row), dtype=np.bool_)

    @property
    def n_known(self) -> int:
        """Return how many of the rows were taken in, or held back, before."""
        return int(self.is_known.sum()) - self.n_erased + self.n_broken_known

    def hold(self, faults: Faults) -> None:
        """Hold rows back, each with the fault that was found in it."""
        for index, fault in faults.items():
            self.faults.setdefault(index, []).append(fault)

    def drop(self, indices: Integers) -> None:
        """Leave out rows that are facts, or held back, already."""
        self.is_known[indices] = True
        for index in indices.tolist():
            self.faults.pop(index, None)

    def drop_erased(self, indices: Integers) -> None:
        """Leave out rows of customers who were erased."""
        self.n_erased += int((~self.is_known[indices]).sum())
        self.drop(indices)

    def drop_broken(self, kept: list[HeldRow]) -> None:
        """Leave out the broken rows that are held back already: all but `kept`."""
        self.n_broken_known += len(self.broken) - len(kept)
        self.broken = kept

    def staying(self) -> Integers:
        """Return the indices of the rows that will become facts."""
        stays = ~self.is_known
        stays[list(self.faults)] = False
        return np.flatnonzero(stays)

    def held_rows(self) -> list[HeldRow]:
        """Return the rows held back, in the order of the file."""
        indices = sorted(self.faults)
        raws = self.table.take(pa.array(indices, pa.int64())).to_pylist()
        held = [
            HeldRow(
                int(self.row[index]),
                # What came as an instant, not as text, is told in ISO 8601.
                json.dumps(raw, ensure_ascii=False, default=datetime.isoformat),
                told_together(self.faults[index]),
                key=None if self.key is None else int(self.key[index]),
                content=None if self.content is None else int(self.content[index]),
            )
            for index, raw in zip(indices, raws, strict=True)
        ]
        return sorted([*held, *self.broken], key=lambda held: held.row)
