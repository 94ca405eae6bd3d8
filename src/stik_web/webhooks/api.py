"""Webhooks over REST: who is told of what, and how it went."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from stik_web.clock import now
from stik_web.declined import Declined
from stik_web.keys.models import Scope
from stik_web.keys.requests import With
from stik_web.place import workspace
from stik_web.webhooks import actions, queries
from stik_web.webhooks.models import Kind

router = Router(tags=["webhooks"], auth=With(Scope.MANAGE))

MOST = 1_000


class EndpointKnown(Schema):
    """An endpoint, and how it fares; not its secret."""

    number: int
    url: str
    events: list[Kind]
    created_at: datetime
    n_failures: int
    failing_since: datetime | None
    next_try_at: datetime | None
    disabled_at: datetime | None
    disabled_why: str


class EndpointWanted(Schema):
    """An address, and what it is told of."""

    url: str = Field(pattern=r"^https?://[^\x00]*$", max_length=500)
    events: list[Kind] = Field(min_length=1)


class EndpointMade(Schema):
    """Its number and its secret, which is shown this once."""

    number: int
    secret: str


class SecretMade(Schema):
    """The secret: it is shown this once."""

    secret: str


class SecretOverlap(Schema):
    """How long the old secret signs too."""

    hours: float = Field(24, ge=0, le=24 * 90)


class Try(Schema):
    """One try to tell an endpoint; `error` is empty where it was taken."""

    event: str
    kind: Kind
    tried_at: datetime
    seconds: float
    status: int | None
    error: str
    next_try_at: datetime | None


class TriesWanted(Schema):
    """How many tries; the newest come first."""

    limit: int = Field(100, ge=1, le=MOST)


@router.get("", response=list[EndpointKnown], summary="List the endpoints")
def list_endpoints(request: HttpRequest) -> list[dict[str, Any]]:
    return queries.all_endpoints()


@router.post("", response={201: EndpointMade}, summary="Tell an address of events")
def add_endpoint(
    request: HttpRequest, wanted: EndpointWanted
) -> Status[dict[str, object]]:
    number, secret = actions.add_endpoint(
        wanted.url,
        kinds=wanted.events,
        reached=workspace().arriving.end(),
        now=now(),
    )
    return Status(201, {"number": number, "secret": secret})


@router.post(
    "/{int:number}/rotate", response={201: SecretMade}, summary="Make another secret"
)
def rotate_secret(
    request: HttpRequest, number: int, overlap: SecretOverlap
) -> Status[dict[str, str]]:
    hours = timedelta(hours=overlap.hours)
    secret = actions.rotate_secret(number, now=now(), overlap=hours)
    if secret is None:
        raise _unknown(number)
    return Status(201, {"secret": secret})


@router.post(
    "/{int:number}/enable",
    response={204: None},
    summary="Tell one again that was disabled, or waits for its next try",
)
def enable_endpoint(request: HttpRequest, number: int) -> Status[None]:
    if not actions.enable_endpoint(number):
        raise _unknown(number)
    return Status(204, None)


@router.delete("/{int:number}", response={204: None}, summary="Tell it nothing more")
def remove_endpoint(request: HttpRequest, number: int) -> Status[None]:
    if not actions.remove_endpoint(number):
        raise _unknown(number)
    return Status(204, None)


@router.get(
    "/{int:number}/deliveries", response=list[Try], summary="List tries to tell it"
)
def list_deliveries(
    request: HttpRequest, number: int, wanted: Query[TriesWanted]
) -> list[dict[str, Any]]:
    tries = queries.deliveries(number, most=wanted.limit)
    if tries is None:
        raise _unknown(number)
    return tries


def _unknown(number: int) -> Declined:
    return Declined(404, f"there is no endpoint {number}; list them.", field="number")
