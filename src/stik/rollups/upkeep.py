"""Upkeep of a place: small files merged, rollups counted anew."""

from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from stik.facts.schema import ROLLUPS, TABLES
from stik.facts.store import Store
from stik.rollups.increments import increments, merged

_ROWS_AT_ONCE = 1_000_000


MOST_ROLLUP_FILES = 4
"""Every question opens all files of a rollup, and merging its counts is cheap."""


def merge_files(
    store: Store, *, more_files_than: int, now: datetime
) -> tuple[str, ...]:
    """Merge each table that lies in more files than that; return their names.

    A rollup is merged from more than `MOST_ROLLUP_FILES` on.
    """
    with store.writing() as writer:
        rewritten: dict[str, pa.Table | None] = {}
        for name in TABLES:
            files = store.files(name, at=writer.latest)
            is_rollup = name in ROLLUPS
            allowed = min(more_files_than, MOST_ROLLUP_FILES)
            if len(files) <= (allowed if is_rollup else more_files_than):
                continue
            parts = map(pq.read_table, files)
            rewritten[name] = merged(name, parts) if is_rollup else None
        if rewritten:
            writer.rewrite(rewritten, now=now)
    return tuple(rewritten)


def rebuild_rollups(store: Store, *, now: datetime) -> None:
    """Count every rollup anew from the answers, one part of them at a time."""
    with store.writing() as writer:
        counted: dict[str, list[pa.Table]] = {name: [] for name in ROLLUPS}
        for file in store.files("answers", at=writer.latest):
            for part in pq.ParquetFile(file).iter_batches(_ROWS_AT_ONCE):
                for name, rows in increments(pa.Table.from_batches([part])).items():
                    counted[name].append(rows)
        rollups = {name: merged(name, parts) for name, parts in counted.items()}
        writer.rewrite(rollups, now=now)
