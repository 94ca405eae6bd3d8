"""A customer over REST: shown, taken along, erased, and nowhere left afterwards."""

import json
import shutil
import urllib.error
import urllib.request
from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.facts.reading import load_text
from tests.web.sources.serving import served, stik
from tests.workspace.test_erasing import CVETKA, HER_BAD_ROW, HERS, MAPPING, bytes_of
from tests.workspace.test_erasing import text as survey

import stik as library
from stik_web.clock import now as this_moment
from stik_web.customers.models import Erasure
from stik_web.sources import views
from stik_web.sources.drain import drain
from stik_web.sources.log import GroupCommit, write_entries
from stik_web.sources.models import IntakeEntry
from stik_web.worker import erase_customers

pytestmark = pytest.mark.database

TRACK = """
[events.Rated.answers.recommend]
column = "score"
scale = "nps_0_10"
touchpoint = "app"
"""


def rated(name, *, who=CVETKA, score=3, **more):
    message = {"type": "track", "event": "Rated", "userId": who, "messageId": name}
    return {**message, "properties": {"score": score}, **more}


@pytest.fixture
def send(client, key_to, monkeypatch):
    """Return what sends messages to the track API."""
    basic = b64encode(f"{key_to('write')}:".encode()).decode()
    commits = GroupCommit(write_entries)
    monkeypatch.setattr(views, "_COMMITS", commits)

    def post(*messages):
        answer = client.post(
            "/v1/batch",
            json.dumps({"batch": messages}),
            content_type="application/json",
            headers={"Authorization": f"Basic {basic}"},
        )
        assert answer.status_code == 200

    yield post
    commits.end()


@pytest.fixture
def company(served_place):
    served_place.place.track_file.write_text(TRACK)
    load_text(served_place, survey(*HERS, HER_BAD_ROW), MAPPING)
    return served_place


@pytest.mark.usefixtures("company")
def test_everything_held_is_shown_and_can_be_taken_along(rest, key_to):
    held = rest("GET", f"customers/{CVETKA}", key=key_to("read")).json()
    counted = {table: len(rows) for table, rows in held.items()}
    assert counted == {
        "interactions": 0,
        "answers": 2,
        "verbatims": 2,
        "traits": 2,
        "identities": 1,
        "held_back": 1,
    }
    archive = rest("GET", f"customers/{CVETKA}?format=zip&source=visits")
    with ZipFile(BytesIO(archive.content)) as opened:
        assert opened.namelist() == [
            f"{table}.csv" for table, n in counted.items() if n
        ]
        assert b"Cvetka waited an hour" in opened.read("verbatims.csv")
    assert rest("GET", "customers/nobody").status_code == 404
    assert rest("DELETE", f"customers/{CVETKA}", key=key_to("read")).status_code == 403
    assert not Erasure.objects.exists()


def test_who_is_erased_is_gone_with_what_waited_and_what_comes_late(
    rest, company, send
):
    late = rated("m3", timestamp="2026-01-01T10:00:00Z")
    send(rated("m1"), rated("m2", score=77), rated("m4", who="bojan"))
    asked = rest("DELETE", f"customers/{CVETKA}")
    address = asked["Location"].removeprefix("/api/v1/")
    assert (asked.status_code, asked.json()["address"]) == (202, asked["Location"])
    assert rest("DELETE", f"customers/{CVETKA}")["Location"] == asked["Location"]
    assert rest("GET", address).json()["state"] == "waiting"
    erase_customers(company)
    done = rest("GET", address).json()
    assert (done["state"], done["asked_by"]) == ("done", "who may manage")
    n_rows = done["receipt"]["n_rows"]
    assert (n_rows["answers"], n_rows["interactions"], n_rows["held_back"]) == (3, 1, 2)
    assert CVETKA not in json.dumps(rest("GET", "erasures").json())
    assert not IntakeEntry.objects.exists()
    assert rest("GET", f"customers/{CVETKA}").status_code == 404
    n_before = company.ask("mean", where={"scale": "nps_0_10"}).table["n"].to_pylist()
    assert n_before == [81]
    send(late)
    assert [summary.n_erased for summary in drain(company)] == [1]
    assert rest("GET", f"customers/{CVETKA}").status_code == 404
    anew = (this_moment() + timedelta(hours=1)).isoformat()
    send(rated("m5", timestamp=anew))
    drain(company)
    assert len(rest("GET", f"customers/{CVETKA}").json()["answers"]) == 1


def test_an_erasure_that_was_cut_off_or_is_of_nobody_ends_all_the_same(rest, company):
    asked = rest("DELETE", "customers/p3@example.com").json()["number"]
    nobody = rest("DELETE", "customers/nobody%2Fat all").json()["number"]
    company.people.erase("p3@example.com", now=this_moment(), by="who was killed then")
    erase_customers(company)
    erased, unknown = (rest("GET", f"erasures/{n}").json() for n in (asked, nobody))
    assert (erased["state"], unknown["state"]) == ("done", "done")
    assert erased["receipt"]["erased_by"] == "who was killed then"
    assert unknown["receipt"] is None


@pytest.mark.served
def test_no_byte_of_a_place_that_is_served_is_of_who_was_erased(tmp_path):
    with served(tmp_path) as product:
        load_text(library.open(product.place), survey(*HERS, HER_BAD_ROW), MAPPING)
        loaded = product.place / "feeds" / "crm" / "loaded"
        loaded.mkdir(parents=True)
        (loaded.parent / "mapping.toml").write_text(MAPPING)
        (loaded / "november.csv").write_text(survey(*HERS))
        product.start("serve")
        product.wait_until_ready()
        manager = stik("keys", product.place, "add", *_MANAGER)
        bearer = json.loads(manager)["key"]
        for n in range(20):
            batch = [rated(f"{who}{n}", who=who) for who in (CVETKA, "zoja", "bojan")]
            ask(product, bearer, "POST", "/v1/batch", {"batch": batch})
        asked = ask(product, bearer, "DELETE", f"/api/v1/customers/{CVETKA}")
        receipt = json.loads(stik("customer", product.place, "erase", "zoja", "--json"))
        assert receipt["n_rows"]["interactions"] == 20
        product.wait(
            lambda: ask(product, bearer, "GET", asked["address"])["state"] == "done"
        )
        found = ask(product, bearer, "GET", asked["address"])["receipt"]
        assert (found["n_rows"]["interactions"], found["n_rows"]["answers"]) == (20, 2)
        said = b"\n".join(bytes_of(product.place))
        assert b"bojan" in said
        for word in (CVETKA.encode(), b"Cvetka", b"zoja"):
            assert word not in said


@pytest.mark.soak  # the library is held to it in tests/workspace/test_restored.py
@pytest.mark.served
def test_a_backup_that_is_served_again_brings_nobody_back(tmp_path):
    with served(tmp_path) as product:
        workspace = library.open(product.place)
        load_text(workspace, survey(*HERS, HER_BAD_ROW), MAPPING)
        bearer = json.loads(stik("keys", product.place, "add", *_MANAGER))["key"]
        shutil.copytree(product.place, tmp_path / "backup")
        stik("customer", product.place, "erase", CVETKA)
        shutil.rmtree(product.place)
        shutil.move(tmp_path / "backup", product.place)
        product.start("serve")
        product.wait_until_ready()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            ask(product, bearer, "GET", f"/api/v1/customers/{CVETKA}")
        held = ask(product, bearer, "GET", "/api/v1/customers/p3@example.com")
        assert len(held["answers"]) == 1
        again = library.open(product.place)
        product.wait(lambda: not again.people.are_erased_on_disk)
        product.stop("serve")
        assert CVETKA.encode() not in b"".join(bytes_of(product.place))


def ask(product, bearer, method, path, body=None):
    """Ask a product that is served, and return what it answers."""
    request = urllib.request.Request(  # noqa: S310 our own
        f"{product.url}{path}",
        json.dumps(body).encode() if body else None,
        {"Authorization": f"Bearer {bearer}"},
        method=method,
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 as above
        return json.loads(answer.read())


_MANAGER = ("--source", "app", "--scope", "manage", "--json")
