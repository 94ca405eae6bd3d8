"""A key does what its scope says, until it ends; of it only a digest is kept."""

from datetime import timedelta

import pytest

from stik_web import clock
from stik_web.keys.actions import make_key, revoke_key, rotate_key
from stik_web.keys.limits import Limit
from stik_web.keys.models import Scope
from stik_web.keys.queries import all_keys, key_called

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MAY = {
    "browser": {"browser"},
    "write": {"browser", "write"},
    "read": {"read"},
    "manage": {"browser", "write", "read", "manage"},
}


@pytest.mark.parametrize("scope", MAY)
def test_a_key_may_do_what_its_scope_says(scope):
    assert {wanted for wanted in MAY if Scope(scope).allows(Scope(wanted))} == (
        MAY[scope]
    )


def test_a_key_is_kept_as_a_digest_only(now):
    key = make_key("shop", now=now)
    [kept] = all_keys()
    assert key not in str(kept)
    assert key.startswith(str(kept["begins_with"]))


def test_a_rotated_key_works_until_the_new_one_is_in_place(now):
    old = make_key("shop", scope=Scope.READ, now=now)
    new = rotate_key(key_called(old, now=now).pk, now=now, overlap=timedelta(hours=2))
    soon, later = now + timedelta(hours=1), now + timedelta(hours=3)
    assert key_called(old, now=soon)
    assert not key_called(old, now=later)
    assert key_called(new, now=later).source == "shop"
    assert key_called(new, now=later).scope == Scope.READ


def test_a_key_that_ends_is_not_prolonged_by_rotating_it(now):
    old = make_key("shop", now=now)
    number = key_called(old, now=now).pk
    rotate_key(number, now=now, overlap=timedelta(hours=1))
    rotate_key(number, now=now, overlap=timedelta(hours=9))
    assert key_called(old, now=now + timedelta(hours=2)) is None


def test_a_revoked_key_does_nothing_more_and_is_not_rotated(now):
    key = make_key("shop", now=now)
    number = key_called(key, now=now).pk
    assert revoke_key(number, now=now)
    assert not revoke_key(number, now=now)
    assert key_called(key, now=now) is None
    assert rotate_key(number, now=now) is None


def test_a_bucket_refills_with_time():
    limit = Limit(per_second=2, at_most=1)
    assert limit.wait_seconds(1, at=0.0) == 0
    assert limit.wait_seconds(1, at=0.0) == 0.5
    assert limit.wait_seconds(2, at=0.0) == 0  # another key has its own
    assert limit.wait_seconds(1, at=0.5) == 0


def test_over_rest_keys_are_made_listed_rotated_and_revoked(rest):
    made = rest("POST", "keys", {"source": "till", "scope": "browser"})
    assert made.status_code == 201
    key = made.json()["key"]
    number = key_called(key, now=clock.now()).pk
    assert {"number": number, "source": "till", "scope": "browser"}.items() <= next(
        known.items()
        for known in rest("GET", "keys").json()
        if known["number"] == number
    )
    rotated = rest("POST", f"keys/{number}/rotate", {"hours": 0})
    assert rotated.status_code == 201
    assert rest("DELETE", f"keys/{number}").status_code == 404
    new = key_called(rotated.json()["key"], now=clock.now()).pk
    assert rest("DELETE", f"keys/{new}").status_code == 204


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("write", 403)])
def test_only_who_manages_sees_keys(rest, key_to, scope, status):
    answer = rest("GET", "keys", key=key_to(scope))
    assert answer.status_code == status
    assert "scope 'manage'" in answer.json()["message"]


def test_a_stranger_is_told_how_to_get_in(rest):
    answer = rest("GET", "keys", key="stik_wrong")
    assert answer.status_code == 401
    assert "stik keys" in answer.json()["message"]
    assert answer.headers["WWW-Authenticate"]
