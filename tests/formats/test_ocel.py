"""OCEL 2.0 logs: which type of object is the case is said, or found."""

import json

import pytest
from tests.formats.conftest import Write

from stik.errors import FileError
from stik.formats.source_file import read_rows, survey_file

_TIER = [
    {"name": "tier", "time": "1970-01-01T00:00:00Z", "value": "basic"},
    {"name": "tier", "time": "2026-05-02T00:00:00Z", "value": "gold"},
]
_OBJECTS = [
    {"id": "o1", "type": "order", "attributes": _TIER},
    {"id": "d1", "type": "delivery"},
    {"id": "d2", "type": "delivery"},
    {"id": "ana", "type": "customer"},
]


def _event(name: str, day: int, *about: str) -> dict[str, object]:
    return {
        "id": f"e{day}",
        "type": name,
        "time": f"2026-05-0{day}T18:20:00+02:00",
        "attributes": [
            {"name": "amount", "value": 12.0},
            {"name": "new", "value": True},
        ],
        "relationships": [{"objectId": each, "qualifier": "of"} for each in about],
    }


_EVENTS = [
    _event("order", 1, "o1", "ana"),
    _event("send", 2, "o1", "d1", "d2", "ana"),
    _event("deliver", 3, "d1"),
]


def _log(*events: object) -> bytes:
    log = {"objectTypes": [], "eventTypes": [], "events": events, "objects": _OBJECTS}
    return json.dumps(log, indent=1).encode()


def test_each_type_of_object_may_be_the_case(write: Write) -> None:
    path = write("log.json", _log(*_EVENTS))
    cases = {}
    for kind in ("order", "delivery", "customer"):
        file = survey_file(path, object_type=kind)
        [chunk] = read_rows(file)
        rows = chunk.table.to_pylist()
        cases[kind] = [(row["case:concept:name"], row["concept:name"]) for row in rows]
    assert cases["order"] == [("o1", "order"), ("o1", "send")]
    assert cases["delivery"] == [("d1", "send"), ("d2", "send"), ("d1", "deliver")]
    assert cases["customer"] == [("ana", "order"), ("ana", "send")]
    found = survey_file(path)
    assert found.object_type == "delivery"
    assert found.object_types == ("order", "customer", "delivery")
    assert found.sha256 != survey_file(path, object_type="order").sha256
    with pytest.raises(
        FileError, match="no events about the type 'ordr'; did you mean"
    ):
        survey_file(path, object_type="ordr")


def test_a_row_says_what_its_object_was_then(write: Write) -> None:
    file = survey_file(write("log.json", _log(*_EVENTS)), object_type="order")
    [chunk] = read_rows(file)
    first, second = chunk.table.to_pylist()
    assert first == {
        "case:concept:name": "o1",
        "case:tier": "basic",
        "ocel:qualifier": "of",
        "concept:name": "order",
        "time:timestamp": "2026-05-01T18:20:00+02:00",
        "ocel:eid": "e1",
        "amount": "12",
        "new": "true",
        "object:customer": "ana",
        "object:delivery": None,
    }
    assert second["case:tier"] == "gold"
    assert second["object:delivery"] == '["d1", "d2"]'


def test_a_broken_event_stays_out_alone(write: Write) -> None:
    path = write("log.json", _log(_EVENTS[0], _event("?", 4, "o9"), 7, _EVENTS[1]))
    [chunk] = read_rows(survey_file(path, object_type="order"))
    assert chunk.row.to_pylist() == [1, 4]
    assert [(row.row, row.reason) for row in chunk.broken] == [
        (2, "broken_event"),
        (3, "broken_event"),
    ]
    assert "about an object 'o9', which the log has not" in chunk.broken[0].sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (_log(*_EVENTS)[:-300], "is no whole JSON: "),
        (_log(*_EVENTS).replace(b'"send"', b'"send', 1), "at line 32, column 18"),
        (_log(), "holds no event about an object"),
    ],
)
def test_a_damaged_log_is_refused(write: Write, content: bytes, sentence: str) -> None:
    with pytest.raises(FileError) as refused:
        survey_file(write("log.json", content))
    assert sentence in str(refused.value)
