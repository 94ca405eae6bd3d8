"""Files that arrive by themselves are loaded once, whole, and their senders told."""

import os
from base64 import b64encode
from datetime import timedelta

import pytest
from tests.facts.reading import column
from tests.intake.test_repair import KEYED, visits

from stik_web import clock
from stik_web.feeds import loading
from stik_web.feeds.folders import put_feed
from stik_web.feeds.loading import ABANDONED_AFTER, take_in_files
from stik_web.feeds.models import Arrival, State
from stik_web.keys.actions import make_key

pytestmark = pytest.mark.database

PIECE = "application/offset+octet-stream"
GOOD = visits("1,2026-01-05,9", "2,2026-01-06,10").encode()


@pytest.fixture
def feed(transactional_db, served_place):  # noqa: ARG001 asked for to have a database
    """Return the folder of the feed `crm` of a served place."""
    put_feed(served_place.place, "crm", mapping=KEYED)
    return served_place.place.folder / "feeds" / "crm"


@pytest.fixture
def visits_key(feed, now):  # noqa: ARG001 it is of the feed's source
    return make_key("visits", now=now)


@pytest.fixture
def tus(client, visits_key):
    """Return what asks of uploads by tus, as the source of the feed."""
    sent = {"Authorization": f"Bearer {visits_key}", "Tus-Resumable": "1.0.0"}

    def ask(method, path="/api/v1/uploads", body=b"", **headers):
        return client.generic(
            method,
            path,
            body,
            content_type=headers.pop("Content-Type", PIECE),
            headers={**sent, **headers},
        )

    return ask


@pytest.fixture
def begun(tus):
    """Return what begins an upload with a first piece, and where to go on with it."""

    def begin(name):
        told = {"feed": "crm", "filename": name}
        pairs = [f"{n} {b64encode(text.encode()).decode()}" for n, text in told.items()]
        answer = tus(
            "POST",
            body=GOOD[:20],
            **{"Upload-Length": str(len(GOOD)), "Upload-Metadata": ",".join(pairs)},
        )
        assert (answer.status_code, answer["Upload-Offset"]) == (201, "20")
        return answer["Location"]

    return begin


def drop(folder, name, content, *, seconds_ago=60):
    path = folder / name
    path.write_bytes(content)
    at = clock.now().timestamp() - seconds_ago
    os.utime(path, (at, at))
    return path


def states():
    return dict(Arrival.objects.values_list("file_name", "state"))


def test_a_dropped_file_is_loaded_once_and_put_away(feed, served_place):
    drop(feed, "november.csv", GOOD)
    drop(feed, "half.csv", GOOD, seconds_ago=0)
    drop(feed, "coming.csv.part", GOOD)
    for _ in range(2):
        take_in_files(served_place)
    assert states() == {"november.csv": State.LOADED}
    assert column(served_place, "answers", "value") == [9, 10]
    assert (feed / "loaded" / "november.csv").read_bytes() == GOOD
    assert (feed / "half.csv").exists()
    assert (feed / "coming.csv.part").exists()


def test_a_newer_export_adds_what_is_new(feed, served_place):
    drop(feed, "export.csv", GOOD)
    take_in_files(served_place)
    drop(feed, "export.csv", GOOD + b"3,2026-01-07,1\n")
    take_in_files(served_place)
    assert column(served_place, "answers", "value") == [9, 10, 1]
    newest = Arrival.objects.order_by("came_at").last()
    assert (newest.told["n_stored"], newest.told["n_known"]) == (1, 2)
    assert (feed / "loaded" / "export-2.csv").exists()


def test_a_file_that_cannot_be_read_is_put_aside_with_the_reason(feed, served_place):
    drop(feed, "other.csv", b"a,b\n1,2\n")
    take_in_files(served_place)
    [arrival] = Arrival.objects.all()
    assert arrival.state == State.REFUSED
    assert "other.csv has no column" in arrival.sentence
    assert (feed / "refused" / "other.csv").exists()


def test_a_load_that_was_cut_off_goes_on(feed, served_place):
    drop(feed, "november.csv", GOOD)
    take_in_files(served_place)
    # As if the worker had been killed before it noted the end.
    (feed / "loaded" / "november.csv").rename(feed / "november.csv")
    Arrival.objects.update(state=State.LOADING, told=None)
    take_in_files(served_place)
    [arrival] = Arrival.objects.all()
    assert (arrival.state, arrival.told["n_known"]) == (State.LOADED, 2)
    assert column(served_place, "answers", "value") == [9, 10]


def test_a_long_load_lets_others_in_between(feed, served_place, monkeypatch):
    monkeypatch.setattr(loading, "PAUSE_AFTER_SECONDS", 0.0)
    monkeypatch.setattr("stik.intake.load.CELLS_PER_CHUNK", 1)
    rows = visits(*(f"{n},2026-01-05,9" for n in range(2_500)))
    drop(feed, "long.csv", rows.encode())
    rounds = 0
    while states() != {"long.csv": State.LOADED}:
        take_in_files(served_place, others_wait=lambda: True)
        rounds += 1
    assert rounds == 4  # after each chunk of a thousand rows, and once to the end
    assert len(column(served_place, "answers", "value")) == 2_500


def test_an_upload_goes_on_where_it_was_cut(tus, begun, feed, served_place, rest):
    path = begun("november.csv")
    assert states() == {"november.csv": State.COMING}
    head = tus("HEAD", path)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("20", str(len(GOOD)))
    done = tus("PATCH", path, GOOD[20:], **{"Upload-Offset": "20"})
    assert (done.status_code, done["Upload-Offset"]) == (204, str(len(GOOD)))
    assert states() == {"november.csv": State.WAITING}
    take_in_files(served_place)
    seen = rest("GET", f"arrivals/{path.rpartition('/')[2]}").json()
    assert (seen["state"], seen["told"]["n_stored"]) == ("loaded", 2)
    assert seen["n_bytes"] == len(GOOD)
    assert (feed / "loaded" / "november.csv").read_bytes() == GOOD


def test_what_is_understood_is_told(tus):
    told = tus("OPTIONS")
    assert told["Tus-Version"] == "1.0.0"
    assert "creation" in told["Tus-Extension"]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Tus-Resumable": "0.9"}, b"", 412),
        ({"Upload-Offset": "7"}, b"x", 409),
        ({"Upload-Offset": "-1"}, b"x", 400),
        ({"Content-Type": "text/plain"}, b"x", 415),
        ({}, b"x" * 1_000, 413),
        ({"Authorization": "Bearer stik_wrong"}, b"x", 401),
    ],
)
def test_a_piece_that_does_not_fit_is_declined_and_leaves_what_came(
    tus, begun, headers, body, status
):
    path = begun("november.csv")
    answer = tus("PATCH", path, body, **{"Upload-Offset": "20", **headers})
    assert answer.status_code == status
    assert answer.json()["message"].endswith(".")
    assert tus("HEAD", path)["Upload-Offset"] == "20"
    assert states() == {"november.csv": State.COMING}


def test_a_file_is_sent_in_one_request(client, visits_key, served_place):
    def put(name, key=visits_key):
        return client.put(
            f"/api/v1/feeds/crm/files/{name}",
            GOOD,
            content_type="text/csv",
            headers={"Authorization": f"Bearer {key}"},
        )

    answer = put("november.csv")
    assert answer.status_code == 202
    take_in_files(served_place)
    seen = client.get(
        answer.json()["see"], headers={"Authorization": f"Bearer {visits_key}"}
    )
    assert seen.json()["told"]["n_stored"] == 2
    assert put(".hidden.csv").status_code == 400
    assert put("mapping.toml").status_code == 400
    other = make_key("till", now=clock.now())
    assert put("november.csv", other).status_code == 403
    assert (
        client.get(
            answer.json()["see"], headers={"Authorization": f"Bearer {other}"}
        ).status_code
        == 403
    )


def test_an_upload_is_given_up_by_its_sender_or_after_days(
    tus, begun, feed, served_place, monkeypatch
):
    first, _second = begun("november.csv"), begun("december.csv")
    assert tus("DELETE", first).status_code == 204
    assert tus("HEAD", first).status_code == 404
    assert len(list(feed.glob(".*.part"))) == 1
    later = clock.now() + ABANDONED_AFTER + timedelta(hours=1)
    monkeypatch.setattr(loading, "now", lambda: later)
    take_in_files(served_place)
    assert set(states().values()) == {State.REFUSED}
    assert not list(feed.glob(".*.part"))


def test_a_feed_is_made_over_rest_and_its_files_listed(rest, served_place):
    assert rest("PUT", "feeds/crm", {"mapping": KEYED}).status_code == 204
    assert rest("GET", "feeds").json() == [{"name": "crm", "mapping": KEYED}]
    assert rest("PUT", "feeds/..", {"mapping": KEYED}).status_code in {400, 404}
    assert rest("PUT", "feeds/CRM", {"mapping": KEYED}).status_code == 400
    assert rest("PUT", "feeds/crm", {"mapping": "source = 1"}).status_code == 400
    drop(served_place.place.folder / "feeds" / "crm", "november.csv", GOOD)
    take_in_files(served_place)
    [came] = rest("GET", "arrivals?feed=crm&state=loaded").json()
    assert came["file_name"] == "november.csv"
    assert rest("GET", "arrivals?state=coming").json() == []
