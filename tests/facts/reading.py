"""What tests of intake and facts share: load a text, read a table as it is visible."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from stik.facts.levels import FINEST
from stik.facts.schema import TABLES
from stik.intake.load import LoadSummary
from stik.intake.mapping_file import parse_mapping
from stik.workspace import Workspace

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def rows_of(workspace: Workspace, table: str) -> pa.Table:
    """Return the rows of a table that belong to finished batches."""
    store = workspace.store
    files = store.files(table, at=store.latest())
    schema = TABLES[table]
    read = [pq.read_table(file, schema=schema, partitioning=None) for file in files]
    return pa.concat_tables(read) if read else schema.empty_table()


def n_counted(workspace: Workspace, rollup: str) -> int:
    """Return how many answers a rollup counts, summed up or not."""
    kept = workspace.store.latest().versions
    by_day = FINEST.table_of(rollup)
    tables = [name for name in (rollup, by_day) if name in kept]
    return sum(sum(rows_of(workspace, name)["n"].to_pylist()) for name in tables)


def column(workspace: Workspace, table: str, name: str) -> list[Any]:
    """Return one column of a table in the order of its rows."""
    rows = rows_of(workspace, table)
    by = [
        (key, "ascending")
        for key in ("sequence", "position")
        if key in rows.schema.names
    ]
    return (rows.sort_by(by) if by else rows)[name].to_pylist()


def load_text(
    workspace: Workspace,
    text: str,
    mapping: str,
    *,
    name: str = "survey.csv",
    now: datetime = NOW,
    anew: bool = False,
) -> LoadSummary:
    """Load a CSV given as text with a mapping given as text."""
    file = Path(workspace.place.folder.parent, name)
    file.write_text(text, encoding="utf-8")
    read = parse_mapping(mapping, path="m.toml")
    return workspace.load(file, mapping=read, now=now, anew=anew)


def check_sums(summary: LoadSummary) -> None:
    """Check that every row is counted in exactly one place."""
    left_out = summary.n_known + summary.n_erased
    counted = summary.n_stored + left_out + summary.n_held
    assert summary.n_rows == counted
    assert sum(summary.held.values()) == summary.n_held
