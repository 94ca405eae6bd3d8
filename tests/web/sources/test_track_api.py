"""The track API acknowledges what it has logged, and names what it has not."""

import gzip
import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import stik
from stik.intake.track.message import MOST_BYTES_TOGETHER
from stik_web.keys.actions import make_key, revoke_key
from stik_web.keys.limits import Limit
from stik_web.keys.queries import all_keys
from stik_web.sources import drain, front, views
from stik_web.sources.bound import WriteWithin
from stik_web.sources.log import GroupCommit, LogUnavailable
from stik_web.sources.models import IntakeEntry

pytestmark = pytest.mark.database

GOOD = {"type": "track", "event": "Order Completed", "userId": "u1"}
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)


def test_what_is_acknowledged_is_in_the_log(send):
    answer = send("batch", {"batch": [GOOD, GOOD]})
    assert answer.status_code == 200
    assert answer.json() == {"success": True}
    [entry] = IntakeEntry.objects.all()
    assert (entry.source, entry.kind, entry.n_messages) == ("shop", "batch", 2)
    assert len(json.loads(bytes(entry.body))["messages"]) == 2


@pytest.mark.parametrize("kind", ["track", "identify", "page", "screen"])
def test_each_kind_has_an_address(send, kind):
    assert send(kind, {"userId": "u1", "event": "x"}).status_code == 200
    assert IntakeEntry.objects.get().kind == kind


def test_of_a_batch_with_a_bad_message_the_good_ones_are_kept(send):
    answer = send("batch", {"batch": [GOOD, {"type": "track"}]})
    assert answer.status_code == 200
    [refused] = answer.json()["refused"]
    assert (refused["index"], refused["field"]) == (1, "userId")
    assert IntakeEntry.objects.get().n_messages == 1


def test_of_nothing_good_nothing_is_stored(send):
    answer = send("batch", {"batch": [{"type": "track"}]})
    assert answer.status_code == 400
    assert answer.json()["success"] is False
    assert not IntakeEntry.objects.exists()


def test_a_packed_body_is_unpacked(send):
    packed = gzip.compress(json.dumps({"batch": [GOOD]}).encode())
    assert send("batch", packed, **{"Content-Encoding": "gzip"}).status_code == 200
    assert IntakeEntry.objects.get().n_messages == 1


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (b"no gzip", "gzip", 400),
        (gzip.compress(b" " * (MOST_BYTES_TOGETHER + 1)), "gzip", 413),
        (b" " * (MOST_BYTES_TOGETHER + 1), "identity", 413),
        (b"{", "identity", 400),
    ],
)
def test_a_body_that_cannot_be_is_refused_with_the_mend(send, body, encoding, status):
    answer = send("batch", body, **{"Content-Encoding": encoding})
    assert answer.status_code == status
    assert answer.json()["message"].endswith(".")
    assert not IntakeEntry.objects.exists()


def test_a_stranger_writes_nothing(send, now):
    revoked = make_key("till", now=now)
    [number] = [key["number"] for key in all_keys() if key["source"] == "till"]
    assert revoke_key(number, now=now)
    for user in ("", "stik_wrong", revoked):
        answer = send("track", GOOD, user=user)
        assert answer.status_code == 401
        assert "WWW-Authenticate" in answer.headers
    assert not IntakeEntry.objects.exists()


def test_a_key_is_kept_as_a_digest_only(key):
    [kept] = all_keys()
    assert key not in str(kept)
    assert key.startswith(str(kept["begins_with"]))


def test_a_bearer_may_write_too(client, key):
    answer = client.post(
        "/v1/track",
        json.dumps(GOOD),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 200


def test_who_sends_too_fast_is_told_when_to_come_again(send, monkeypatch):
    monkeypatch.setattr(views, "_LIMIT", Limit(per_second=0.001, at_most=2))
    assert [send("track", GOOD).status_code for _ in range(3)] == [200, 200, 429]
    assert IntakeEntry.objects.count() == 2


def test_what_cannot_be_logged_is_not_acknowledged(send, monkeypatch):
    class Full:
        def append(self, _entry):
            raise LogUnavailable("the disk is full")

    monkeypatch.setattr(views, "_COMMITS", Full())
    answer = send("track", GOOD)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.json()["message"] == "the disk is full; send it again."


def test_more_than_may_wait_is_not_acknowledged_until_some_of_it_is_facts(
    send, monkeypatch
):
    commits = GroupCommit(WriteWithin(most_megabytes=0.0003))
    monkeypatch.setattr(views, "_COMMITS", commits)
    monkeypatch.setattr("stik_web.sources.bound._MEASURE_EVERY_SECONDS", 0)
    assert [send("track", GOOD).status_code for _ in range(4)] == [200, 200, 200, 503]
    IntakeEntry.objects.first().delete()
    assert [send("track", GOOD).status_code for _ in range(2)] == [200, 503]
    assert IntakeEntry.objects.count() == 3
    commits.end()


def test_a_database_that_does_not_answer_is_waited_for(send, monkeypatch):
    def gone(*_args, **_named):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(views, "_KEYS", gone)
    answer = send("track", GOOD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_revoked_key_is_refused_within_a_second_or_so(send, now):
    assert send("track", GOOD).status_code == 200
    assert revoke_key(all_keys()[0]["number"], now=now)
    views._KEYS.called = lambda *_args, **_named: None
    assert send("track", GOOD).status_code == 200, "asked a moment ago"
    views._KEYS.for_seconds = 0
    assert send("track", GOOD).status_code == 401


def test_the_short_way_answers_like_the_long_one(key, rf, monkeypatch):
    said = {}

    def start(status, headers):
        said.update(dict(headers), status=status)

    asked = rf.post("/v1/track", GOOD, content_type="application/json")
    asked.META["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    assert front.answered(asked.environ, start) == [b'{"success":true}']
    assert (said["status"], said["Content-Type"]) == ("200 OK", "application/json")
    monkeypatch.setattr(front, "receive", None)
    [answer] = front.answered(asked.environ, start)
    assert said["status"] == "500 Internal Server Error"
    assert b"send it again" in answer


def test_a_browser_may_ask_first_and_send(client, send):
    asked = client.options("/v1/track")
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    assert send("track", GOOD).headers["Access-Control-Allow-Origin"] == "*"


def test_another_address_or_method_is_told_what_there_is(client, send):
    assert send("buy", GOOD).status_code == 404
    assert client.get("/v1/track").status_code == 405


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(message=ANYTHING, kind=some.sampled_from(["batch", "track", "alias", "group"]))
def test_no_body_breaks_it(send, message, kind):
    body = {"batch": [message]} if kind == "batch" else message
    answer = send(kind, body)
    assert answer.status_code in {200, 400}
    assert answer.json()


def test_a_clock_that_jumps_back_doubles_nothing_and_loses_nothing(
    send, tmp_path, monkeypatch, now
):
    workspace = stik.create(tmp_path / "place", now=now)
    told = []
    for n, hours in enumerate((2, 1, 3)):
        at = now + timedelta(hours=hours)
        monkeypatch.setattr(views, "now", lambda at=at: at)
        monkeypatch.setattr(drain, "now", lambda at=at: at)
        for name in (f"first-{n}", f"second-{n}"):
            assert send("track", {**GOOD, "messageId": name}).status_code == 200
        assert send("track", {**GOOD, "messageId": "first-0"}).status_code == 200
        drain.drain(workspace)
        told.append(workspace.store.latest().recorded_at)
    assert workspace.touchpoints_found()["n_interactions"].to_pylist() == [6]
    assert told == sorted(told)
    assert not IntakeEntry.objects.exists()
