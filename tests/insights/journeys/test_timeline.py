"""One customer's timeline: in which order, and how it felt."""

from datetime import UTC, datetime

import pyarrow as pa

from stik.facts.schema import ANSWERS, INTERACTIONS, VERBATIMS
from stik.insights.journeys.timeline import timeline_of


def moment(day, hour=0):
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def row(sequence, at, precision, **more):
    told = {"sequence": sequence, "position": 0, "source": "s", "customer": 1}
    return {**told, "occurred_at": at, "precision": precision, **more}


def answered(sequence, at, precision, *, scale, value):
    asked = {"question": "q", "scale": scale, "value": float(value)}
    return row(sequence, at, precision, **asked)


def test_an_answer_known_to_the_day_follows_the_visits_of_that_day():
    held = {
        "interactions": pa.Table.from_pylist(
            [
                row(5, moment(2, 9), "second"),
                row(1, None, "none"),
                row(2, moment(1), "day"),
            ],
            schema=INTERACTIONS,
        ),
        "answers": pa.Table.from_pylist(
            [
                answered(3, moment(2), "day", scale="emotion_1_5", value=1),
                answered(4, moment(2, 8), "second", scale="emotion_-2_2", value=1),
                answered(6, moment(3), "day", scale="csat_1_5", value=5),
            ],
            schema=ANSWERS,
        ),
        "verbatims": pa.Table.from_pylist(
            [row(7, moment(2, 10), "second", question="why", text="late")],
            schema=VERBATIMS,
        ),
    }
    rows = timeline_of(held).to_pylist()
    assert [each["what"] for each in rows] == [
        *("visit", "answer", "visit", "words", "answer", "answer", "visit")
    ]
    assert [each["feeling"] for each in rows] == [None, 0.5, None, None, -1, None, None]
    since = [each["seconds_since"] for each in rows]
    assert since == [None, None, 33 * 3600, None, None, None, None]
    assert rows[3]["text"] == "late"


def test_of_nobody_the_timeline_is_empty():
    schemas = {"interactions": INTERACTIONS, "answers": ANSWERS, "verbatims": VERBATIMS}
    held = {name: schema.empty_table() for name, schema in schemas.items()}
    assert timeline_of(held).num_rows == 0
