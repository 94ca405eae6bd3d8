"""Upkeep of a place: small files merged, rollups counted anew or given up."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from stik.facts.counting_rows import answers_that_count
from stik.facts.schema import BASE, MONTHLY, ROLLUPS
from stik.facts.store import Store, Writer
from stik.rollups.increments import increments, running_sums

MOST_ROLLUP_FILES = 4
"""Every question opens all files of a rollup, and merging its counts is cheap."""

MOST_ROWS_PER_ANSWER = 0.2
"""A rollup with more rows per answer than this costs more than it saves."""

MOST_ROLLUP_ROWS = 3_000_000
"""A larger one would not be added up in a gigabyte of memory."""

_FEW_ANSWERS = 1_000_000
"""So few are read so quickly that no rollup of them is too large."""

_TEXTS = sorted(
    {f.name for rows in ROLLUPS.values() for f in rows if f.type == pa.string()}
)

Rewritten = dict[str, pa.Table | None]


def merge_files(
    store: Store, *, more_files_than: int, now: datetime
) -> tuple[str, ...]:
    """Merge each table that lies in more files than that; return their names.

    A rollup is merged from more than `MOST_ROLLUP_FILES` on, and given up where it
    turns out to be larger than it is worth.
    """
    with store.writing() as writer:
        rewritten: Rewritten = {}
        for name in writer.latest.versions:
            files = store.files(name, at=writer.latest)
            is_rollup = name in ROLLUPS
            allowed = min(more_files_than, MOST_ROLLUP_FILES)
            if len(files) <= (allowed if is_rollup else more_files_than):
                continue
            parts = map(_read, files)
            rewritten[name] = _summed(name, parts, writer) if is_rollup else None
        _rewrite(rewritten, writer, now=now)
    return tuple(rewritten)


def rebuild_rollups(store: Store, *, now: datetime) -> None:
    """Count every rollup anew from the answers, one part of them at a time."""
    with store.writing() as writer:
        _rewrite(
            {name: _summed(name, _parts(name, writer), writer) for name in ROLLUPS},
            writer,
            now=now,
        )


def _rewrite(rewritten: Rewritten, writer: Writer, *, now: datetime) -> None:
    """Put tables in new files; a rollup without rows to put there is given up."""
    given_up = [n for n, rows in rewritten.items() if n in ROLLUPS and rows is None]
    kept = {name: rows for name, rows in rewritten.items() if name not in given_up}
    if kept:
        writer.rewrite(kept, now=now)
    if given_up:
        writer.drop(given_up, now=now)


def _summed(name: str, parts: Iterable[pa.Table], writer: Writer) -> pa.Table | None:
    """Return the rows of a rollup, or None as soon as it is larger than it is worth."""
    n_answers = writer.store.n_answers(at=writer.latest)
    worth_it = MOST_ROWS_PER_ANSWER * max(n_answers, _FEW_ANSWERS)
    most_rows = min(worth_it, MOST_ROLLUP_ROWS)
    total = ROLLUPS[name].empty_table()
    for total in running_sums(name, parts):
        if len(total) > most_rows and name not in (BASE, MONTHLY):
            return None
    return total


def _read(file: str) -> pa.Table:
    """Return the rows of a rollup's file, each text once and a code for each row."""
    return pq.read_table(file, read_dictionary=_TEXTS)


def _parts(name: str, writer: Writer) -> Iterator[pa.Table]:
    which = answers_that_count(writer.latest)
    for part in writer.store.parts("answers", at=writer.latest, which=which):
        yield increments(part, kept=(name,))[name]
