"""A column of text is read once per distinct text, however many rows repeat it."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from stik.intake.held import Fault
from stik.intake.mapping import Cell, first_found
from stik.terms.counts import Floats

Codes = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]
Faults = dict[int, Fault]
"""Faults by index of the row in its chunk."""

NOTHING = -1
"""The code of a row that says nothing."""

_WHOLE = re.compile(r"^(-?\d+)\.0+$")


@dataclass(frozen=True)
class Texts:
    """A text per row: `codes` point into `texts`, `NOTHING` where there is none."""

    codes: Codes
    texts: tuple[str, ...]

    @classmethod
    def constant(cls, text: str | None, *, rows: int) -> "Texts":
        """Return the same text, or nothing, for every row."""
        if text is None:
            return cls(np.full(rows, NOTHING, dtype=np.int32), ())
        return cls(np.zeros(rows, dtype=np.int32), (text,))

    @classmethod
    def of(cls, said: Sequence[str | None]) -> "Texts":
        """Return a text, or nothing, for each row."""
        return distinct(pa.chunked_array([pa.array(said, pa.string())]))

    def take(self, rows: npt.NDArray[np.int64]) -> "Texts":
        """Return the texts of some rows."""
        return Texts(self.codes[rows], self.texts)

    def to_arrow(self) -> pa.Array:
        """Return them as an Arrow dictionary array, null where there is nothing."""
        codes = pa.array(self.codes, mask=self.codes < 0)
        return pa.DictionaryArray.from_arrays(codes, pa.array(self.texts, pa.string()))


def canonical(text: str) -> str:
    """Return a text as mappings compare it: trimmed, whole numbers without `.0`."""
    trimmed = text.strip()
    if "." not in trimmed:
        return trimmed
    match = _WHOLE.match(trimmed)
    return match.group(1) if match else trimmed


def distinct(column: pa.ChunkedArray) -> Texts:
    """Return a column's texts, each distinct one once."""
    if column.null_count == len(column):
        return Texts.constant(None, rows=len(column))
    encoded = column.combine_chunks()
    if not pa.types.is_dictionary(encoded.type):
        encoded = pc.dictionary_encode(encoded)
    codes = pc.fill_null(encoded.indices, NOTHING).to_numpy(zero_copy_only=False)
    return Texts(codes.astype(np.int32), tuple(encoded.dictionary.to_pylist()))


def hashes(column: pa.ChunkedArray, *, place: str) -> Hashes:
    """Return a 64-bit hash per row of what it says at `place`, 0 where nothing.

    Sums of such hashes tell rows apart whatever order their columns stand in.
    """
    found = distinct(column)
    numbers = np.append(text_hashes(found.texts, place=place), np.uint64(0))
    return numbers[found.codes]


def text_hashes(texts: Sequence[str], *, place: str) -> Hashes:
    """Return the hash of each text at `place`."""
    name = blake2b(place.encode(), digest_size=16).digest()
    copy = blake2b(digest_size=8, key=name).copy
    digests = []
    for text in texts if _are_plain(texts) else map(canonical, texts):
        hashed = copy()
        hashed.update(text.encode())
        digests.append(hashed.digest())
    return np.frombuffer(b"".join(digests), dtype="<u8")


def _are_plain(texts: Sequence[str]) -> bool:
    """Return whether all texts are as mappings compare them, looked at together."""
    together = "".join(texts)
    return "." not in together and len(together.split(maxsplit=1)) <= 1


def joined(table: pa.Table, columns: Sequence[str]) -> pa.ChunkedArray:
    """Return columns joined by a blank, null where any of them is."""
    if len(columns) == 1:
        return table[columns[0]]
    return pc.binary_join_element_wise(*(table[name] for name in columns), " ")


def column_of(cell: Cell, table: pa.Table) -> pa.ChunkedArray:
    """Return the first of a cell's columns that the table has."""
    return table[first_found(cell.columns, table.column_names)]


def read_texts(cell: Cell, table: pa.Table) -> Texts:
    """Return what a cell says in each row, after its value map and missing codes."""
    if cell.constant is not None:
        return Texts.constant(cell.constant, rows=table.num_rows)
    found = meant(distinct(column_of(cell, table)), cell)
    for name, texts in cell.only.items():
        found.codes[~_says(table[name], texts)] = NOTHING
    return found


def meant(found: Texts, cell: Cell) -> Texts:
    """Return what texts found in a cell mean, by its value map and missing codes."""
    meanings = {canonical(text): value for text, value in cell.values.items()}
    missing = {canonical(text) for text in cell.missing}
    kept: dict[str, int] = {}
    recode = np.full(len(found.texts) + 1, NOTHING, dtype=np.int32)
    for code, text in enumerate(found.texts):
        plain = canonical(text)
        if plain and plain not in missing:
            meaning = meanings.get(plain, plain)
            if meaning.strip():
                recode[code] = kept.setdefault(meaning, len(kept))
    return Texts(recode[found.codes], tuple(kept))


def _says(column: pa.ChunkedArray, texts: Collection[str]) -> npt.NDArray[np.bool_]:
    """Return which rows say one of some texts, "" standing for nothing."""
    found = distinct(column)
    wanted = {canonical(text) for text in texts}
    is_wanted = [canonical(text) in wanted for text in found.texts]
    return np.array([*is_wanted, "" in wanted], np.bool_)[found.codes]


def read_numbers(
    cell: Cell, table: pa.Table, *, parse: Callable[[str], float | Fault]
) -> tuple[Floats, Faults]:
    """Return a number per row, NaN where there is none, with the faults found."""
    texts = read_texts(cell, table)
    numbers = np.full(len(texts.texts) + 1, np.nan)
    wrong: dict[int, Fault] = {}
    for code, text in enumerate(texts.texts):
        parsed = parse(text)
        if isinstance(parsed, Fault):
            wrong[code] = parsed
        else:
            numbers[code] = parsed
    return numbers[texts.codes], faults_by_row(texts.codes, wrong)


def faults_by_row(codes: Codes, wrong: dict[int, Fault]) -> Faults:
    """Spread the faults of distinct texts over the rows that hold them."""
    if not wrong:
        return {}
    rows = np.flatnonzero(np.isin(codes, list(wrong)))
    return {int(row): wrong[int(codes[row])] for row in rows}
