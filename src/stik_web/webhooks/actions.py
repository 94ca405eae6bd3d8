"""Endpoints are added, get another secret, are told again, and removed."""

from base64 import b64encode
from collections.abc import Collection
from datetime import datetime, timedelta
from secrets import token_bytes

from django.conf import settings
from django.db import transaction
from django.db.models import F

from stik.workspace.arriving import Reached
from stik_web.webhooks.addresses import address_of
from stik_web.webhooks.models import Endpoint, Kind

_BYTES = 32
OVERLAP = timedelta(days=1)
"""The old secret signs too, so long: time to put the new one in."""


def add_endpoint(
    url: str, *, kinds: Collection[Kind], reached: Reached, now: datetime
) -> tuple[int, str]:
    """Tell an address of some kinds of events from a cursor on.

    Returns its number and its secret, which is shown this once.

    Raises
    ------
    AddressRefused
        Where no webhook may go there.
    """
    address_of(url, may_be_private=settings.STIK.webhooks_to_private_networks)
    made = Endpoint.objects.create(
        url=url,
        kinds=sorted(set(kinds)),
        secret=_new_secret(),
        created_at=now,
        sequence=reached.sequence,
        held_snapshot=reached.held[0],
        held_row=reached.held[1],
        seen_at=reached.seen_at,
    )
    return made.pk, made.secret


def rotate_secret(
    number: int, *, now: datetime, overlap: timedelta = OVERLAP
) -> str | None:
    """Give an endpoint another secret; return it, None where there is no endpoint."""
    with transaction.atomic():
        secret = _new_secret()
        is_there = Endpoint.objects.filter(pk=number).update(
            old_secret=F("secret"), old_secret_ends_at=now + overlap, secret=secret
        )
    return secret if is_there else None


def enable_endpoint(number: int) -> bool:
    """Tell an endpoint again what it was not told yet; return whether there is one."""
    return bool(
        Endpoint.objects.filter(pk=number).update(
            disabled_at=None,
            disabled_why="",
            n_failures=0,
            failing_since=None,
            next_try_at=None,
        )
    )


def remove_endpoint(number: int) -> bool:
    """Forget an endpoint and its deliveries; return whether there was one."""
    n_removed, _ = Endpoint.objects.filter(pk=number).delete()
    return bool(n_removed)


def _new_secret() -> str:
    return f"whsec_{b64encode(token_bytes(_BYTES)).decode()}"
