"""Endpoints are added, seen, rotated, enabled and removed: over REST and by command."""

import json

import pytest
from typer.testing import CliRunner

from stik_cli import product
from stik_cli.main import commands
from stik_web.webhooks.models import Endpoint

pytestmark = pytest.mark.database

URL = "https://hooks.example.com/stik"


def test_over_rest(rest, key_to, served_place, load, tell, receiver):  # noqa: ARG001 asked for to have a place
    wanted = {"url": receiver.url, "events": ["answer.received"]}
    assert rest("POST", "webhooks", wanted, key=key_to("write")).status_code == 403
    made = rest("POST", "webhooks", wanted).json()
    number, receiver.secret = made["number"], made["secret"]
    load("ana,2026-01-05,9,", "bojan,2026-01-05,99,")
    tell()
    [known] = rest("GET", "webhooks").json()
    assert (known["url"], known["events"]) == (receiver.url, wanted["events"])
    assert receiver.secret not in str(known)
    [taken] = rest("GET", f"webhooks/{number}/deliveries").json()
    assert (taken["status"], taken["kind"]) == (204, "answer.received")
    assert "ana" not in str(taken)
    rotated = rest("POST", f"webhooks/{number}/rotate", {"hours": 1}).json()
    assert rotated["secret"] not in ("", receiver.secret)
    assert rest("POST", f"webhooks/{number}/enable").status_code == 204
    assert rest("DELETE", f"webhooks/{number}").status_code == 204
    for method, path in (
        ("DELETE", ""),
        ("POST", "/enable"),
        ("GET", "/deliveries"),
    ):
        assert rest(method, f"webhooks/{number}{path}").status_code == 404


@pytest.mark.usefixtures("served_place")
@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "https://169.254.169.254/", "http://hooks.example.com"]
)
def test_an_address_inside_is_refused_with_the_mend(rest, url):
    wanted = {"url": url, "events": ["answer.received"]}
    answer = rest("POST", "webhooks", wanted)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(url)
    assert not Endpoint.objects.exists()


def test_by_command(served_place, db, monkeypatch):  # noqa: ARG001 asked for to have a database
    monkeypatch.setattr(product, "set_up", lambda _place: None)  # it is set up
    place = str(served_place.place.folder)

    def webhooks(*words):
        return CliRunner().invoke(commands, ["webhooks", place, *words])

    assert "Nobody is told" in webhooks().output
    added = json.loads(webhooks("add", "--url", URL, "--json").output)
    assert added["secret"].startswith("whsec_")
    number = str(added["number"])
    [row] = json.loads(webhooks("list", "--json").output)
    assert row["events"] == ["answer.received", "row.held_back"]
    assert URL in webhooks().output
    rotated = webhooks("rotate", "--number", number).output
    assert "whsec_" in rotated
    assert added["secret"] not in rotated
    assert (
        "told what it was not told yet" in webhooks("enable", "--number", number).output
    )
    assert webhooks("deliveries", "--number", number).exit_code == 0
    assert "told nothing more" in webhooks("remove", "--number", number).output
    for action in ("rotate", "enable", "remove", "deliveries"):
        assert webhooks(action, "--number", number).exit_code == 1
    assert webhooks("add").exit_code != 0
