"""What is held of one customer: shown to them, or erased everywhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stik.engine.tables import unbound
from stik.errors import CustomerUnknown
from stik.facts.erased_names import erased_key, name_hash
from stik.facts.erasure_ledger import ErasedName, erased_names, note_erased
from stik.facts.schema import FACTS, HELD_BACK
from stik.facts.store import Store
from stik.intake.held_list import open_rows, write_list
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import read_mapping
from stik.rollups.upkeep import merge_files
from stik.workspace.erasing import (
    NOBODY,
    Receipt,
    erased_again,
    erased_rows,
    named_again,
    named_in,
    names_of,
    naming,
    receipt_name,
    without_them,
)
from stik.workspace.visible import Visible

HELD_OF_A_CUSTOMER = ("interactions", "answers", "verbatims", "traits", "identities")
"""The tables whose rows are of a customer."""


_NAME_ERASED = ["name_hash", "erased_at", "receipt"]


class People:
    """What a workspace holds of one person, by their outside name."""

    def __init__(self, store: Store, visible: Visible) -> None:
        self.store = store
        self._visible = visible

    def held_of(self, name: str, *, source: str | None = None) -> dict[str, pa.Table]:
        """Return everything held of a customer: the rows of each table.

        Raises
        ------
        CustomerUnknown
            When nobody has the name.
        """
        names = self._names(name, source=source)
        customers = sorted({row["customer"] for row in names})
        held = {each: self._rows(each, of=customers) for each in HELD_OF_A_CUSTOMER}
        named, _ = self._held_back(names)
        return {**held, "held_back": named}

    def erase(
        self,
        name: str,
        *,
        source: str | None = None,
        now: datetime,
        by: str | None = None,
    ) -> Receipt:
        """Take a customer out of every answer at once; `purge` takes them off the disk.

        Raises
        ------
        CustomerUnknown
            When nobody has the name.
        """
        held = self.held_of(name, source=source)
        names = self._names(name, source=source)
        with self.store.writing() as writer:
            named, others = self._held_back(names)
            rows = erased_rows(names, writer, now=now, by=by)
            hides = sorted({row["customer"] for row in rows})
            batch = without_them(rows, writer, hides=hides, held_back=others)
            writer.append(batch, now=now)
            latest = writer.latest
            note_erased(self.store.place, self._erased())
        self._write_lists_anew({row["file_hash"] for row in named.to_pylist()})
        return Receipt(
            receipt_name(latest.snapshot),
            latest.recorded_at,
            by,
            tuple(hides),
            {table: rows.num_rows for table, rows in held.items()},
        )

    def erase_again(self) -> None:
        """Erase anew who was erased after the backup that the place was restored from.

        The ledger outside of the place knows them; where it says nothing new, nothing
        is done. Off the disk they go at the next `purge`.

        Raises
        ------
        WriterBusy, PlaceError
            When they cannot be erased: then the place must not be used.
        """
        told = erased_names(self.store.place)
        if not told or not told - self._erased():
            return
        with self.store.writing() as writer:
            missing = told - self._erased()
            theirs = named_again(missing, self._everybody(), place=self.store.place)
            rows = erased_again(missing, theirs, writer)
            named, others = self._held_back(theirs)
            hides = sorted({name["customer"] for name in theirs})
            batch = without_them(rows, writer, hides=hides, held_back=others)
            writer.append(batch, now=max(name.erased_at for name in missing))
        self._write_lists_anew(set(named["file_hash"].to_pylist()))

    def _erased(self) -> set[ErasedName]:
        """Return every name that the place knows to be erased."""
        rows = self._rows("erased").select(_NAME_ERASED).to_pylist()
        return {ErasedName(**row) for row in rows}

    def receipt_of(
        self, name: str, *, source: str | None, since: datetime
    ) -> dict[str, Any] | None:
        """Return when and by whom a name was erased since a moment; None for never.

        Of an erasure whose `Receipt` was lost on the way.
        """
        erased = self._rows("erased").to_pylist()
        key = erased_key(self.store.place)
        stored = self.store.snapshots()["source"].drop_null().to_pylist()
        sources = {source} if source else set(stored)
        hashes = {name_hash(each, name, key=key) for each in sources} if key else set()
        for row in erased:
            if row["name_hash"] in hashes and row["erased_at"] >= since:
                moment = row["erased_at"].isoformat()
                return {
                    "name": row["receipt"],
                    "erased_at": moment,
                    "erased_by": row["erased_by"],
                }
        return None

    @property
    def are_erased_on_disk(self) -> bool:
        """Return whether rows of erased customers lie in the files yet."""
        return bool(self._visible.newest().hidden)

    def purge(self, *, now: datetime) -> None:
        """Rewrite every file that holds something of erased customers.

        Rollups are merged, so that what was counted and taken off again is gone too.
        """
        merge_files(self.store, more_files_than=1, now=now)
        with self.store.writing() as writer:
            note_erased(self.store.place, self._erased())
            writer.purge(now=now)

    def n_erased_since(self, snapshot: int) -> int:
        """Return how many customers were erased after a snapshot."""
        rows = self._rows("erased")
        later = rows.filter(pc.greater(rows["snapshot"], snapshot))
        return len(pc.unique(later["customer"]))

    def _names(self, name: str, *, source: str | None) -> list[dict[str, Any]]:
        """Return the rows of `schema.IDENTITIES` of whoever has the name.

        Who is named in held-back rows alone is `NOBODY`: no fact is theirs.
        """
        try:
            return names_of(self._rows("identities"), name=name, source=source)
        except CustomerUnknown:
            held = self._rows("held_back")
            sources = {source} if source else set(held["source"].to_pylist())
            alone = [
                {"source": each, "external_id": name, "customer": NOBODY}
                for each in sorted(sources)
            ]
            if not self._held_back(alone)[0].num_rows:
                raise
            return alone

    def _rows(self, table: str, *, of: Sequence[int] | None = None) -> pa.Table:
        """Return the rows of a table, in their order; of some customers, or all."""
        rows = unbound(table, FACTS[table])
        if of is not None:
            rows = rows.filter(rows.customer.isin(of)).order_by("sequence")
        return self._visible.everything(is_as_stored=True).run(rows)

    def _everybody(self) -> Iterator[tuple[str, str, int]]:
        """Yield source, name and number of everybody who has a name."""
        known = self._rows("identities").select(["source", "external_id", "customer"])
        yield from zip(*known.to_pydict().values(), strict=True)
        held = self._all_held_back()
        yield from named_in(held, mappings=self._mappings(held))

    def _all_held_back(self) -> pa.Table:
        """Return all held-back rows in the files, of loads taken back too."""
        rows = [*self.store.parts("held_back", at=self.store.latest())]
        return pa.concat_tables([HELD_BACK.empty_table(), *rows])

    def _held_back(
        self, names: Iterable[Mapping[str, Any]]
    ) -> tuple[pa.Table, pa.Table]:
        """Return the held-back rows that name a person, and those that do not."""
        held = self._all_held_back()
        called = {(row["source"], row["external_id"]) for row in names}
        return naming(held, called, mappings=self._mappings(held))

    def _mappings(self, held: pa.Table) -> dict[str, FileMapping]:
        folder = self.store.place.mapping_folder
        versions = set(held["mapping_version"].to_pylist())
        return {each: read_mapping(folder / f"{each}.toml") for each in versions}

    def _write_lists_anew(self, file_hashes: Iterable[str]) -> None:
        """Write the lists of held-back rows anew, or remove those left empty."""
        waiting = open_rows(self._rows("held_back"))
        for file_hash in file_hashes:
            rows = {
                name: held
                for name, held in waiting.items()
                if held[0]["file_hash"] == file_hash
            }
            folder = self.store.place.held_back_folder
            for path in folder.glob(f"*-{file_hash[:8]}.csv"):
                if rows:
                    write_list(rows, path)
                else:
                    path.unlink()
