"""Upkeep of a place: small files merged, rollups summed up, counted anew, given up."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from stik.facts.counting_rows import answers_that_count
from stik.facts.levels import Level
from stik.facts.schema import COUNTED, ROLLUPS, SUMS_OF, TABLES
from stik.facts.store import Store, Writer
from stik.rollups.increments import increments
from stik.rollups.summing import FEW_ROWS, Summing
from stik.terms.snapshot import Snapshot

MOST_ROLLUP_FILES = 4
"""Every question opens all files of a rollup, and merging its counts is cheap."""

MOST_ROWS_PER_ANSWER = 0.2
"""A level of a rollup with more rows per answer costs more than it saves."""

_FEW_ANSWERS = 1_000_000
"""So few are read so quickly that no rollup of them is too large."""

Files = Sequence[str]


def merge_files(
    store: Store, *, more_files_than: int, now: datetime
) -> tuple[str, ...]:
    """Merge each table that lies in more files than that; return their names.

    A rollup is summed up from more than `MOST_ROLLUP_FILES` on, and given up at those
    levels that turn out to be larger than they are worth.
    """
    with store.writing() as writer:
        at = writer.latest
        facts = at.versions.keys() & (TABLES.keys() - ROLLUPS.keys())
        many = [n for n in facts if len(store.files(n, at=at)) > more_files_than]
        outdated = at.versions.keys() - TABLES.keys()
        if many or outdated:
            writer.rewrite(dict.fromkeys(many), now=now, without=outdated)
        most = min(more_files_than, MOST_ROLLUP_FILES)
        rollups = {
            name: store.files(name, at=at)
            for name in COUNTED
            if name in at.versions and _is_due(name, store, at=at, most_files=most)
        }
        _sum_up(rollups, writer, summed=_summed(store, at), now=now)
    return (*many, *rollups)


def rebuild_rollups(store: Store, *, now: datetime) -> None:
    """Count every rollup anew from the answers, one part of them at a time."""
    with store.writing() as writer, _spill_folder() as folder:
        _sum_up(_counted(writer, folder), writer, summed={}, now=now)


def _is_due(name: str, store: Store, *, at: Snapshot, most_files: int) -> bool:
    """Return whether a rollup is to be summed up: questions open many files, or rows.

    What was summed up before counts as one file.
    """
    files = store.files(name, at=at)
    is_summed = any(table in at.versions for table in SUMS_OF[name].values())
    if len(files) + is_summed > most_files:
        return True
    return not is_summed and store.n_rows(name, at=at) > FEW_ROWS


def _summed(store: Store, at: Snapshot) -> dict[str, dict[Level, Files]]:
    """Return the files of each rollup at each of the levels that are kept."""
    return {
        name: {
            level: store.files(table, at=at)
            for level, table in tables.items()
            if table in at.versions
        }
        for name, tables in SUMS_OF.items()
    }


def _sum_up(
    rollups: Mapping[str, Files],
    writer: Writer,
    *,
    summed: Mapping[str, Mapping[Level, Files]],
    now: datetime,
) -> None:
    """Add the rows of each rollup to what is `summed`, one rollup after the other.

    Each one is put in place by a snapshot of its own: the facts stay the same.
    """
    n_answers = writer.store.n_answers(at=writer.latest) if rollups else 0
    most_rows = int(MOST_ROWS_PER_ANSWER * max(n_answers, _FEW_ANSWERS))
    for name, files in rollups.items():
        with _spill_folder() as folder:
            summing = Summing(name, files, summed.get(name, {}), most_rows, folder)
            contents = summing.contents()
            tables = {name, *SUMS_OF[name].values()}
            without = tables - contents.keys()
            writer.rewrite(contents, now=now, without=without)


def _counted(writer: Writer, folder: Path) -> dict[str, list[str]]:
    """Count the answers part by part into files of each rollup's rows."""
    files: dict[str, list[str]] = {name: [] for name in COUNTED}
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
