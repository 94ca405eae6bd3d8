"""A draft whose rows are understood and numbered becomes rows of facts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from stik.facts.schema import ANSWERS, INTERACTIONS, KEYS, TRAITS, VERBATIMS
from stik.intake.distinct import NOTHING, Codes, Texts
from stik.intake.draft import Draft
from stik.intake.moments import Moments
from stik.terms.counts import Floats, Integers


@dataclass(frozen=True)
class Numbered:
    """A draft with its staying rows, their sequence and customer (null: nobody)."""

    draft: Draft
    moments: Moments
    rows: Integers
    sequence: Integers
    customer: pa.Array

    def texts(self, name: str) -> Texts:
        """Return what the staying rows say about themselves under `name`."""
        found = self.draft.texts.get(name)
        if found is None:
            return Texts.constant(None, rows=len(self.rows))
        return found.take(self.rows)

    def numbers(self, name: str) -> Floats:
        """Return a number the staying rows give, NaN where they give none."""
        found = self.draft.numbers.get(name)
        return np.full(len(self.rows), np.nan) if found is None else found[self.rows]


def interactions(draft: Numbered) -> pa.Table:
    """Return one interaction for each row that names its touchpoint."""
    rows = np.flatnonzero(draft.texts("touchpoint").codes != NOTHING)
    columns = _shared(draft, rows)
    columns["touchpoint"] = draft.texts("touchpoint").take(rows).to_arrow()
    columns["position"] = np.zeros(len(rows), dtype=np.int32)
    columns["amount"] = _nullable(draft.numbers("amount")[rows])
    columns["currency"] = draft.texts("currency").take(rows).to_arrow()
    return _table(columns, INTERACTIONS)


def answers(draft: Numbered) -> pa.Table:
    """Return one row per answered question."""
    read = draft.draft.answers
    given = [a.values[draft.rows] for a in read]
    rows = [np.flatnonzero(~np.isnan(values)) for values in given]
    where, which = _spread(rows)
    columns = _shared(draft, where)
    columns["position"] = which + 1
    columns["question"] = Texts(which, tuple(a.question for a in read)).to_arrow()
    columns["scale"] = _labels(which, [a.scale.name for a in read])
    columns["touchpoint"] = _touchpoints(
        draft, where, which, [(a.touchpoint, a.question) for a in read]
    )
    columns["value"] = np.concatenate(
        [v[r] for v, r in zip(given, rows, strict=True)] or [np.empty(0)]
    )
    columns["weight"] = _nullable(draft.numbers("weight")[where])
    return _table(columns, ANSWERS)


def verbatims(draft: Numbered) -> pa.Table:
    """Return one row per text that was written."""
    read = draft.draft.verbatims
    texts = [v.texts.take(pa.array(draft.rows)) for v in read]
    rows = [np.flatnonzero(t.is_valid()) for t in texts]
    where, which = _spread(rows)
    columns = _shared(draft, where)
    columns["position"] = which + 1 + len(draft.draft.answers)
    columns["question"] = _labels(which, [v.question for v in read])
    columns["touchpoint"] = _touchpoints(
        draft, where, which, [(v.touchpoint, v.question) for v in read]
    )
    columns["language"] = _overlaid(
        draft.texts("language").take(where), which, [v.language for v in read]
    ).to_arrow()
    said = [t.take(pa.array(r)) for t, r in zip(texts, rows, strict=True)]
    columns["text"] = pa.concat_arrays([pa.array([], pa.string()), *said])
    return _table(columns, VERBATIMS)


def traits(draft: Numbered) -> pa.Table:
    """Return one row per trait known of a row's customer, or of the response."""
    read = {name: texts.take(draft.rows) for name, texts in draft.draft.traits.items()}
    rows = [np.flatnonzero(texts.codes != NOTHING) for texts in read.values()]
    where, which = _spread(rows)
    parts = [
        texts.take(r).to_arrow().cast(pa.string())
        for texts, r in zip(read.values(), rows, strict=True)
    ]
    columns = {
        "sequence": draft.sequence[where],
        "position": which,
        "source": _labels(np.zeros_like(which), [draft.draft.mapping.source]),
        "customer": draft.customer.take(pa.array(where)),
        "name": _labels(which, list(read)),
        "value": pa.concat_arrays([pa.array([], pa.string()), *parts]),
        "known_from": draft.moments.take(where).at(),
    }
    return _table(columns, TRAITS)


def keys(draft: Numbered) -> pa.Table:
    """Return the hashes by which each row will be known again.

    In their own order, which is told in a quarter less; the batch they are of is all
    that is asked of them, so that its last sequence stands for theirs.
    """
    key, content = draft.draft.key, draft.draft.content
    n_rows = len(draft.rows)
    if key is None or not n_rows:
        return KEYS.empty_table()
    in_order = draft.rows[np.argsort(key[draft.rows])]
    source = Texts.constant(draft.draft.mapping.source, rows=n_rows)
    columns = {
        "sequence": np.full(n_rows, draft.sequence[-1]),
        "source": source.to_arrow(),
        "key": key[in_order],
        "content": np.zeros_like(in_order) if content is None else content[in_order],
    }
    return _table(columns, KEYS)


def _shared(draft: Numbered, where: Integers) -> dict[str, object]:
    """Return the columns that every fact of a row shares."""
    moments = draft.moments.take(where)
    source = Texts.constant(draft.draft.mapping.source, rows=len(where))
    shared: dict[str, object] = {
        "sequence": draft.sequence[where],
        "occurred_at": moments.at(),
        "occurred_date": moments.dates(),
        "precision": moments.precisions(),
        "source": source.to_arrow(),
        "customer": draft.customer.take(pa.array(where)),
    }
    for name in ("channel", "unit", "language", "journey", "journey_instance"):
        shared[name] = draft.texts(name).take(where).to_arrow()
    return shared


def _spread(rows: Sequence[Integers]) -> tuple[Integers, Codes]:
    """Return for each fact which row, and which of the columns, it comes from."""
    where = np.concatenate([np.empty(0, dtype=np.int64), *rows])
    which = np.repeat(np.arange(len(rows), dtype=np.int32), [len(r) for r in rows])
    return where, which


def _touchpoints(
    draft: Numbered,
    where: Integers,
    which: Codes,
    named: Sequence[tuple[str | None, str]],
) -> pa.Array:
    """Return each fact's touchpoint: its question's, else the row's, else its name."""
    of_row = draft.texts("touchpoint").take(where)
    own = [touchpoint for touchpoint, _ in named]
    if "touchpoint" not in draft.draft.texts:
        own = [touchpoint or question for touchpoint, question in named]
    return _overlaid(of_row, which, own).to_arrow()


def _overlaid(base: Texts, which: Codes, own: Sequence[str | None]) -> Texts:
    """Return `base` with the column's own text laid over it where it has one."""
    texts = dict.fromkeys((*base.texts, *(text for text in own if text)))
    codes = {text: code for code, text in enumerate(texts)}
    recode = np.array([codes.get(t or "", NOTHING) for t in own] or [NOTHING])
    laid = recode[which].astype(np.int32)
    return Texts(np.where(laid == NOTHING, base.codes, laid), tuple(texts))


def _labels(which: Codes, labels: Sequence[str]) -> pa.Array:
    distinct = {label: code for code, label in enumerate(dict.fromkeys(labels))}
    recode = np.array([distinct[label] for label in labels] or [NOTHING])
    return Texts(recode[which].astype(np.int32), tuple(distinct)).to_arrow()


def _nullable(numbers: Floats) -> pa.Array:
    return pa.array(numbers, mask=np.isnan(numbers))


def _table(columns: dict[str, object], schema: pa.Schema) -> pa.Table:
    """Return a table in the schema's order; repeated texts stay dictionaries."""
    return pa.table({name: columns[name] for name in schema.names})
