"""Is a place whole? Tables readable, nothing unfinished, rollups true and worth it."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stik.facts.levels import FINEST
from stik.facts.schema import COUNTED, SUMS_OF, WRITTEN
from stik.facts.store import Store
from stik.rollups.upkeep import MOST_ROWS_PER_ANSWER
from stik.terms.snapshot import Snapshot

MOST_FILES = 24
"""A table in more files than this is slow to open."""

_NOT_KEPT = (
    f"not kept: above {MOST_ROWS_PER_ANSWER} rows per answer it costs more than it "
    "saves"
)
_RESTORE = "restore it from a backup"
_LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, and the mend where it is not well."""

    name: str
    found: str
    is_well: bool = True
    mend: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return asdict(self)


def checks(store: Store) -> Iterator[Check]:
    """Look at everything a place is made of."""
    latest = store.latest()
    yield _disk(store)
    yield Check(
        "last batch", f"{latest.snapshot}, {latest.recorded_at:%Y-%m-%d %H:%M} UTC"
    )
    yield _unfinished(store, latest)
    for name in WRITTEN:
        try:
            yield _looked_at(store, name, latest)
        except (OSError, pa.ArrowException) as error:
            reason = str(error).splitlines()[0]
            yield Check(name, f"damaged: {reason}", is_well=False, mend=_RESTORE)


def _looked_at(store: Store, table: str, at: Snapshot) -> Check:
    if table in COUNTED:
        n_answers = store.n_answers(at=at)
        return _rollup(store, table, at, n_answers=n_answers)
    return _table(store, table, store.n_rows(table, at=at), at)


def _disk(store: Store) -> Check:
    free = shutil.disk_usage(store.place.folder).free
    return Check(
        "disk",
        f"{free / 1e9:,.1f} GB free",
        is_well=free >= _LEAST_FREE_BYTES,
        mend=None if free >= _LEAST_FREE_BYTES else "make room, or move the place",
    )


def _unfinished(store: Store, latest: Snapshot) -> Check:
    ahead = [
        name
        for name, version in latest.versions.items()
        if store.current_version(name) > version
    ]
    found = (
        f"in {', '.join(ahead)}; taken back at the next load" if ahead else "nothing"
    )
    return Check("unfinished batch", found)


def _table(store: Store, table: str, n_rows: int, at: Snapshot) -> Check:
    n_files = len(store.files(table, at=at))
    return Check(
        table,
        f"{n_rows:,} rows in {n_files} files",
        is_well=n_files <= MOST_FILES,
        mend=None if n_files <= MOST_FILES else "stik doctor PLACE --mend",
    )


def _rollup(store: Store, rollup: str, at: Snapshot, *, n_answers: int) -> Check:
    """Look at a rollup: what batches counted, with each level, is every answer."""
    if not store.folder(rollup).exists():
        found = "not there yet: the place is older than it"
        return Check(rollup, found, is_well=False, mend="stik doctor PLACE --mend")
    if rollup not in at.versions:
        return Check(rollup, _NOT_KEPT)
    counted = _n_counted(store, rollup, at=at)
    levels = {
        level: _n_counted(store, table, at=at)
        for level, table in SUMS_OF[rollup].items()
        if table in at.versions
    }
    found = _told(store, rollup, at, n_answers=n_answers)
    wrong = [
        f"{level} counts {counted + n:,} of {n_answers:,} answers"
        for level, n in (levels or {FINEST: 0}).items()
        if counted + n != n_answers
    ]
    if wrong:
        found = "; ".join([found, *wrong])
        return Check(rollup, found, is_well=False, mend="stik doctor PLACE --mend")
    return Check(rollup, found)


def _told(store: Store, rollup: str, at: Snapshot, *, n_answers: int) -> str:
    """Return how many rows there are of each level, and which are not kept."""
    n_files = len(store.files(rollup, at=at))
    parts = [f"{store.n_rows(rollup, at=at):,} rows in {n_files} files"]
    levels = SUMS_OF[rollup]
    kept = [level for level, table in levels.items() if table in at.versions]
    for level in kept:
        n_rows = store.n_rows(levels[level], at=at)
        per_answer = n_rows / n_answers if n_answers else 0.0
        parts.append(f"by {level} {n_rows:,}, {per_answer:.3f} per answer")
    if kept and kept != [FINEST] and len(kept) < len(levels):
        missing = ", ".join(str(level) for level in levels if level not in kept)
        parts.append(f"by {missing} {_NOT_KEPT}")
    return "; ".join(parts)


def _n_counted(store: Store, table: str, *, at: Snapshot) -> int:
    """Return how many answers the rows of a table count."""
    return sum(
        pc.sum(part["n"]).as_py()
        for file in store.files(table, at=at)
        for part in pq.ParquetFile(file).iter_batches(columns=["n"])
        if part.num_rows
    )
