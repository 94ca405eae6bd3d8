"""Upkeep of a place: small files merged, rollups counted anew or given up."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from stik.facts.counting_rows import answers_that_count
from stik.facts.schema import BASE, MONTHLY, ROLLUPS
from stik.facts.store import Store, Writer
from stik.rollups.increments import increments
from stik.rollups.merging import merged, n_cells

MOST_ROLLUP_FILES = 4
"""Every question opens all files of a rollup, and merging its counts is cheap."""

MOST_ROWS_PER_ANSWER = 0.2
"""A rollup with more rows per answer than this costs more than it saves."""

_FEW_ANSWERS = 1_000_000
"""So few are read so quickly that no rollup of them is too large."""

Files = Sequence[str]


def merge_files(
    store: Store, *, more_files_than: int, now: datetime
) -> tuple[str, ...]:
    """Merge each table that lies in more files than that; return their names.

    A rollup is merged from more than `MOST_ROLLUP_FILES` on, and given up where it
    turns out to be larger than it is worth.
    """
    with store.writing() as writer:
        many = {}
        for name in writer.latest.versions:
            files = store.files(name, at=writer.latest)
            most = min(more_files_than, MOST_ROLLUP_FILES)
            if len(files) > (most if name in ROLLUPS else more_files_than):
                many[name] = files
        facts = {name: None for name in many if name not in ROLLUPS}
        if facts:
            writer.rewrite(facts, now=now)
        rollups = {name: files for name, files in many.items() if name in ROLLUPS}
        _merge(rollups, writer, now=now)
    return tuple(many)


def rebuild_rollups(store: Store, *, now: datetime) -> None:
    """Count every rollup anew from the answers, one part of them at a time."""
    with store.writing() as writer, _spill_folder() as folder:
        _merge(_counted(writer, folder), writer, now=now)


def _merge(rollups: Mapping[str, Files], writer: Writer, *, now: datetime) -> None:
    """Add up the rows of each rollup, one after the other; give up what is too large.

    Each one is put in place by a snapshot of its own: the facts stay the same.
    """
    n_answers = writer.store.n_answers(at=writer.latest) if rollups else 0
    most_rows = int(MOST_ROWS_PER_ANSWER * max(n_answers, _FEW_ANSWERS))
    for name, files in rollups.items():
        with _spill_folder() as folder:
            if name not in (BASE, MONTHLY) and _has_more(name, files, most_rows):
                writer.drop([name], now=now)
            else:
                rows = merged(name, files, spill_folder=folder)
                writer.rewrite({name: rows}, now=now)


def _has_more(name: str, files: Files, most_rows: int) -> bool:
    """Return whether a merged rollup has more rows; counted only where it may have."""
    n_rows = sum(pq.read_metadata(file).num_rows for file in files)
    return n_rows > most_rows and n_cells(name, files) > most_rows


def _counted(writer: Writer, folder: Path) -> dict[str, list[str]]:
    """Count the answers part by part into files of each rollup's rows."""
    files: dict[str, list[str]] = {name: [] for name in ROLLUPS}
    which = answers_that_count(writer.latest)
    for part in writer.store.answers_to_count(at=writer.latest, which=which):
        for name, rows in increments(part).items():
            path = folder / f"{name}-{len(files[name])}.parquet"
            pq.write_table(rows, path)
            files[name].append(str(path))
    return files


@contextmanager
def _spill_folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="stik_upkeep_") as folder:
        yield Path(folder)
