"""Loads: what each file gave, read off the snapshots of its batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from stik.terms.snapshot import Snapshot, Stretch


@dataclass(frozen=True)
class Load:
    """One file's rows in the facts.

    `rows_known` is the last row of the file that was taken in or held back;
    `stretches` are its batches, `mapping_versions` what they were read by.
    """

    file: str
    file_hash: str
    rows_known: int
    stretches: tuple[Stretch, ...]
    mapping_versions: frozenset[str]


def loads_of(snapshots: Iterable[Snapshot]) -> list[Load]:
    """Return the load of each file, without the batches that were taken back."""
    in_order = list(snapshots)
    taken_back = {stretch.snapshot for stretch in in_order[-1].taken_back}
    batches: dict[str, list[tuple[Snapshot, Stretch]]] = {}
    for before, batch in pairwise(in_order):
        if batch.file_hash is not None and batch.snapshot not in taken_back:
            first, last = before.last_sequence + 1, batch.last_sequence
            stretch = Stretch(batch.snapshot, first, last)
            batches.setdefault(batch.file_hash, []).append((batch, stretch))
    return [_load(name, found) for name, found in batches.items()]


def _load(file_hash: str, batches: list[tuple[Snapshot, Stretch]]) -> Load:
    return Load(
        next(batch.file for batch, _ in batches if batch.file) or "",
        file_hash,
        max(batch.last_row or 0 for batch, _ in batches),
        tuple(stretch for _, stretch in batches),
        frozenset(b.mapping_version for b, _ in batches if b.mapping_version),
    )
