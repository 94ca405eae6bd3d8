"""The log of a Delta table: which files are its rows at a version, and one file more.

Source: https://github.com/delta-io/delta/blob/master/PROTOCOL.md. Only what every load
and every question needs is done here; what is rare is left to delta-rs, which takes
10 ms to add a file and 0.5 ms per version to find the files: why, and what it costs, is
in docs/decisions/0012-our-own-appends.md.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pyarrow.parquet as pq

from stik.facts.durable import create_whole

VERSIONS_SUMMED_UP = 100
"""Every so many versions the log is summed up, so that it stays short to read."""

_COMMIT = re.compile(r"(\d{20})\.json")
_SUMMARY = re.compile(r"(\d{20})\.checkpoint\.parquet")


class _File(msgspec.Struct):
    path: str


class _Change(msgspec.Struct):
    add: _File | None = None
    remove: _File | None = None


_change = msgspec.json.Decoder(_Change)


def newest_version(folder: Path) -> int:
    """Return the newest version that was committed.

    A version is there when its commit is: its name says so without reading the log.

    Raises
    ------
    OSError, ValueError
        Where there is no log, or none of its versions.
    """
    return max(_numbers(_log(folder), _COMMIT))


def files_of(folder: Path, *, version: int) -> list[str]:
    """Return the names of the files that hold the rows of a version.

    Raises
    ------
    OSError, ValueError
        Where the log is damaged, or does not tell of it (any more).
    """
    log = _log(folder)
    summed_up = max((at for at in _numbers(log, _SUMMARY) if at <= version), default=-1)
    files = dict.fromkeys(_summed_up(log, summed_up) if summed_up >= 0 else ())
    for at in range(summed_up + 1, version + 1):
        for change in _changes(log / _commit_name(at)):
            if change.add is not None:
                files[change.add.path] = None
            if change.remove is not None:
                files.pop(change.remove.path, None)
    return [unquote(path) for path in files]


def files_added(folder: Path, *, version: int) -> list[str]:
    """Return the names of the files that came with a version."""
    changes = _changes(_log(folder) / _commit_name(version))
    return [unquote(each.add.path) for each in changes if each.add is not None]


def note_file(folder: Path, name: str, *, version: int, n_rows: int) -> None:
    """Add a file of rows to a table, durably: `version` is the one that has it.

    Raises
    ------
    FileExistsError
        Where another writer was there first.
    """
    status = (folder / name).stat()
    milliseconds = status.st_mtime_ns // 1_000_000
    added = {
        "path": name,
        "partitionValues": {},
        "size": status.st_size,
        "modificationTime": milliseconds,
        "dataChange": True,
        "stats": f'{{"numRecords":{n_rows}}}',
    }
    told = {
        "timestamp": milliseconds,
        "operation": "WRITE",
        "operationParameters": {"mode": "Append"},
        "engineInfo": "stik",
    }
    lines = map(msgspec.json.encode, ({"commitInfo": told}, {"add": added}))
    create_whole(_log(folder) / _commit_name(version), b"\n".join(lines))


def _log(folder: Path) -> Path:
    return folder / "_delta_log"


def _commit_name(version: int) -> str:
    return f"{version:020}.json"


def _numbers(log: Path, named: re.Pattern[str]) -> Iterator[int]:
    """Yield the versions that files of the log are named after."""
    found = (named.fullmatch(path.name) for path in log.iterdir())
    return (int(match.group(1)) for match in found if match)


def _summed_up(log: Path, version: int) -> Iterator[str]:
    """Yield the paths of the files at a version, of which the log has a summary."""
    rows = pq.read_table(log / f"{version:020}.checkpoint.parquet", columns=["add"])
    return (added["path"] for added in rows["add"].to_pylist() if added is not None)


def _changes(commit: Path) -> Iterator[_Change]:
    """Yield what a commit changes; what else it tells is passed over."""
    return (_change.decode(line) for line in commit.read_bytes().splitlines() if line)
