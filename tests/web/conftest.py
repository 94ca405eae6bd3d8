"""REST as a holder of keys asks it."""

import json

import pytest

import stik
from stik_web.keys.actions import make_key
from stik_web.keys.models import Scope


@pytest.fixture
def key_to(transactional_db, now):  # noqa: ARG001 asked for to have a database
    """Return what makes a key of a scope."""
    return lambda scope: make_key(f"who may {scope}", scope=Scope(scope), now=now)


@pytest.fixture
def rest(client, key_to):
    """Return what asks REST with a key, that of a manager if nothing is said."""
    manager = key_to("manage")

    def ask(method, path, body=None, *, key=manager, **headers):
        return client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else b"",
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}", **headers},
        )

    return ask


@pytest.fixture
def served_place(tmp_path, settings, now):
    """Return a new workspace that the product serves."""
    made = stik.create(tmp_path / "place", now=now)
    settings.PLACE = made.place.folder
    return made
