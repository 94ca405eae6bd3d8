"""What the place knows already: rows taken in or held back, customers by name."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound
from stik.facts.counting_rows import condition
from stik.facts.erased_names import erased_key, name_hash
from stik.facts.schema import FACTS, HELD_BACK
from stik.facts.store import Writer
from stik.intake.draft import Draft
from stik.intake.held import Fault, Reason
from stik.intake.held_list import open_rows
from stik.terms.counts import Integers

_NUMBER = pa.schema([pa.field("number", pa.int64())])
_NEVER = np.iinfo(np.int64).min
_NAME = pa.schema([pa.field("external_id", pa.string())])


class Known:
    """Looks rows of a draft up in what one writer has finished."""

    def __init__(self, writer: Writer, engine: Embedded) -> None:
        self.writer = writer
        self.engine = engine

    def drop_known_rows(self, draft: Draft) -> None:
        """Drop rows taken in before; hold back those whose key says other things now.

        Within the draft the first row of a key counts.
        """
        if draft.key is None or draft.content is None:
            return
        contents = self._contents(draft.mapping.source, draft.key)
        known, changed = [], []
        for index in draft.staying().tolist():
            key, content = int(draft.key[index]), int(draft.content[index])
            if key not in contents:
                contents[key] = content
            elif contents[key] == content:
                known.append(index)
            else:
                changed.append(index)
        draft.drop(np.array(known, dtype=np.int64))
        fault = _changed(", ".join(draft.mapping.key))
        draft.hold(dict.fromkeys(changed, fault))

    def drop_rows_of_erased(self, draft: Draft) -> None:
        """Drop rows of customers who were erased since; later ones are a new start."""
        names, erased_at = draft.texts.get("customer"), self._erased_at
        if names is None or draft.moments is None or self._erased_key is None:
            return
        source, key = draft.mapping.source, self._erased_key
        known = [
            erased_at.get(name_hash(source, text, key=key), _NEVER)
            for text in names.texts
        ]
        until = np.array([*known, _NEVER], dtype=np.int64)[names.codes]
        moments = draft.moments
        is_earlier = ~moments.is_known | (moments.microseconds <= until)
        draft.drop_erased(np.flatnonzero((until != _NEVER) & is_earlier))

    @cached_property
    def _erased_key(self) -> bytes | None:
        return erased_key(self.writer.store.place)

    @cached_property
    def _erased_at(self) -> dict[str, int]:
        """Return when each erased name was last erased, in microseconds from 1970."""
        rows = self.engine.run(self._registered("erased"))
        at = rows["erased_at"].cast(pa.int64()).to_pylist()
        pairs = sorted(zip(at, rows["name_hash"].to_pylist(), strict=True))
        return {name: moment for moment, name in pairs}

    def drop_rows_held_before(self, draft: Draft) -> None:
        """Drop rows of a keyed source that were held back before just as they are."""
        if draft.content is None or not (draft.faults or draft.broken):
            return
        faulty = np.array(sorted(draft.faults), dtype=np.int64)
        contents = draft.content[faulty].tolist()
        asked = [*contents, *(row.content for row in draft.broken)]
        held = self._stored("held_back", draft.mapping.source)
        found = self._with(held, "content", asked, columns=("content",))
        seen = set(found["content"].to_pylist())
        pairs = zip(faulty.tolist(), contents, strict=True)
        known = [index for index, content in pairs if _was_seen(content, seen)]
        draft.drop(np.array(known, dtype=np.int64))
        kept = [row for row in draft.broken if not _was_seen(row.content, seen)]
        draft.drop_broken(kept)

    def come_right(self, draft: Draft) -> list[dict[str, Any]]:
        """Return the rows that wait although the draft brings them in, mended."""
        if draft.key is None:
            return []
        held = self._stored("held_back", draft.mapping.source)
        keys = draft.key[draft.staying()]
        found = self._with(held, "key", keys, columns=HELD_BACK.names)
        return [row for rows in open_rows(found).values() for row in rows]

    def waiting(self, file_hash: str | None = None) -> dict[str, list[dict[str, Any]]]:
        """Return the rows that wait for repair, by their id; of one file or all."""
        held = self._registered("held_back")
        if file_hash is not None:
            held = held.filter(held.file_hash == file_hash)
        return open_rows(self.engine.run(held))

    def _contents(self, source: str, keys: Integers) -> dict[int, int]:
        stored = self._stored("keys", source)
        rows = self._with(stored, "key", keys, columns=("key", "content"))
        pairs = zip(*(rows[n].to_pylist() for n in ("key", "content")), strict=True)
        return dict(pairs)

    def customers(self, source: str, names: Sequence[str]) -> dict[str, int]:
        """Return the customer of each outside name that is known."""
        stored, asked = self._stored("identities", source), unbound("asked", _NAME)
        rows = self.engine.run_with(
            stored.semi_join(asked, "external_id")
            .group_by("external_id")
            .agg(customer=lambda t: t.customer.argmax(t.sequence)),
            {"asked": pa.table({"external_id": pa.array(names, pa.string())})},
        )
        columns = (rows[n].to_pylist() for n in ("external_id", "customer"))
        return dict(zip(*columns, strict=True))

    def _with(
        self,
        rows: ibis.Table,
        column: str,
        numbers: Sequence[int | None] | Integers,
        *,
        columns: Sequence[str],
    ) -> pa.Table:
        """Return some columns of the rows in whose `column` one of the numbers is."""
        asked = unbound("asked", _NUMBER)
        return self.engine.run_with(
            rows.semi_join(asked, rows[column] == asked.number).select(*columns),
            {"asked": pa.table({"number": pa.array(numbers, pa.int64())})},
        )

    def _stored(self, table: str, source: str) -> ibis.Table:
        rows = self._registered(table)
        return rows.filter(rows.source == source)

    def _registered(self, table: str) -> ibis.Table:
        """Return a table, so far as the writer has finished it, to ask of."""
        latest = self.writer.latest
        files = self.writer.store.files(table, at=latest)
        counting = condition(table, at=latest, is_of_everybody=True)
        self.engine.register([TableFiles(table, files, FACTS[table], counting)])
        return unbound(table, FACTS[table])


def _was_seen(content: int | None, seen: set[int]) -> bool:
    """Return whether the content was seen before, and see it."""
    if content is None or content in seen:
        return content is not None
    seen.add(content)
    return False


def _changed(names: str) -> Fault:
    return Fault(
        "key",
        None,
        Reason.CHANGED,
        f"a row with this {names} was taken in before with other content; give it "
        "a key of its own if it is a new answer, else leave it out.",
    )
