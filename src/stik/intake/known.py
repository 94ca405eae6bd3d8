"""What the place knows already: rows taken in before, and customers by their names."""

import numpy as np
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound
from stik.facts.schema import IDENTITIES, KEYS
from stik.facts.store import Writer
from stik.intake.draft import Draft
from stik.intake.held import Fault, Reason
from stik.terms.counts import Integers

_KEY = pa.schema([pa.field("key", pa.int64())])
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

    def _contents(self, source: str, keys: Integers) -> dict[int, int]:
        self._register("keys", KEYS)
        stored, asked = unbound("keys", KEYS), unbound("asked", _KEY)
        rows = self.engine.run_with(
            stored.filter(stored.source == source)
            .semi_join(asked, "key")
            .select("key", "content"),
            {"asked": pa.table({"key": keys})},
        )
        pairs = zip(*(rows[n].to_pylist() for n in ("key", "content")), strict=True)
        return dict(pairs)

    def customers(self, source: str, names: tuple[str, ...]) -> dict[str, int]:
        """Return the customer of each outside name that is known."""
        self._register("identities", IDENTITIES)
        stored, asked = unbound("identities", IDENTITIES), unbound("asked", _NAME)
        rows = self.engine.run_with(
            stored.filter(stored.source == source)
            .semi_join(asked, "external_id")
            .group_by("external_id")
            .agg(customer=lambda t: t.customer.argmax(t.sequence)),
            {"asked": pa.table({"external_id": pa.array(names, pa.string())})},
        )
        columns = (rows[n].to_pylist() for n in ("external_id", "customer"))
        return dict(zip(*columns, strict=True))

    def _register(self, table: str, schema: pa.Schema) -> None:
        files = self.writer.store.files(table, at=self.writer.latest)
        self.engine.register([TableFiles(table, files, schema)])


def _changed(names: str) -> Fault:
    return Fault(
        "key",
        None,
        Reason.CHANGED,
        f"a row with this {names} was taken in before with other content; give it "
        "a key of its own if it is a new answer, else leave it out.",
    )
