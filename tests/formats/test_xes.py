"""XES logs: what events say, however their XML is written, and which are broken."""

import gzip
import json
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.conftest import Write

from stik.errors import FileError
from stik.formats.event_log import xes_rows
from stik.formats.source_file import BrokenRow, read_rows, survey_file
from stik.formats.written.packed import packed
from stik.formats.written.xes_bytes import xes_bytes

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- <event> in a comment </event> -->
<log xes.version="2.0" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://example.com/concept.xesext"/>
<global scope="trace"><string key="tier" value="basic"/></global>
<global scope="event"><string key="channel" value="web"/></global>
<classifier name="Activity" keys="concept:name"/>
<string key="concept:name" value="a log"/>
"""


def _read(path: Path) -> tuple[list[dict[str, str | None]], list[BrokenRow]]:
    """Return all rows, without what they do not say, and the broken ones."""
    chunks = list(read_rows(survey_file(path)))
    rows = [
        {name: cell for name, cell in row.items() if cell is not None}
        for chunk in chunks
        for row in chunk.table.to_pylist()
    ]
    return rows, [row for chunk in chunks for row in chunk.broken]


def test_an_event_has_what_it_and_its_trace_say(write: Write) -> None:
    log = f"""{_HEAD}<trace><string key="concept:name" value="order 7"/>
    <event><string key="concept:name" value="call &amp; ask &#x10D;"/>
    <date key="time:timestamp" value="2026-05-31T18:20:00.123+02:00"/>
    <int key="n" value="3"/><float key="x" value="0.5"/><id key="id" value="a-1"/>
    <boolean key="is_new" value="true"/><string key="channel" value="shop"/></event>
    <event><string key='concept:name' value='say "so"'/></event></trace>
    <trace><string key="concept:name" value="order 8"/><string key="tier" value="gold"/>
    </trace><trace><event><string key="cost" value="9"><string key="unit" value="EUR"/>
    </string><list key="with"><values><string key="who" value="A"/>
    <string key="who" value="B"/></values></list></event></trace></log>"""
    rows, broken = _read(write("a.xes", log.encode()))
    assert broken == []
    assert rows == [
        {
            "case:tier": "basic",
            "case:concept:name": "order 7",
            "concept:name": "call & ask č",
            "time:timestamp": "2026-05-31T18:20:00.123+02:00",
            "n": "3",
            "x": "0.5",
            "id": "a-1",
            "is_new": "true",
            "channel": "shop",
        },
        {
            "case:tier": "basic",
            "case:concept:name": "order 7",
            "concept:name": 'say "so"',
            "channel": "web",
        },
        {"case:concept:name": "order 8", "case:tier": "gold"},
        {
            "case:tier": "basic",
            "cost": "9",
            "cost.unit": "EUR",
            "with.who": "A",
            "with.who (2)": "B",
            "channel": "web",
        },
    ]


_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("<&>\"' \t\n\r"),
    max_size=12,
).map(lambda text: "".join(c for c in text if c >= " " or c in "\t\n\r"))
_EVENT = st.dictionaries(st.sampled_from(["a", "b", "c d", "é:f"]), _TEXT, max_size=4)
_TRACES = st.lists(st.tuples(_EVENT, st.lists(_EVENT, max_size=4)), min_size=1)


def _written(traces: list[tuple[dict[str, str], list[dict[str, str]]]]) -> bytes:
    def attributes(cells: dict[str, str]) -> str:
        return "".join(
            f"\t<string key={quoteattr(key)} value={quoteattr(value)}/>\n"
            for key, value in cells.items()
        )

    told = (
        f"<trace>\n{attributes(trace)}"
        + "".join(f"<event>\n{attributes(event)}</event>\n" for event in events)
        + "</trace>\n"
        for trace, events in traces
    )
    sure = "<trace><event><string key='sure' value='1'/></event></trace>"
    return f"<log>{sure}{''.join(told)}</log>".encode()


@settings(deadline=None, max_examples=25)
@given(traces=_TRACES)
def test_events_read_many_at_once_say_what_their_xml_says(
    traces: list[tuple[dict[str, str], list[dict[str, str]]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.xes"
    path.write_bytes(_written(traces))
    many_at_once = _read(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xes_rows, "_MOST_PARSED", -1)
        assert _read(path) == many_at_once
    expected = [
        {f"case:{key}": said for key, said in trace.items()} | event
        for trace, events in traces
        for event in events or [{}]
    ]
    told = [{k: v for k, v in row.items() if v.strip()} for row in expected]
    assert many_at_once == ([{"sure": "1"}, *told], [])
    out = path.with_name("out.xes.gz")
    tables = [chunk.table for chunk in read_rows(survey_file(path), chunk_rows=3)]
    out.write_bytes(b"".join(packed(xes_bytes(tables, tables[0].schema))))
    assert _read(out) == many_at_once


def _events(*written: str) -> bytes:
    first = "<trace>\n<event><string key='concept:name' value='first'/></event>\n"
    lines = "\n".join(f'<event><string key="n" value="{w}"/></event>' for w in written)
    return f"<log>{first}{lines}\n</trace></log>".encode()


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ('2"/><event><string key="n" value="3', "an element is not closed"),
        ("a < b", "not well-formed (invalid token)"),
        ("&lol;", "undefined entity"),
        ('1"/><string value="x', "an attribute has no key"),
        ('1"></trace>', "mismatched tag"),
    ],
)
def test_a_broken_event_stays_out_alone_and_is_named(
    write: Write, event: str, fault: str
) -> None:
    rows, [broken] = _read(write("a.xes", _events("1", event, "3")))
    assert [row.get("n") for row in rows] == [None, "1", "3"]
    assert (broken.row, broken.reason) == (3, "broken_event")
    assert broken.sentence.startswith(f"row 3 is an event that cannot be read: {fault}")
    assert ", at line 4, column " in broken.sentence
    assert event in json.loads(broken.raw)["event"]


def test_events_of_a_broken_trace_stay_out_with_it(write: Write) -> None:
    log = _events("1") + b""
    lost = '</trace><trace><string key="a" value="<"/>' + "<event></event>" * 2
    content = log.decode().replace("</trace>", f"{lost}</trace><trace><event/></trace>")
    rows, broken = _read(write("a.xes", content.encode()))
    assert [row.row for row in broken] == [3, 4]
    assert "its trace is broken" in broken[1].sentence
    assert len(rows) == 3


def test_bytes_that_are_no_text_keep_a_row_out_where_they_are_read(
    write: Write,
) -> None:
    path = write("a.xes", _events("1", "né", "3").replace("é".encode(), b"\xe9"))
    file = survey_file(path)
    [chunk] = read_rows(file)
    assert [(row.row, row.field, row.reason) for row in chunk.broken] == [
        (3, "n", "not_utf8")
    ]
    [chunk] = read_rows(file, columns=["concept:name"])
    assert len(chunk.row) == 4


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8-sig"])
def test_a_log_is_read_in_the_encoding_it_declares(write: Write, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + _events("né").decode()
    rows, broken = _read(write("a.xes", text.encode(encoding)))
    assert (rows[1]["n"], broken) == ("né", [])


def test_elements_may_have_a_prefix_and_blanks(write: Write) -> None:
    log = """<x:log xmlns:x="http://www.xes-standard.org/"><x:trace><x:event >
    <x:string key="n" value="1"></x:string></x:event ></x:trace><x:trace><x:event>
    <x:string key="n" value="2" /></x:event></x:trace></x:log >"""
    rows, _ = _read(write("a.xes", log.encode()))
    assert [row["n"] for row in rows] == ["1", "2"]


_LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
_REFUSED = {
    "cut off": (
        _events("1", "2")[:-30],
        "is a log that was cut off or damaged at line 4, column ",
    ),
    "cut off inside of an element": (_events("1", "2")[:-9], "cut off or damaged"),
    "packed and cut off": (gzip.compress(_events("1"))[:-9], "was cut off"),
    "a thousand million laughs": (
        f'<!DOCTYPE log [<!ENTITY l0 "ha">{_LAUGHS}]><log><trace><event>'
        '<string key="n" value="&l9;"/></event></trace></log>'.encode(),
        "it declares a document type or entities, which are not read",
    ),
    "another file inside": (
        b'<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/hostname">]><log>&x;</log>',
        "it declares a document type or entities, which are not read",
    ),
    "no events": (b"<log></log>", "holds no events; export it again with events."),
}


@pytest.mark.parametrize("case", _REFUSED)
def test_a_log_that_cannot_be_read_is_refused(write: Write, case: str) -> None:
    content, sentence = _REFUSED[case]
    with pytest.raises(FileError) as refused:
        survey_file(write("a.xes", content))
    assert sentence in str(refused.value)
