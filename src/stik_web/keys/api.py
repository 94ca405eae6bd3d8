"""Keys over REST."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from stik_web.clock import now
from stik_web.declined import Declined
from stik_web.keys.actions import make_key, revoke_key, rotate_key
from stik_web.keys.models import Scope
from stik_web.keys.queries import all_keys
from stik_web.keys.requests import With

router = Router(tags=["keys"], auth=With(Scope.MANAGE))


class KeyKnown(Schema):
    """A key as it is known later: not the key itself."""

    number: int
    source: str
    scope: Scope
    begins_with: str
    created_at: datetime
    ends_at: datetime | None


class KeyWanted(Schema):
    """Whose key, and what it may do."""

    source: str = Field(pattern=r"^[^\x00]{1,100}$")
    scope: Scope = Scope.WRITE


class KeyMade(Schema):
    """The key: it is shown this once."""

    key: str


class Overlap(Schema):
    """How long the old key may be used yet."""

    hours: float = Field(24, ge=0, le=24 * 90)


@router.get("", response=list[KeyKnown], summary="List every key ever made")
def list_keys(request: HttpRequest) -> list[dict[str, object]]:
    return all_keys()


@router.post("", response={201: KeyMade}, summary="Make a key")
def add_key(request: HttpRequest, wanted: KeyWanted) -> Status[dict[str, str]]:
    key = make_key(wanted.source, scope=wanted.scope, now=now())
    return Status(201, {"key": key})


@router.post(
    "/{int:number}/rotate",
    response={201: KeyMade},
    summary="Replace a key by a new one",
)
def replace_key(
    request: HttpRequest, number: int, overlap: Overlap
) -> Status[dict[str, str]]:
    key = rotate_key(number, now=now(), overlap=timedelta(hours=overlap.hours))
    if key is None:
        raise _unknown(number)
    return Status(201, {"key": key})


@router.delete("/{int:number}", response={204: None}, summary="Revoke a key at once")
def end_key(request: HttpRequest, number: int) -> Status[None]:
    if not revoke_key(number, now=now()):
        raise _unknown(number)
    return Status(204, None)


def _unknown(number: int) -> Declined:
    return Declined(404, f"no key {number} may be used; list them.", field="number")
