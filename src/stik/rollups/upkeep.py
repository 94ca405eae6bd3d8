"""Upkeep of a place: small files merged, rollups counted anew."""

from datetime import datetime
from typing import TYPE_CHECKING

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound
from stik.facts.schema import ANSWERS, ROLLUPS, TABLES
from stik.facts.store import Store
from stik.rollups.increments import merged, rebuilt

if TYPE_CHECKING:
    import pyarrow as pa


def merge_files(
    store: Store, *, more_files_than: int, now: datetime
) -> tuple[str, ...]:
    """Merge each table that lies in more files than that; return their names."""
    with Embedded() as engine, store.writing() as writer:
        rewritten: dict[str, pa.Table | None] = {}
        for name, schema in TABLES.items():
            files = store.files(name, at=writer.latest)
            if len(files) <= more_files_than:
                continue
            rewritten[name] = None
            if name in ROLLUPS:
                engine.register([TableFiles(name, files, schema)])
                rows = engine.run(unbound(name, schema))
                rewritten[name] = merged(name, rows, engine=engine)
        if rewritten:
            writer.rewrite(rewritten, now=now)
    return tuple(rewritten)


def rebuild_rollups(store: Store, *, now: datetime) -> None:
    """Count every rollup anew from the answers."""
    with Embedded() as engine, store.writing() as writer:
        files = store.files("answers", at=writer.latest)
        engine.register([TableFiles("answers", files, ANSWERS)])
        writer.rewrite(dict(rebuilt(engine=engine)), now=now)
