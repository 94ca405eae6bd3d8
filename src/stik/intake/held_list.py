"""Rows held back, as a list a person can mend in a spreadsheet and send again."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa

from stik.facts.place import write_whole
from stik.facts.schema import HELD_BACK
from stik.intake.held import HeldRow

ID, WHY = "stik_row", "stik_why"
"""The list's own columns: which row it is (never to be edited), and what is wrong."""


OpenRows = Mapping[str, Sequence[Mapping[str, Any]]]
"""What waits, by row id, the latest entry of each first: see `open_rows`."""


def row_id(held: Mapping[str, Any]) -> str:
    """Return how a held-back row is named in a list: its file's hash and its row."""
    return f"{held['file_hash'][:16]}:{held['row']}"


def open_rows(held_back: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of `schema.HELD_BACK` that wait, by id, the latest entry first.

    A row of the file is there more than once where it was tried again with another
    mapping and is still wrong.
    """
    entries: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for held in held_back.to_pylist():
        entries.setdefault((row_id(held), held["mapping_version"]), []).append(held)
    waiting: dict[str, list[dict[str, Any]]] = {}
    for (name, _), held in entries.items():
        opened = [entry for entry in held if entry["repaired_at"] is None]
        if 2 * len(opened) > len(held):
            waiting.setdefault(name, []).append(max(opened, key=_held_at))
    for found in waiting.values():
        found.sort(key=_held_at, reverse=True)
    return waiting


def _held_at(held: Mapping[str, Any]) -> datetime:
    held_at: datetime = held["held_at"]
    return held_at


def closed(
    waiting: Iterable[Mapping[str, Any]], *, now: datetime, snapshot: int
) -> pa.Table:
    """Return the rows of `schema.HELD_BACK` by which others wait no more.

    `snapshot` is the batch in which they came right.
    """
    rows = [{**held, "repaired_at": now, "snapshot": snapshot} for held in waiting]
    return pa.Table.from_pylist(rows, schema=HELD_BACK)


def held_table(rows: Iterable[HeldRow], **shared: object) -> pa.Table:
    """Return rows as `schema.HELD_BACK`; `shared` are the columns they have alike."""
    columns = [
        {
            **shared,
            "row": held.row,
            "raw": held.raw,
            "field": held.fault.field,
            "value": held.fault.value,
            "reason": held.fault.reason.value,
            "sentence": held.fault.sentence,
            "key": held.key,
            "content": held.content,
        }
        for held in rows
    ]
    return pa.Table.from_pylist(columns, schema=HELD_BACK)


def write_list(
    faults_by_row: Mapping[str, Sequence[Mapping[str, Any]]], path: Path
) -> None:
    """Write held-back rows as CSV: id, what is wrong, then the row as it stood."""
    rows = {name: json.loads(held[0]["raw"]) for name, held in faults_by_row.items()}
    columns = dict.fromkeys(column for row in rows.values() for column in row)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([ID, WHY, *columns])
    for name, row in rows.items():
        why = _why(faults_by_row[name][0])
        writer.writerow([name, why, *(row.get(column) for column in columns)])
    # Excel takes a CSV for UTF-8 only with a byte order mark.
    write_whole(path, "\ufeff" + text.getvalue())


def _why(held: Mapping[str, Any]) -> str:
    field, sentence = held["field"], str(held["sentence"])
    return f"{field}: {sentence}" if field else sentence
