"""A company of subscribers, made of a few rows through the real load."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import stik

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MAPPING = """
source = "subscribers"
[row]
customer = "who"
occurred = { column = "day", missing = [""] }
touchpoint = "where"
amount = { column = "paid", missing = [""] }
currency = { column = "currency", missing = [""] }
[traits]
status = { column = "status", missing = [""] }
joined = { column = "joined", missing = [""] }
left_on = { column = "left_on", missing = [""] }
tenure = { column = "tenure", missing = [""] }
reason = { column = "reason", missing = [""] }
contract = { column = "contract", missing = [""] }
fee = { column = "fee", missing = [""] }
came = { column = "came", missing = [""] }
[answers.recommend]
column = "recommend"
touchpoint = "overall"
scale = "nps_0_10"
missing = [""]
[answers.rating]
column = "rating"
touchpoint = "overall"
scale = "csat_1_5"
missing = [""]
"""
COLUMNS = [
    *("who", "day", "where", "paid", "currency", "status", "joined", "left_on"),
    *("tenure", "reason", "contract", "fee", "came", "recommend", "rating"),
]


def company(folder: Path, rows, *, programme=None):
    """Return a workspace of these rows, with a programme where one is given."""
    workspace = stik.create(folder / "place", now=NOW)
    if programme is not None:
        workspace.place.programme_file.write_text(programme)
    load(workspace, rows)
    return workspace


def load(workspace, rows, *, name="subscribers"):
    """Load rows; each one must become facts."""
    file = workspace.place.folder.parent / f"{name}.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    mapping = file.with_suffix(".toml")
    mapping.write_text(MAPPING)
    summary = workspace.load(file, mapping=mapping, now=NOW)
    assert summary.n_stored == len(rows)
