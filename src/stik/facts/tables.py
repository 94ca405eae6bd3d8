"""One Delta table on disk: made, appended durably, read as a list of files.

The only module that imports deltalake. delta-rs never calls fsync, so it is done
here before anything is called stored.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from stik.errors import PlaceError

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
    return _write(folder, rows, mode="append")


def replace(folder: Path, rows: pa.Table) -> int:
    """Replace all rows durably and return the version that holds the new ones."""
    return _write(folder, rows, mode="overwrite")


def compact(folder: Path) -> int:
    """Merge small files into large ones; the rows stay the same."""
    table = DeltaTable(str(folder))
    with _told(folder):
        table.optimize.compact(commit_properties=_QUIET)
        return _durable_version(table, folder)


def _write(
    folder: Path, rows: pa.Table, *, mode: Literal["append", "overwrite"]
) -> int:
    table = DeltaTable(str(folder))
    with _told(folder):
        write_deltalake(table, rows, mode=mode, commit_properties=_QUIET)
        return _durable_version(table, folder)


def _durable_version(table: DeltaTable, folder: Path) -> int:
    version = int(table.version())
    _make_durable(folder, version=version)
    return version


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell a full or broken disk as an error of the place."""
    try:
        yield
    except (OSError, DeltaError) as error:
        reason = str(error).splitlines()[0]
        raise PlaceError(
            folder,
            f"cannot be written to ({reason}); make room or allow it, then repeat: "
            "what was stored stays.",
        ) from error


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
