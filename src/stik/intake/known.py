"""What the place knows already: rows taken in or held back, customers by name."""

from collections.abc import Collection, Sequence
from functools import cache, cached_property
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound
from stik.facts.counting_rows import condition
from stik.facts.erased_names import erased_key, name_hash
from stik.facts.schema import ERASED, FACTS, HELD_BACK, IDENTITIES, MERGED
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

        Within the draft the first row of a key counts. Rows without content say the
        same whatever they say.
        """
        if draft.key is None:
            return
        rows = draft.staying()
        keys, first, of_row = np.unique(
            draft.key[rows], return_index=True, return_inverse=True
        )
        is_first = np.zeros(len(rows), dtype=np.bool_)
        is_first[first] = True
        is_stored, content = self._contents(draft.mapping.source, keys)
        is_there = is_stored[of_row] | ~is_first
        if draft.content is None:
            draft.drop(rows[is_there])
            return
        said = draft.content[rows]
        before = np.where(is_stored, content, said[first])[of_row]
        draft.drop(rows[is_there & (said == before)])
        fault = _changed(", ".join(draft.mapping.key))
        changed = rows[is_there & (said != before)]
        draft.hold(dict.fromkeys(changed.tolist(), fault))

    def drop_rows_of_erased(self, draft: Draft) -> None:
        """Drop rows of customers who were erased since; later ones are a new start."""
        names, key = draft.texts.get("customer"), self._erased_key
        if names is None or draft.moments is None or key is None:
            return
        source, erased_at = draft.mapping.source, self._erased_at
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
        if not self._register("erased"):
            return {}
        rows = self.engine.run(unbound("erased", ERASED))
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
        source = draft.mapping.source
        found = self._with("held_back", source, "content", asked, columns=("content",))
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
        source, keys = draft.mapping.source, draft.key[draft.staying()]
        found = self._with(
            "held_back", source, "key", keys, columns=tuple(HELD_BACK.names)
        )
        return [row for rows in open_rows(found).values() for row in rows]

    def waiting(self, file_hash: str | None = None) -> dict[str, list[dict[str, Any]]]:
        """Return the rows that wait for repair, by their id; of one file or all."""
        if not self._register("held_back"):
            return {}
        held = unbound("held_back", HELD_BACK)
        if file_hash is not None:
            held = held.filter(held.file_hash == file_hash)
        return open_rows(self.engine.run(held))

    def _contents(
        self, source: str, keys: Integers
    ) -> tuple[npt.NDArray[np.bool_], Integers]:
        """Return of each key, in ascending order, if it is stored, and its content."""
        rows = self._with("keys", source, "key", keys, columns=("key", "content"))
        is_stored, content = np.zeros(len(keys), dtype=np.bool_), np.zeros_like(keys)
        found = np.searchsorted(keys, rows["key"].to_numpy())
        is_stored[found], content[found] = True, rows["content"].to_numpy()
        return is_stored, content

    def customers(self, source: str, names: Sequence[str]) -> dict[str, int]:
        """Return the customer of each outside name that is known."""
        if not self._register("identities"):
            return {}
        asked = pa.table({"external_id": pa.array(names, pa.string())})
        rows = self.engine.run_with(_customers(source), {"asked": asked})
        columns = (rows[n].to_pylist() for n in ("external_id", "customer"))
        return dict(zip(*columns, strict=True))

    def names_of(self, source: str, customers: Collection[int]) -> dict[int, set[str]]:
        """Return the names that belong to some customers now, by customer."""
        if not (customers and self._register("identities")):
            return {}
        rows = self.engine.run_with(_names_of(source), {"asked": _numbers(customers)})
        theirs: dict[int, set[str]] = {}
        for row in rows.to_pylist():
            theirs.setdefault(row["customer"], set()).add(row["external_id"])
        return theirs

    def merged_into(self, customers: Collection[int]) -> dict[int, list[int]]:
        """Return who turned out to be one of some customers, by that customer."""
        if not (customers and self._register("merged")):
            return {}
        rows = self.engine.run_with(_merged_into(), {"asked": _numbers(customers)})
        found: dict[int, list[int]] = {}
        for row in rows.to_pylist():
            found.setdefault(row["same_as"], []).append(row["customer"])
        return found

    def _with(
        self,
        table: str,
        source: str,
        column: str,
        numbers: Sequence[int | None] | Integers,
        *,
        columns: tuple[str, ...],
    ) -> pa.Table:
        """Return columns of a source's rows in whose `column` one of the numbers is."""
        if not self._register(table):
            return FACTS[table].empty_table().select(columns)
        rows = _rows_with(table, source, column, columns)
        return self.engine.run_with(rows, {"asked": _numbers(numbers)})

    def _register(self, table: str) -> bool:
        """Register what the writer has finished of a table; return whether that is any.

        To ask an empty one would be most of what a small load costs.
        """
        latest = self.writer.latest
        files = self.writer.store.files(table, at=latest)
        counting = condition(table, at=latest, is_of_everybody=True)
        self.engine.register([TableFiles(table, files, FACTS[table], counting)])
        return bool(files)


# To write an expression anew takes as long as to run it: each batch asks the same.
@cache
def _customers(source: str) -> ibis.Table:
    stored, asked = unbound("identities", IDENTITIES), unbound("asked", _NAME)
    return (
        stored.filter(stored.source == source)
        .semi_join(asked, "external_id")
        .group_by("external_id")
        .agg(customer=lambda t: t.customer.argmax(t.sequence))
    )


@cache
def _rows_with(
    table: str, source: str, column: str, columns: tuple[str, ...]
) -> ibis.Table:
    stored, asked = unbound(table, FACTS[table]), unbound("asked", _NUMBER)
    rows = stored.filter(stored.source == source)
    return rows.semi_join(asked, rows[column] == asked.number).select(*columns)


@cache
def _names_of(source: str) -> ibis.Table:
    stored, asked = unbound("identities", IDENTITIES), unbound("asked", _NUMBER)
    theirs = stored.filter(stored.source == source)
    ever = theirs.semi_join(asked, theirs.customer == asked.number)
    return (
        theirs.semi_join(ever.select("external_id").distinct(), "external_id")
        .group_by("external_id")
        .agg(customer=lambda t: t.customer.argmax(t.sequence))
    )


@cache
def _merged_into() -> ibis.Table:
    stored, asked = unbound("merged", MERGED), unbound("asked", _NUMBER)
    same_as = stored.same_as.argmax(stored.sequence)
    latest = stored.group_by("customer").agg(same_as=same_as)
    return latest.semi_join(asked, latest.same_as == asked.number)


def _numbers(numbers: Collection[int | None] | Integers) -> pa.Table:
    return pa.table({"number": pa.array(numbers, pa.int64())})


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
