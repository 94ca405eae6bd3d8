"""A chunk of a file's rows on its way to becoming facts."""

import json
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.intake.distinct import Faults, Texts
from stik.intake.held import Fault, HeldRow
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
    row. A row leaves by `hold` (with a fault) or `drop` (it is known already).
    """

    mapping: FileMapping
    zones: Zones
    table: pa.Table
    row: Integers
    stays: npt.NDArray[np.bool_] = field(init=False)
    held: list[HeldRow] = field(default_factory=list)
    n_known: int = 0
    moments: Moments | None = None
    texts: dict[str, Texts] = field(default_factory=dict)
    numbers: dict[str, Floats] = field(default_factory=dict)
    traits: dict[str, Texts] = field(default_factory=dict)
    answers: list[ReadAnswers] = field(default_factory=list)
    verbatims: list[ReadVerbatims] = field(default_factory=list)
    key: Integers | None = None
    content: Integers | None = None

    def __post_init__(self) -> None:
        self.stays = np.ones(len(self.row), dtype=np.bool_)

    def hold(self, faults: Faults) -> None:
        """Hold rows back, each with the fault that was found in it."""
        for index, fault in faults.items():
            self.stays[index] = False
            self.held.append(HeldRow(int(self.row[index]), self.raw(index), fault))

    def drop(self, indices: Integers) -> None:
        """Leave out rows that are facts already."""
        self.n_known += len(indices)
        self.stays[indices] = False

    def raw(self, index: int) -> str:
        """Return a row as it stood in the file: a JSON object of its mapped columns."""
        row: dict[str, str] = self.table.slice(index, 1).to_pylist()[0]
        return json.dumps(row, ensure_ascii=False)

    def staying(self) -> Integers:
        """Return the indices of the rows that will become facts."""
        return np.flatnonzero(self.stays)

    def hold_broken(self, row: int, raw: str, fault: Fault) -> None:
        """Hold a row back that could not even be cut into columns."""
        self.held.append(HeldRow(row, raw, fault))
