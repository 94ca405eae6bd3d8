"""The key that a request brings, and whether it may do what is asked."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from math import ceil
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

from stik_web.clock import now
from stik_web.declined import Declined
from stik_web.keys.limits import Limit
from stik_web.keys.models import Key, Scope
from stik_web.keys.queries import key_called

LIMIT = Limit(settings.STIK.rest_per_second, settings.STIK.rest_at_once)
"""Of requests under /api/v1/; the track API has its own."""


def key_in(headers: Mapping[str, str]) -> str | None:
    """Return the key that a request brings: as user of basic auth, or as bearer."""
    kind, _, given = headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return given.strip() or None
    if kind.lower() != "basic":
        return None
    try:
        return b64decode(given, validate=True).decode().partition(":")[0] or None
    except (NotBase64, UnicodeDecodeError):
        return None


def key_of(
    request: HttpRequest,
    *,
    scope: Scope,
    limit: Limit,
    called: Callable[..., Key | None] = key_called,
) -> Key:
    """Return the key of a request that may do what the scope is for.

    `called` knows the keys by their text.

    Raises
    ------
    Declined
        With 401 without such a key, 403 for one that may not, 429 where it asks faster
        than the limit.
    """
    given = key_in({"Authorization": request.META.get("HTTP_AUTHORIZATION", "")})
    key = called(given, now=now()) if given else None
    if key is None:
        raise Declined(401, "send a key as user name of basic auth; see 'stik keys'.")
    if not key.allows(scope):
        said = f"this key may {Scope(key.scope).label}; this asks for one with scope"
        raise Declined(403, f"{said} '{scope}'.")
    seconds = limit.wait_seconds(key.pk, at=monotonic())
    if seconds:
        raise Declined(429, "this key asks too fast.", come_again=ceil(seconds))
    return key


class With:
    """The check of a REST operation: a request must bring a key of this scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Key:
        """Return the key, or decline the request."""
        return key_of(request, scope=self.scope, limit=LIMIT)


def key_asking(request: HttpRequest) -> Key:
    """Return the key with which a REST operation was asked."""
    found: Key = vars(request)["auth"]  # ninja puts there what `With` returned
    return found
