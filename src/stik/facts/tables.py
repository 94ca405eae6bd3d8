"""One Delta table on disk: made, appended durably, read as a list of files.

The only module that imports deltalake. delta-rs never calls fsync, so it is done
here before anything is called stored.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Literal

import pyarrow as pa
from deltalake import (
    CommitProperties,
    DeltaTable,
    WriterProperties,
    write_deltalake,
)
from deltalake.exceptions import DeltaError

from stik.errors import FilesMoved, PlaceError

_COMMIT = re.compile(r"\d{20}\.json")
_QUIET = CommitProperties(max_commit_retries=0)
_AS_EVER = WriterProperties(compression="SNAPPY")
_IN_SMALL_GROUPS = WriterProperties(compression="SNAPPY", max_row_group_size=32_768)
"""Of rows in the order of their days, a question of some passes over the others."""


def create_table(folder: Path, *, schema: pa.Schema) -> None:
    """Make an empty table; its version is 0."""
    with _told(folder):
        DeltaTable.create(str(folder), schema)
        _make_durable(folder, version=0)
        _fsync(folder.parent)


def current_version(folder: Path) -> int:
    """Return the newest version on disk, finished or not.

    A version is there when its commit is: its name says so without reading the log,
    which every question would pay for.
    """
    try:
        names = [path.name for path in (folder / "_delta_log").iterdir()]
    except OSError:
        names = []
    versions = [int(name[:20]) for name in names if _COMMIT.fullmatch(name)]
    if not versions:
        raise PlaceError(folder, "is missing or damaged; restore it from a backup.")
    return max(versions)


class Appending:
    """A table to be appended to, kept open in between.

    To open one reads its whole log: that is half of what a small batch costs.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._table: DeltaTable | None = None

    def append(self, rows: pa.Table) -> int:
        """Append rows durably and return the version that holds them."""
        return _write(self._newest(), self._folder, rows, mode="append")

    def n_files(self) -> int:
        """Return how many files the table lies in."""
        return len(self._newest().file_uris())

    def _newest(self) -> DeltaTable:
        """Return the table, opened again where it was written to in another way."""
        newest = current_version(self._folder)
        if self._table is None or int(self._table.version()) != newest:
            self._table = _opened(self._folder)
        return self._table


def append(folder: Path, rows: pa.Table) -> int:
    """Append rows durably and return the version that holds them."""
    return Appending(folder).append(rows)


def replace(folder: Path, rows: pa.Table | pa.RecordBatchReader) -> int:
    """Replace all rows durably and return the version that holds the new ones.

    What comes from a reader is written part by part, however much it is.
    """
    return _write(_opened(folder), folder, rows, mode="overwrite")


def compact(folder: Path) -> int:
    """Merge small files into large ones; the rows stay the same."""
    table = _opened(folder)
    with _told(folder):
        table.optimize.compact(commit_properties=_QUIET)
        return _durable_version(table, folder)


def delete(folder: Path, *, which: str) -> int:
    """Delete the rows that an SQL condition chooses; return the version without them.

    Only the files that hold such a row are written anew.
    """
    table = _opened(folder)
    with _told(folder):
        table.delete(which, commit_properties=_QUIET)
        return _durable_version(table, folder)


def forget_the_past(folder: Path, *, version: int) -> None:
    """Remove what belongs to earlier versions only: files of rows, and their log.

    The log holds the least and greatest value of every column of every file. Who
    still reads an earlier version finds its files gone.
    """
    table = _opened(folder, version=version)
    with _told(folder):
        table.create_checkpoint()
        log = folder / "_delta_log"
        for path in (*log.glob(f"{version:020}.checkpoint.parquet"), log):
            _fsync(path)
        kept = {PurePosixPath(uri).name for uri in table.file_uris()}
        for path in folder.glob("*.parquet"):
            if path.name not in kept:
                path.unlink()
        for path in log.iterdir():
            if path.name[:20].isdigit() and int(path.name[:20]) < version:
                path.unlink()


def _write(
    table: DeltaTable,
    folder: Path,
    rows: pa.Table | pa.RecordBatchReader,
    *,
    mode: Literal["append", "overwrite"],
) -> int:
    with _told(folder):
        write_deltalake(
            table,
            rows,
            mode=mode,
            commit_properties=_QUIET,
            writer_properties=_AS_EVER if mode == "append" else _IN_SMALL_GROUPS,
        )
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
    if current_version(folder) > version:
        table = _opened(folder)
        with _told(folder):
            table.restore(version, commit_properties=_QUIET)
            _durable_version(table, folder)


def files_at(folder: Path, *, version: int | None = None) -> tuple[str, ...]:
    """Return the Parquet files that make up the table at `version`.

    delta-rs writes the folder as a URL does, ours is the one on disk.
    """
    uris = _opened(folder, version=version).file_uris()
    return tuple(sorted(str(folder / PurePosixPath(uri).name) for uri in uris))


def _opened(folder: Path, *, version: int | None = None) -> DeltaTable:
    try:
        return DeltaTable(str(folder), version=version)
    except DeltaError as error:
        if version is not None and version < current_version(folder):
            raise FilesMoved(folder) from error
        reason = str(error).splitlines()[0]
        raise PlaceError(
            folder, f"is missing or damaged ({reason}); restore it from a backup."
        ) from error


def _make_durable(folder: Path, *, version: int) -> None:
    log = folder / "_delta_log"
    commit = log / f"{version:020}.json"
    # Every hundredth version delta-rs sums the log up, and reads that from then on.
    summed_up = (log / f"{version:020}.checkpoint.parquet", log / "_last_checkpoint")
    for line in commit.read_text(encoding="utf-8").splitlines():
        added = json.loads(line).get("add")
        if added is not None:
            _fsync(folder / added["path"])
    for path in (commit, *filter(Path.exists, summed_up), log):
        _fsync(path)
    _fsync(folder)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
