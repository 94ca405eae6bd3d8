"""Deployments on one PostgreSQL server: a key of one does nothing in another."""

import json
import urllib.error
import urllib.request
from contextlib import ExitStack
from uuid import UUID

import psycopg
import pytest
from bench.postgres import running
from tests.web.sources.serving import Served, served, stik

import stik as workspaces
from stik.intake.track.message import KINDS

pytestmark = pytest.mark.database

ASK = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"}
BODY = {"userId": "u1", "event": "Intruded", "messageId": "intruder"}
HEADERS = {"Content-Type": "application/json", "Tus-Resumable": "1.0.0"}
SCHEMA = "own_schema"
UPLOADS = [
    ("POST", "/api/v1/uploads"),
    *((method, f"/api/v1/uploads/{UUID(int=1)}") for method in ("PATCH", "DELETE")),
    ("PUT", "/api/v1/feeds/shop/files/some.csv"),
]
"""What the protocol of uploads asks: the OpenAPI does not describe it."""


@pytest.fixture(scope="module")
def deployments(tmp_path_factory):
    """Return three that are served: in two databases, one of them in two schemas."""
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(running())
        except SystemExit as error:
            pytest.skip(f"no PostgreSQL: {error}")
        cluster.connection.execute("CREATE DATABASE second")
        second = cluster.url.replace("/postgres?", "/second?")
        with psycopg.connect(second, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {SCHEMA}")
        of_schema = f"{second}&options=-csearch_path%3D{SCHEMA}"
        urls = {"first": cluster.url, "second": second, "third": of_schema}
        yield [
            Deployment(name, stack.enter_context(_served(tmp_path_factory, url)), url)
            for name, url in urls.items()
        ]


def _served(folders, url):
    folder = folders.mktemp("deployment")
    return served(folder, "web", environment={"STIK_DATABASE": url})


class Deployment:
    """One that is served, with a key of each scope, and a message of its own."""

    def __init__(self, name: str, product: Served, url: str) -> None:
        self.name, self.product, self.url = name, product, url
        self.keys = {"manage": product.key(f"only {name}", "--scope", "manage")}
        for scope in ("browser", "write", "read"):
            wanted = {"source": f"only {name}", "scope": scope}
            _, text = self.ask("POST", "/api/v1/keys", self.keys["manage"], wanted)
            self.keys[scope] = json.loads(text)["key"]
        message = {"userId": name, "event": f"Seen by {name}", "messageId": name}
        status, _ = self.ask("POST", "/v1/track", self.keys["write"], message)
        assert status == 200

    def ask(self, method, path, key, body=None):
        """Return the status and the text of an answer."""
        request = urllib.request.Request(  # noqa: S310 our own
            f"{self.product.url}{path}",
            json.dumps(body).encode() if body is not None else None,
            {"Authorization": f"Bearer {key}", **HEADERS},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 as above
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def operations(self):
        """Return each address that asks for a key, with each method it knows."""
        with urllib.request.urlopen(  # noqa: S310 our own
            f"{self.product.url}/api/v1/openapi.json", timeout=20
        ) as answer:
            paths = json.load(answer)["paths"]
        found = [
            (method.upper(), _filled(path, said.get("parameters", ())))
            for path, methods in paths.items()
            for method, said in methods.items()
            if method.upper() in ASK
        ]
        return found + UPLOADS + [("POST", f"/v1/{kind}") for kind in (*KINDS, "batch")]

    def stored(self):
        """Return every row of its tables, and what its place holds."""
        with psycopg.connect(self.url) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            ).fetchall()
            rows = {
                name: sorted(map(repr, connection.execute(f"TABLE {name}")))
                for (name,) in tables
            }
        files = sorted(
            (str(path), path.stat().st_size)
            for path in self.product.place.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        )
        return rows, files


def _filled(path, parameters):
    """Return a path with a value of the right form for each of its parameters."""
    for each in parameters:
        is_uuid = each["schema"].get("format") == "uuid"
        path = path.replace(f"{{{each['name']}}}", str(UUID(int=1)) if is_uuid else "1")
    return path


def test_nothing_is_seen_and_nothing_written_with_the_keys_of_another(deployments):
    before = {each.name: each.stored() for each in deployments}
    for ours in deployments:
        assert ours.ask("GET", "/api/v1/keys", ours.keys["manage"])[0] == 200
        for theirs in deployments:
            if theirs is not ours:
                _is_closed(ours, to=theirs)
    assert {each.name: each.stored() for each in deployments} == before


def _is_closed(ours, *, to):
    operations = ours.operations()
    assert len(operations) > len(KINDS) + 5
    for method, path in operations:
        for scope, key in to.keys.items():
            status, text = ours.ask(method, path, key, BODY)
            assert status == 401, (ours.name, method, path, scope, status, text)
            assert ours.name not in text


def test_each_makes_facts_of_its_own_messages_alone(deployments):
    for each in deployments[1:]:  # the two of one database
        stik(
            "worker", each.product.place, "--once", environment=each.product.environment
        )
        met = workspaces.open(each.product.place).touchpoints_found()
        assert met["touchpoint"].to_pylist() == [f"Seen by {each.name}"]
