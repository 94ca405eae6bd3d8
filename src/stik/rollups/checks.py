"""Is a place whole? Tables readable, nothing unfinished, rollups true and worth it."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stik.facts.schema import ROLLUPS, TABLES
from stik.facts.store import Store
from stik.rollups.upkeep import MOST_ROWS_PER_ANSWER
from stik.terms.snapshot import Snapshot

MOST_FILES = 24
"""A table in more files than this is slow to open."""

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
    for name in TABLES:
        try:
            yield _looked_at(store, name, latest)
        except (OSError, pa.ArrowException) as error:
            reason = str(error).splitlines()[0]
            yield Check(name, f"damaged: {reason}", is_well=False, mend=_RESTORE)


def _looked_at(store: Store, table: str, at: Snapshot) -> Check:
    if table in ROLLUPS:
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


def _rollup(store: Store, table: str, at: Snapshot, *, n_answers: int) -> Check:
    if not store.folder(table).exists():
        found = "not there yet: the place is older than it"
        return Check(table, found, is_well=False, mend="stik doctor PLACE --mend")
    if table not in at.versions:
        return Check(
            table,
            f"not kept: above {MOST_ROWS_PER_ANSWER} rows per answer it costs more "
            "than it saves",
        )
    files = store.files(table, at=at)
    n_rows = store.n_rows(table, at=at)
    n_counted = sum(
        pc.sum(part["n"]).as_py()
        for file in files
        for part in pq.ParquetFile(file).iter_batches(columns=["n"])
        if part.num_rows
    )
    per_answer = n_rows / n_answers if n_answers else 0.0
    found = f"{n_rows:,} rows in {len(files)} files, {per_answer:.3f} per answer"
    if n_counted != n_answers:
        return Check(
            table,
            f"{found}, counts {n_counted:,} of {n_answers:,} answers",
            is_well=False,
            mend="stik doctor PLACE --mend",
        )
    return Check(table, found)
