"""Keys of sources: made, known again, revoked, and how fast each may write."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock

from stik_web.sources.models import Scope, WriteKey

_BYTES = 24
_BEGINNING = 8


def make_key(source: str, *, scope: Scope = Scope.WRITE, now: datetime) -> str:
    """Make a key for a source and return it: it is shown this once."""
    key = f"stik_{token_urlsafe(_BYTES)}"
    WriteKey.objects.create(
        source=source,
        scope=scope,
        digest=_digest(key),
        begins_with=key[:_BEGINNING],
        created_at=now,
    )
    return key


def all_keys() -> list[dict[str, object]]:
    """Return every key ever made: number, source, scope, beginning, its times."""
    return [
        {
            "number": key.pk,
            "source": key.source,
            "scope": key.scope,
            "begins_with": key.begins_with,
            "created_at": key.created_at,
            "revoked_at": key.revoked_at,
        }
        for key in WriteKey.objects.order_by("pk")
    ]


def revoke_key(number: int, *, now: datetime) -> bool:
    """Let a key write no more; return whether there was one that could."""
    keys = WriteKey.objects.filter(pk=number, revoked_at=None)
    return bool(keys.update(revoked_at=now))


def key_called(key: str) -> WriteKey | None:
    """Return the key that may write under this text, None for none."""
    return WriteKey.objects.filter(digest=_digest(key), revoked_at=None).first()


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


def _digest(key: str) -> str:
    """Return what is kept of a key; it is random enough to need no salt."""
    return sha256(key.encode()).hexdigest()


@dataclass
class Limit:
    """A bucket of requests for each key: it refills at `per_second`, up to `at_most`.

    Not by address: a call centre sits behind one.
    """

    per_second: float
    at_most: float
    _left: dict[int, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait_seconds(self, key: int, *, at: float) -> float:
        """Take one request out of a key's bucket; return how long to wait, 0 for none.

        `at` is any clock that never goes back, in seconds.
        """
        with self._lock:
            left, since = self._left.get(key, (self.at_most, at))
            left = min(self.at_most, left + (at - since) * self.per_second)
            if left < 1:
                self._left[key] = (left, at)
                return (1 - left) / self.per_second
            self._left[key] = (left - 1, at)
            return 0.0
