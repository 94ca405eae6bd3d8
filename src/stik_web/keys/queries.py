"""Which keys there are, and whose a key is."""

from datetime import datetime
from hashlib import sha256

from django.db.models import Q

from stik_web.keys.models import Key


def all_keys() -> list[dict[str, object]]:
    """Return every key ever made: number, source, scope, beginning, its times."""
    return [
        {
            "number": key.pk,
            "source": key.source,
            "scope": key.scope,
            "begins_with": key.begins_with,
            "created_at": key.created_at,
            "ends_at": key.ends_at,
        }
        for key in Key.objects.order_by("pk")
    ]


def key_called(key: str, *, now: datetime) -> Key | None:
    """Return the key that may be used under this text, None for none."""
    lasts = Q(ends_at=None) | Q(ends_at__gt=now)
    return Key.objects.filter(lasts, digest=digest_of(key)).first()


def digest_of(key: str) -> str:
    """Return what is kept of a key; it is random enough to need no salt."""
    return sha256(key.encode()).hexdigest()
