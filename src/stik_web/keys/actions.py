"""Keys are made, replaced by new ones, and revoked."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Q

from stik_web.keys.models import Key, Scope
from stik_web.keys.queries import digest_of

_BYTES = 24
_BEGINNING = 10
OVERLAP = timedelta(days=1)
"""A key that was replaced may be used so long yet: time to put the new one in."""


def make_key(source: str, *, scope: Scope = Scope.WRITE, now: datetime) -> str:
    """Make a key for a source and return it: it is shown this once."""
    key = f"stik_{token_urlsafe(_BYTES)}"
    Key.objects.create(
        source=source,
        scope=scope,
        digest=digest_of(key),
        begins_with=key[:_BEGINNING],
        created_at=now,
    )
    return key


def revoke_key(number: int, *, now: datetime) -> bool:
    """Let a key do nothing from now on; return whether there was one that could."""
    keys = Key.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), pk=number)
    return bool(keys.update(ends_at=now))


def rotate_key(
    number: int, *, now: datetime, overlap: timedelta = OVERLAP
) -> str | None:
    """Make a key that follows another, which ends after `overlap`.

    Returns the new key, shown this once; None where no such key may be used any more.
    """
    with transaction.atomic():
        lasts = Q(ends_at=None) | Q(ends_at__gt=now)
        old = Key.objects.filter(lasts, pk=number).first()
        if old is None:
            return None
        ends_at = min(old.ends_at or now + overlap, now + overlap)
        Key.objects.filter(pk=number).update(ends_at=ends_at)
        return make_key(old.source, scope=Scope(old.scope), now=now)
