"""Which endpoints there are, and what became of each try to tell them."""

from typing import Any

from stik_web.webhooks.models import Delivery, Endpoint

_OF_AN_ENDPOINT = (
    "url",
    "created_at",
    "n_failures",
    "failing_since",
    "next_try_at",
    "disabled_at",
    "disabled_why",
)
_OF_A_DELIVERY = (
    "event",
    "kind",
    "tried_at",
    "seconds",
    "status",
    "error",
    "next_try_at",
)


def all_endpoints() -> list[dict[str, Any]]:
    """Return every endpoint: number, address, events, and how it fares."""
    return [
        {
            "number": endpoint.pk,
            "events": endpoint.kinds,
            **{name: getattr(endpoint, name) for name in _OF_AN_ENDPOINT},
        }
        for endpoint in Endpoint.objects.order_by("pk")
    ]


def deliveries(number: int, *, most: int) -> list[dict[str, Any]] | None:
    """Return the last tries to tell an endpoint, newest first; None without one."""
    if not Endpoint.objects.filter(pk=number).exists():
        return None
    tries = Delivery.objects.filter(endpoint=number).order_by("-pk")
    return list(tries.values(*_OF_A_DELIVERY)[:most])
