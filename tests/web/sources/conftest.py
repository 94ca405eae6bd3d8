"""A source with its key, and requests as it sends them."""

import json
from base64 import b64encode

import pytest

from stik_web.keys.actions import make_key
from stik_web.keys.lately import KeysLately
from stik_web.keys.limits import Limit
from stik_web.sources import views
from stik_web.sources.log import GroupCommit, write_entries


@pytest.fixture(autouse=True)
def at_rest(monkeypatch):
    """Let every test begin with full buckets and a log thread of its own."""
    monkeypatch.setattr(views, "_LIMIT", Limit(per_second=500, at_most=1_000))
    commits = GroupCommit(write_entries)
    monkeypatch.setattr(views, "_COMMITS", commits)
    monkeypatch.setattr(views, "_KEYS", KeysLately())
    yield
    commits.end()


@pytest.fixture
def key(transactional_db, now):  # noqa: ARG001 asked for to have a database
    return make_key("shop", now=now)


@pytest.fixture
def send(client, key):
    """Return what posts a body to the track API as the shop."""

    def post(kind, body, *, user=key, **headers):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        basic = b64encode(f"{user}:".encode()).decode()
        return client.post(
            f"/v1/{kind}",
            sent,
            content_type="application/json",
            headers={"Authorization": f"Basic {basic}", **headers},
        )

    return post
