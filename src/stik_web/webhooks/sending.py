"""Endpoints are told what they were not told yet: at least once, in order, with pauses.

A cursor over the facts says how far each was told. It moves on after a few events that
were taken; killed in between, those are told again under the same names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from stik.workspace import Workspace
from stik.workspace.arriving import Reached
from stik_web import clock
from stik_web.webhooks.addresses import AddressRefused, address_of
from stik_web.webhooks.events import Event, events_since
from stik_web.webhooks.models import Delivery, Endpoint
from stik_web.webhooks.posting import Posted, Signed, post

EVENTS_AT_ONCE = 20
"""So many are told before it is written down."""

EVENTS_READ = 1_000
"""So many are read from the facts at once."""

PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Before each further try, as Standard Webhooks suggests; after three days it ends."""

_LONGEST = PAUSES[-1]
_KEPT = timedelta(days=30)
"""Tries are remembered so long."""


@dataclass
class _Told:
    """How far an endpoint was told, and each try of that; the last one may fail."""

    reached: Reached
    tries: list[tuple[Event, Posted]] = field(default_factory=list)

    @property
    def failure(self) -> Posted | None:
        """Return the try that failed, None where all was taken."""
        last = self.tries[-1][1] if self.tries else None
        return last if last and last.error else None


def due(workspace: Workspace, *, now: datetime) -> list[Endpoint]:
    """Return the endpoints that may be told something now, and were not told all."""
    is_time = Q(next_try_at=None) | Q(next_try_at__lte=now)
    active = list(Endpoint.objects.filter(is_time, disabled_at=None).order_by("pk"))
    if not active:
        return []
    end = workspace.arriving.end()
    return [endpoint for endpoint in active if endpoint.reached != end]


def send(endpoint: Endpoint, *, workspace: Workspace, now: datetime) -> None:
    """Tell an endpoint what it was not told yet, and write down what became of it.

    Ends where it fails, was removed or disabled, and where a new batch may have made
    events void: somebody was erased, or a load taken back.
    """
    read_at = workspace.arriving.end()
    since = workspace.arriving.checked(endpoint.reached)
    events, end = events_since(
        since, kinds=endpoint.kinds, workspace=workspace, most=EVENTS_READ
    )
    for first in range(0, max(1, len(events)), EVENTS_AT_ONCE):
        active = Endpoint.objects.filter(pk=endpoint.pk, disabled_at=None).first()
        if active is None or workspace.arriving.end() != read_at:
            return
        few = events[first : first + EVENTS_AT_ONCE]
        is_last = first + len(few) >= len(events)
        told = _told(active, few, since=since, end=end if is_last else None)
        _write_down(active, told, now=now)
        if told.failure:
            return
        since = told.reached


def _told(
    endpoint: Endpoint, events: Sequence[Event], *, since: Reached, end: Reached | None
) -> _Told:
    """Tell an endpoint a few events, up to the first that it does not take.

    `end` is how far it is told then, None where that is the last event.
    """
    told = _Told(since)
    for event in events:
        told.tries.append((event, _posted(endpoint, event)))
        if told.failure:
            return told
        told.reached = event.reached
    told.reached = end or told.reached
    return told


def _posted(endpoint: Endpoint, event: Event) -> Posted:
    at = clock.now()
    ends_at = endpoint.old_secret_ends_at
    old = [endpoint.old_secret] if ends_at is not None and at < ends_at else []
    try:
        address = address_of(
            endpoint.url, may_be_private=settings.STIK.webhooks_to_private_networks
        )
    except AddressRefused as error:
        return Posted(0.0, error=str(error))
    signed = Signed(event.name, event.body, [endpoint.secret, *old])
    return post(signed, address, at=at)


def _write_down(endpoint: Endpoint, told: _Told, *, now: datetime) -> None:
    """Move the cursor on, with the tries; neither where it was removed meanwhile."""
    state = _state_after(endpoint, told, now=now)
    state |= {
        "sequence": told.reached.sequence,
        "held_snapshot": told.reached.held[0],
        "held_row": told.reached.held[1],
        "seen_at": told.reached.seen_at,
    }
    with transaction.atomic():
        if not Endpoint.objects.filter(pk=endpoint.pk).update(**state):
            return
        Delivery.objects.bulk_create(
            Delivery(
                endpoint=endpoint,
                event=event.name,
                kind=event.kind,
                tried_at=now,
                seconds=posted.seconds,
                status=posted.status,
                error=posted.error,
                next_try_at=state["next_try_at"] if posted.error else None,
            )
            for event, posted in told.tries
        )
        Delivery.objects.filter(tried_at__lt=now - _KEPT).delete()


def _state_after(endpoint: Endpoint, told: _Told, *, now: datetime) -> dict[str, Any]:
    """Return when it is tried again, or that it is told nothing any more."""
    failure = told.failure
    if failure is None:
        return {"n_failures": 0, "failing_since": None, "next_try_at": None}
    n_failures = 1 if len(told.tries) > 1 else endpoint.n_failures + 1
    since = now if n_failures == 1 else endpoint.failing_since
    state = {"n_failures": n_failures, "failing_since": since, "next_try_at": None}
    if failure.is_gone:
        return state | {"disabled_at": now, "disabled_why": failure.error}
    if n_failures > len(PAUSES):
        why = f"took nothing since {since:%Y-%m-%d %H:%M} UTC: {failure.error}"
        return state | {"disabled_at": now, "disabled_why": why[:300]}
    asked = timedelta(seconds=min(failure.come_again or 0, _LONGEST.total_seconds()))
    return state | {"next_try_at": now + max(PAUSES[n_failures - 1], asked)}
