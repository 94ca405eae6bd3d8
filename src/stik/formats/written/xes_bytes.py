"""Events as XES (IEEE 1849): rows of one case that follow each other are a trace."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.formats.xml_text import escaped

_CASE = "case:"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" \
uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" \
uri="http://www.xes-standard.org/org.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""
_CLOSING, _NOTHING = (pa.scalar(text, pa.large_string()) for text in ('"/>\n', ""))


def xes_bytes(parts: Iterable[pa.Table], _schema: pa.Schema) -> Iterator[bytes]:
    """Yield rows as XES: columns whose names begin with `case:` are of the trace.

    An event says its columns but those that are null. A row that says something of
    its case alone is a trace without events; one that says nothing of a case is an
    event outside of any.
    """
    yield _HEAD.encode()
    open_case = ""
    for part in parts:
        if part.num_rows:
            text, open_case = _traces(part.combine_chunks(), open_case)
            yield text.encode()
    yield ("</trace>\n</log>\n" if open_case else "</log>\n").encode()


def _traces(rows: pa.Table, open_case: str) -> tuple[str, str]:
    """Return rows as XES after a case that is open, and which one is open then."""
    of_case = [name for name in rows.column_names if name.startswith(_CASE)]
    of_event = [name for name in rows.column_names if not name.startswith(_CASE)]
    cases = np.array(_attributes(rows, of_case), dtype=object)
    events = np.array(_attributes(rows, of_event), dtype=object)
    is_alone = (events == "") & (cases != "")
    before = np.concatenate([[open_case], np.where(is_alone, "", cases)[:-1]])
    changes = (before != cases) | is_alone
    told = []
    for case, event, alone, changed, last in zip(
        cases, events, is_alone, changes, before, strict=True
    ):
        if changed and last:
            told.append("</trace>\n")
        if changed and case:
            told.append(f"<trace>\n{case}")
        told.append("</trace>\n" if alone else f"<event>\n{event}</event>\n")
    return "".join(told), "" if is_alone[-1] else cases[-1]


def _attributes(rows: pa.Table, names: Sequence[str]) -> list[str]:
    """Return what each row says under some names, an element for each."""
    if not names:
        return [""] * rows.num_rows
    columns = [_elements(name, rows[name].combine_chunks()) for name in names]
    joined = pc.binary_join_element_wise(
        *columns, _NOTHING, null_handling="replace", null_replacement=""
    )
    texts: list[str] = joined.to_pylist()
    return texts


def _elements(name: str, column: pa.Array) -> pa.Array:
    kind, values = _typed(column)
    key = escaped(name.removeprefix(_CASE))
    opening = pa.scalar(f'<{kind} key="{key}" value="', pa.large_string())
    large = values.cast(pa.large_string())
    return pc.binary_join_element_wise(opening, large, _CLOSING, _NOTHING)


def _typed(column: pa.Array) -> tuple[str, pa.Array]:
    """Return the type of XES that a column has, and its values as texts."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _typed(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        return "date", iso_moments(column)
    if pa.types.is_boolean(kind):
        return "boolean", column.cast(pa.string())
    if pa.types.is_integer(kind):
        return "int", column.cast(pa.string())
    if pa.types.is_floating(kind):
        return "float", column.cast(pa.string())
    return "string", _escaped(column.cast(pa.string()))


def iso_moments(moments: pa.Array) -> pa.Array:
    """Return moments as texts of ISO 8601 with the offset of their zone."""
    told = pc.strftime(moments, format="%Y-%m-%dT%H:%M:%S%z")
    return pc.replace_substring_regex(told, r"([+-]\d\d)(\d\d)$", r"\1:\2")


def _escaped(texts: pa.Array) -> pa.Array:
    coded = texts.dictionary_encode()
    told = [escaped(text) for text in coded.dictionary.to_pylist()]
    return pa.array(told, pa.string()).take(coded.indices)
