"""A workspace made of a few rows, through the real load."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

import stik
from stik.workspace import Workspace

MAPPING = """
source = "visits"
[row]
customer = { column = "who", missing = [""] }
occurred = { column = "day", precision = "PRECISION", missing = [""] }
channel = "channel"
unit = "unit"
language = "language"
touchpoint = "touchpoint"
weight = "weight"
[traits]
tier = "tier"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[answers.rating]
column = "rating"
scale = "csat_1_5"
"""
COLUMNS = [
    "who",
    "day",
    "channel",
    "unit",
    "language",
    "touchpoint",
    "weight",
    "tier",
    "recommend",
    "rating",
]

Row = Mapping[str, object]
Make = Callable[..., Workspace]


def write_rows(folder: Path, rows: Sequence[Row], *, precision: str, name: str) -> Path:
    """Write rows and their mapping; return the file, beside it the mapping."""
    file = folder / f"{name}.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    file.with_suffix(".toml").write_text(MAPPING.replace("PRECISION", precision))
    return file


def add(
    workspace: Workspace,
    rows: Sequence[Row],
    *,
    now: datetime,
    precision: str = "day",
    name: str = "rows",
) -> None:
    """Load rows into a workspace; each one must become facts."""
    folder = workspace.place.folder.parent
    file = write_rows(folder, rows, precision=precision, name=name)
    summary = workspace.load(file, mapping=file.with_suffix(".toml"), now=now)
    assert summary.n_stored == len(rows)


@pytest.fixture
def made(tmp_path: Path, now: datetime) -> Make:
    """Return what makes a workspace of rows."""

    def make(*rows: Row, precision: str = "day") -> Workspace:
        workspace = stik.create(tmp_path / "place", now=now)
        if rows:
            add(workspace, rows, now=now, precision=precision)
        return workspace

    return make
