"""What waits for repair: counted, shown, mended, or tried by another mapping."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError, RowUnknown, nearest
from stik.facts.store import Store
from stik.formats.source_file import survey_file
from stik.intake.held_list import ID, open_rows
from stik.intake.load import LoadSummary, zones_of
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import read_mapping
from stik.intake.repair import Mended, Repairing, Row, mended_list
from stik.intake.track.drain import Draining
from stik.intake.track.meaning import read_meaning
from stik.workspace.taking_in import append_all
from stik.workspace.visible import Visible

_COUNTED = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("file", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("n", pa.int64()),
        pa.field("sample", pa.string()),
        pa.field("sentence", pa.string()),
    ]
)


class Mending:
    """The rows and messages of a workspace that could not become facts yet."""

    def __init__(self, store: Store, visible: Visible) -> None:
        self.store = store
        self._visible = visible

    def counted(self) -> pa.Table:
        """Return how many rows wait, by source, file and reason, most first.

        `sample` is the id of one of them, `sentence` what is wrong with it.
        """
        rows = self.waiting()
        alike = [(row["source"], row["file"], row["reason"]) for row in rows]
        samples = dict(zip(reversed(alike), reversed(rows), strict=True))
        counted = [
            {
                **dict(zip(("source", "file", "reason"), which, strict=True)),
                "n": n,
                "sample": samples[which]["id"],
                "sentence": samples[which]["sentence"],
            }
            for which, n in Counter(alike).most_common()
        ]
        return pa.Table.from_pylist(counted, schema=_COUNTED)

    def waiting(
        self, *, source: str | None = None, reason: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the rows that wait, longest first: id, where from, what is wrong.

        `row` holds the texts of its columns; of a message `json` is the message.
        """
        return [
            _told(name, entries[0])
            for name, entries in self._open().items()
            if source in (None, entries[0]["source"])
            and reason in (None, entries[0]["reason"])
        ]

    def load_list(self, file: str | Path, *, now: datetime) -> LoadSummary:
        """Take mended rows of a held-back list in; the others keep waiting.

        Raises
        ------
        FileError
            When the file is no such list.
        """
        mended = mended_list(survey_file(Path(file)))
        summary = LoadSummary(Path(file).name, held_back_list=mended.name)
        return self._tried(mended, self._open(), now=now, summary=summary)

    def edit(
        self, name: str, changes: Mapping[str, str | None], *, now: datetime
    ) -> LoadSummary:
        """Take a row in with some of its texts changed; still wrong, it keeps waiting.

        Raises
        ------
        RowUnknown, QuestionError
            When no such row waits, or it has no such column.
        """
        waiting = self._open()
        if name not in waiting:
            raise RowUnknown(name)
        row = json.loads(waiting[name][0]["raw"])
        for column in changes:
            if column not in row:
                raise QuestionError(
                    f"row {name} has no column '{column}'; {nearest(column, row)}"
                )
        mended = Mended(name, list(row), [{ID: name, **row, **changes}])
        return self._tried(mended, waiting, now=now, summary=LoadSummary(name))

    def try_again(
        self, mapping: str | Path | FileMapping, *, now: datetime
    ) -> LoadSummary:
        """Try all that waits of a mapping's source by this mapping.

        What is still wrong waits for what is wrong with it by this one.

        Raises
        ------
        MappingError, FileError
            When the mapping cannot be read, or asks for what was not kept of the rows.
        """
        by = mapping
        if not isinstance(by, FileMapping):
            by = read_mapping(Path(by))
        waiting = {
            name: entries
            for name, entries in self._open().items()
            if entries[0]["source"] == by.source
            and entries[0]["mapping_version"] != by.version
        }
        rows = [{ID: name, **_raw(entries[0])} for name, entries in waiting.items()]
        columns = dict.fromkeys(
            column for row in rows for column in row if column != ID
        )
        mended = Mended(f"what waits of {by.source}", list(columns), rows)
        summary = LoadSummary(mended.name)
        return self._tried(mended, waiting, now=now, summary=summary, by=by)

    def read_again(self, *, source: str | None = None, now: datetime) -> LoadSummary:
        """Try all messages that wait, of a source or of all, by `track.toml` as it is.

        What is still wrong waits for what is wrong with it now.

        Raises
        ------
        MappingError
            When `track.toml` cannot be read.
        """
        place, summary = self.store.place, LoadSummary("messages that waited")
        meaning = read_meaning(place.track_file)
        for file_hash, waiting in self._messages(source).items():
            log, _, of = file_hash.partition(":")
            draining = Draining(log, of, meaning, place.zone, now, summary)
            with self.store.writing() as writer:
                append_all(writer, partial(draining.again, waiting=waiting), now=now)
        return summary

    def _messages(self, source: str | None) -> dict[str, dict[str, Any]]:
        """Return the messages that wait, by their log and source."""
        found: dict[str, dict[str, Any]] = {}
        for name, entries in self._open().items():
            held = entries[0]
            if source in (None, held["source"]) and "json" in _raw(held):
                found.setdefault(held["file_hash"], {})[name] = entries
        return found

    def _tried(
        self,
        mended: Mended,
        waiting: Mapping[str, Sequence[Row]],
        *,
        now: datetime,
        summary: LoadSummary,
        by: FileMapping | None = None,
    ) -> LoadSummary:
        repairing = Repairing(
            mended,
            waiting,
            mapping_of=(lambda _: by) if by else self._mapping_of,
            zones_of=partial(zones_of, workspace=self.store.place.zone, now=now),
            now=now,
            summary=summary,
            is_by_another_mapping=by is not None,
        )
        with self.store.writing() as writer:
            append_all(writer, repairing.batches, now=now)
        return summary

    def _open(self) -> dict[str, list[dict[str, Any]]]:
        return open_rows(self._visible.held_back())

    def _mapping_of(self, version: str) -> FileMapping:
        return read_mapping(self.store.place.mapping_folder / f"{version}.toml")


def _told(name: str, held: Mapping[str, Any]) -> dict[str, Any]:
    told = ("source", "file", "field", "value", "reason", "sentence", "held_at")
    return {
        "id": name,
        **{column: held[column] for column in told},
        "row": _raw(held),
    }


def _raw(held: Mapping[str, Any]) -> dict[str, str | None]:
    raw: dict[str, str | None] = json.loads(held["raw"])
    return raw
