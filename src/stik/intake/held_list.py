"""Rows held back, as a list a person can mend in a spreadsheet and send again."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

ID, WHY = "stik_row", "stik_why"
"""The list's own columns: which row it is (never to be edited), and what is wrong."""


def row_id(held: Mapping[str, Any]) -> str:
    """Return how a held-back row is named in a list: its file's hash and its row."""
    return f"{held['file_hash'][:16]}:{held['row']}"


def open_rows(held_back: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of `schema.HELD_BACK` not yet repaired: their faults by id."""
    faults: dict[str, list[dict[str, Any]]] = {}
    repaired = set()
    for held in held_back.to_pylist():
        if held["repaired_at"] is None:
            faults.setdefault(row_id(held), []).append(held)
        else:
            repaired.add(row_id(held))
    return {name: found for name, found in faults.items() if name not in repaired}


def write_list(
    faults_by_row: Mapping[str, Sequence[Mapping[str, Any]]], path: Path
) -> None:
    """Write held-back rows as CSV: id, what is wrong, then the row as it stood."""
    rows = {name: json.loads(held[0]["raw"]) for name, held in faults_by_row.items()}
    columns = dict.fromkeys(column for row in rows.values() for column in row)
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([ID, WHY, *columns])
        for name, row in rows.items():
            why = " ".join(held["sentence"] for held in faults_by_row[name])
            writer.writerow([name, why, *(row.get(column) for column in columns)])
