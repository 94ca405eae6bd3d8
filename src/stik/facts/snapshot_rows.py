"""A snapshot as a row of its table, and read back from it."""

import json
from dataclasses import astuple, replace

import pyarrow as pa

from stik.facts.schema import SNAPSHOTS
from stik.terms.snapshot import AboutOthers, Snapshot, Stretch


def snapshot_rows(snapshot: Snapshot) -> pa.Table:
    """Return a snapshot as its row of `schema.SNAPSHOTS`."""
    row = {name: getattr(snapshot, name) for name in SNAPSHOTS.names}
    row["versions"] = json.dumps(dict(snapshot.versions))
    row["taken_back"] = json.dumps([astuple(each) for each in snapshot.taken_back])
    row["hidden"] = json.dumps(snapshot.hidden)
    row["segmented"] = json.dumps(snapshot.segmented)
    row["about_others"] = json.dumps([astuple(each) for each in snapshot.about_others])
    return pa.Table.from_pylist([row], schema=SNAPSHOTS)


def snapshot_of(row: dict[str, object]) -> Snapshot:
    """Return the snapshot that a row tells of."""
    taken_back = tuple(Stretch(*each) for each in json.loads(str(row["taken_back"])))
    others = tuple(AboutOthers(*each) for each in json.loads(str(row["about_others"])))
    read = {
        "versions": json.loads(str(row["versions"])),
        "taken_back": taken_back,
        "hidden": tuple(json.loads(str(row["hidden"]))),
        "segmented": tuple(json.loads(str(row["segmented"]))),
        "about_others": others,
    }
    return Snapshot(**{**row, **read})


def in_newest_files(then: dict[str, object], newest: dict[str, object]) -> Snapshot:
    """Return an earlier snapshot to be read from the newest files.

    Compactions move rows to other files and lose none: the sequence, and what was taken
    back by then, say what was known. Who was erased since is erased of then too.
    """
    seen = snapshot_of(newest)
    return replace(
        snapshot_of(then), versions=seen.versions, hidden=seen.hidden, segmented=()
    )
