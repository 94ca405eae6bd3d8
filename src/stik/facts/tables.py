"""One Delta table on disk: made, appended durably, read as a list of files.

The only module that imports deltalake. delta-rs never calls fsync, so it is done
here before anything is called stored.
"""

import json
import os
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake

_QUIET = CommitProperties(max_commit_retries=0)


def create_table(folder: Path, *, schema: pa.Schema) -> None:
    """Make an empty table; its version is 0."""
    DeltaTable.create(str(folder), schema)
    _make_durable(folder, version=0)


def current_version(folder: Path) -> int:
    """Return the newest version on disk, finished or not."""
    return int(DeltaTable(str(folder)).version())


def append(folder: Path, rows: pa.Table) -> int:
    """Append rows durably and return the version that holds them."""
    table = DeltaTable(str(folder))
    write_deltalake(table, rows, mode="append", commit_properties=_QUIET)
    version = int(table.version())
    _make_durable(folder, version=version)
    return version


def replace(folder: Path, rows: pa.Table) -> int:
    """Replace all rows durably and return the version that holds the new ones."""
    table = DeltaTable(str(folder))
    write_deltalake(table, rows, mode="overwrite", commit_properties=_QUIET)
    version = int(table.version())
    _make_durable(folder, version=version)
    return version


def compact(folder: Path) -> int:
    """Merge small files into large ones; the rows stay the same."""
    table = DeltaTable(str(folder))
    table.optimize.compact(commit_properties=_QUIET)
    version = int(table.version())
    _make_durable(folder, version=version)
    return version


def roll_back(folder: Path, *, version: int) -> None:
    """Undo everything after `version`, left by a writer that did not finish."""
    table = DeltaTable(str(folder))
    if int(table.version()) > version:
        table.restore(version, commit_properties=_QUIET)


def files_at(folder: Path, *, version: int | None = None) -> tuple[str, ...]:
    """Return the Parquet files that make up the table at `version`."""
    return tuple(sorted(DeltaTable(str(folder), version=version).file_uris()))


def _make_durable(folder: Path, *, version: int) -> None:
    log = folder / "_delta_log"
    commit = log / f"{version:020}.json"
    for line in commit.read_text(encoding="utf-8").splitlines():
        added = json.loads(line).get("add")
        if added is not None:
            _fsync(folder / added["path"])
    _fsync(commit)
    _fsync(log)
    _fsync(folder)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
