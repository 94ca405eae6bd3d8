"""One Delta table on disk: made, appended durably, read as a list of files.

The only module that imports deltalake. delta-rs never calls fsync, so it is done
here before anything is called stored.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
from deltalake import (
    ColumnProperties,
    CommitProperties,
    DeltaTable,
    WriterProperties,
    write_deltalake,
)
from deltalake.exceptions import DeltaError

from stik.errors import FilesMoved, PlaceError
from stik.facts import durable
from stik.facts.delta_log import (
    VERSIONS_SUMMED_UP,
    files_added,
    files_of,
    newest_version,
    note_file,
)
from stik.facts.packing import (
    COMPRESSION,
    DIFFERENCES,
    LEVEL,
    told_by_differences,
    write_rows,
)

_QUIET = CommitProperties(max_commit_retries=0)
_ROWS_A_GROUP = 32_768
"""Of rows in the order of their days, a question of some passes over the others."""


def create_table(folder: Path, *, schema: pa.Schema) -> None:
    """Make an empty table; its version is 0."""
    with _told(folder):
        DeltaTable.create(str(folder), schema)
        _make_durable(folder, version=0)
        durable.fsync(folder.parent)


def current_version(folder: Path) -> int:
    """Return the newest version on disk, finished or not."""
    with _told_of_damage(folder):
        return newest_version(folder)


def append(folder: Path, rows: pa.Table) -> int:
    """Append rows durably and return the version that holds them.

    Their columns are those of the table; texts may come as dictionaries.
    """
    version = current_version(folder) + 1
    name = f"part-{uuid4()}.parquet"
    with _told(folder):
        write_rows(rows, folder / name)
        for path in (folder / name, folder):
            durable.fsync(path)
        note_file(folder, name, version=version, n_rows=rows.num_rows)
    if version % VERSIONS_SUMMED_UP == 0:
        _sum_up(folder, version=version)
    return version


def replace(folder: Path, rows: pa.Table | pa.RecordBatchReader) -> int:
    """Replace all rows durably and return the version that holds the new ones.

    What comes from a reader is written part by part, however much it is.
    """
    table = _opened(folder)
    with _told(folder):
        write_deltalake(
            table,
            rows,
            mode="overwrite",
            commit_properties=_QUIET,
            writer_properties=_packed(rows.schema),
        )
        return _durable_version(table, folder)


def compact(folder: Path) -> int:
    """Merge small files into large ones; the rows stay the same."""
    table = _opened(folder)
    with _told(folder):
        table.optimize.compact(
            commit_properties=_QUIET,
            writer_properties=_packed(pa.schema(table.schema().to_arrow())),
        )
        return _durable_version(table, folder)


def delete(folder: Path, *, which: str) -> int:
    """Delete the rows that an SQL condition chooses; return the version without them.

    Only the files that hold such a row are written anew.
    """
    table = _opened(folder)
    with _told(folder):
        table.delete(
            which,
            commit_properties=_QUIET,
            writer_properties=_packed(pa.schema(table.schema().to_arrow())),
        )
        return _durable_version(table, folder)


def forget_the_past(folder: Path, *, version: int) -> None:
    """Remove what belongs to earlier versions only: files of rows, and their log.

    The log holds the least and greatest value of every column of every file. Who
    still reads an earlier version finds its files gone.
    """
    _sum_up(folder, version=version)
    kept = set(files_at(folder, version=version))
    with _told(folder):
        for path in folder.glob("*.parquet"):
            if str(path) not in kept:
                path.unlink()
        for path in (folder / "_delta_log").iterdir():
            if path.name[:20].isdigit() and int(path.name[:20]) < version:
                path.unlink()


def _sum_up(folder: Path, *, version: int) -> None:
    """Sum the log up to a version, durably; it is read from there on."""
    table = _opened(folder, version=version)
    with _told(folder):
        table.create_checkpoint()
        _make_durable(folder, version=version)


def _packed(schema: pa.Schema) -> WriterProperties:
    by_differences = ColumnProperties(dictionary_enabled=False, encoding=DIFFERENCES)
    return WriterProperties(
        compression=COMPRESSION,
        compression_level=LEVEL,
        max_row_group_size=_ROWS_A_GROUP,
        column_properties=dict.fromkeys(told_by_differences(schema), by_differences),
    )


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
    """Return the Parquet files that make up the table at `version`, or at the newest.

    Raises
    ------
    FilesMoved
        Where that version is no more.
    PlaceError
        Where the table is missing or damaged.
    """
    newest = current_version(folder)
    asked = newest if version is None else version
    with _told_of_damage(folder, is_past=asked < newest):
        return tuple(sorted(str(folder / n) for n in files_of(folder, version=asked)))


@contextmanager
def _told_of_damage(folder: Path, *, is_past: bool = False) -> Iterator[None]:
    """Tell a log that cannot be read as an error of the place."""
    try:
        yield
    except (OSError, ValueError, DeltaError) as error:
        if is_past:
            raise FilesMoved(folder) from error
        reason = str(error).splitlines()[0]
        raise PlaceError(
            folder, f"is missing or damaged ({reason}); restore it from a backup."
        ) from error


def _opened(folder: Path, *, version: int | None = None) -> DeltaTable:
    with _told_of_damage(folder):
        return DeltaTable(str(folder), version=version)


def _make_durable(folder: Path, *, version: int) -> None:
    """Wait until what delta-rs wrote of a version is on the disk."""
    log = folder / "_delta_log"
    # Every hundredth version delta-rs sums the log up, and reads that from then on.
    summed_up = (log / f"{version:020}.checkpoint.parquet", log / "_last_checkpoint")
    files = [folder / name for name in files_added(folder, version=version)]
    commit = log / f"{version:020}.json"
    for path in (*files, commit, *filter(Path.exists, summed_up), log, folder):
        durable.fsync(path)
