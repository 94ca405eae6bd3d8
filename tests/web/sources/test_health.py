"""Whether it is ready, and what is measured of the intake, as OpenMetrics."""

import re

import pytest
from django.db import DatabaseError

from stik_web.open_metrics import Family, page
from stik_web.sources import health
from stik_web.sources.drain import drain

pytestmark = pytest.mark.database

TRACK = """
[events.Rated.answers.recommend]
column = "score"
scale = "nps_0_10"
touchpoint = "overall"
"""
LABEL = r'[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"'
LINE = re.compile(
    rf"# (?:TYPE [a-z_]+ (?:gauge|counter)|HELP [a-z_]+ \S.*)|"
    rf"[a-z_]+(?:\{{{LABEL}(?:,{LABEL})*\}})? -?[\d.e+-]+"
)


@pytest.fixture
def place(served_place):
    """Return a workspace that is served, with a meaning for what is rated."""
    served_place.place.track_file.write_text(TRACK)
    return served_place


@pytest.fixture
def measured(client, db):  # noqa: ARG001 asked for to have a database
    """Return what reads `/metrics`: each figure by its name and labels."""

    def read():
        answer = client.get("/metrics")
        assert answer.status_code == 200, answer.content
        *lines, end, nothing = answer.content.decode().split("\n")
        assert (end, nothing) == ("# EOF", "")
        assert [line for line in lines if not LINE.fullmatch(line)] == []
        said = [line.rpartition(" ") for line in lines if not line.startswith("#")]
        return {name: float(figure) for name, _, figure in said}

    return read


def test_what_waits_came_in_and_was_refused_is_measured(place, send, measured):
    before = measured()
    good = {"event": "Rated", "userId": "u1", "messageId": "m1"}
    send("track", {**good, "properties": {"score": 9}})
    send("track", {**good, "properties": {"score": 9}})
    send("track", {**good, "messageId": "m2", "properties": {"score": "lots"}})
    assert send("track", good, user="stik_wrong").status_code == 401
    waiting = measured()
    drain(place)
    drained = measured()

    def more(name):
        return drained[name] - before.get(name, 0)

    assert waiting["stik_intake_entries"] == waiting["stik_intake_messages"] == 3
    assert waiting["stik_intake_lag_seconds"] > 0
    assert drained["stik_intake_entries"] == 0
    assert 1 <= more("stik_intake_commits_total") <= 3
    assert more("stik_intake_requests_total") == 3
    declined = 'stik_requests_declined_total{status="401",reason="Unauthorized"}'
    assert more(declined) == 1
    shop = '{source="shop"}'
    assert drained[f"stik_drained_messages_total{shop}"] == 3
    assert drained[f"stik_duplicate_messages_total{shop}"] == 1
    assert drained[f"stik_messages_held_back_total{shop}"] == 1
    assert drained[f"stik_last_drain_timestamp_seconds{shop}"] > 1.7e9
    assert "stik_last_batch_age_seconds" in drained
    held = {name: n for name, n in drained.items() if "held_back_rows" in name}
    assert list(held.values()) == [1]
    assert 'source="shop",reason="' in next(iter(held))


def test_a_label_may_hold_any_sign():
    shop = ('Ana\'s "shop"\\\n',)
    [*_, line, _end, _] = page(
        [Family("stik_x", "gauge", "An x.", {shop: 0.5}, ("source",))]
    ).split("\n")
    assert line == 'stik_x{source="Ana\'s \\"shop\\"\\\\\\n"} 0.5'


def test_it_is_ready_with_database_and_place(client, place, db):  # noqa: ARG001 as above
    assert client.get("/health/ready").content == b"ready\n"


@pytest.mark.django_db
def test_what_is_missing_is_told(client, place, monkeypatch):
    def broken():
        raise DatabaseError

    (place.place.folder / "stik.toml").write_text("format = 99\n")
    monkeypatch.setattr(health, "_check_migrations", broken)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    database, of_place = answer.content.decode().splitlines()
    assert database == "the database does not answer"
    assert of_place.startswith("the place cannot be opened")
    assert client.get("/metrics").status_code in {200, 503}
