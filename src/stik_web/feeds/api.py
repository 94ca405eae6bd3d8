"""Feeds over REST: which there are, what came by them, and how far each load is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from stik_web.declined import Declined
from stik_web.feeds import folders
from stik_web.feeds.actions import check_may_send
from stik_web.feeds.models import Arrival, State
from stik_web.keys.models import Scope
from stik_web.keys.requests import With, key_asking
from stik_web.place import workspace

router = Router(tags=["feeds"])

MAY_READ, MAY_MANAGE = With(Scope.READ), With(Scope.MANAGE)
MOST = 1_000


class Feed(Schema):
    """A feed and how its files are read, as TOML."""

    name: str
    mapping: str


class MappingWanted(Schema):
    """How the files of a feed are read, as TOML."""

    mapping: str = Field(pattern=r"^[^\x00]*$")


class Came(Schema):
    """A file that came: how far it is, and in the end what became of its rows."""

    id: UUID
    feed: str
    file_name: str
    state: State
    n_bytes: int | None
    n_bytes_read: int
    n_rows: int
    told: dict[str, Any] | None
    sentence: str
    came_at: datetime
    ended_at: datetime | None


class Wanted(Schema):
    """Which files, and how many of them; the newest come first."""

    feed: str | None = Field(None, pattern=r"^[^\x00]*$")
    state: State | None = None
    limit: int = Field(100, ge=1, le=MOST)


@router.get("feeds", response=list[Feed], auth=MAY_READ, summary="List the feeds")
def list_feeds(request: HttpRequest) -> list[dict[str, str]]:
    place = workspace().place
    return [
        {"name": name, "mapping": folders.mapping_text(place, name)}
        for name in folders.feed_names(place)
    ]


@router.put(
    "feeds/{name}",
    response={204: None},
    auth=MAY_MANAGE,
    summary="Make a feed, or give one another mapping",
)
def put_feed(request: HttpRequest, name: str, wanted: MappingWanted) -> Status[None]:
    folders.put_feed(workspace().place, name, mapping=wanted.mapping)
    return Status(204, None)


@router.get("arrivals", response=list[Came], auth=MAY_READ, summary="Files that came")
def list_arrivals(request: HttpRequest, wanted: Query[Wanted]) -> list[Arrival]:
    asked = {"feed": wanted.feed, "state": wanted.state}
    chosen = {name: value for name, value in asked.items() if value is not None}
    found = Arrival.objects.filter(**chosen).order_by("-came_at")
    return list(found[: wanted.limit])


@router.get(
    "arrivals/{uuid:number}",
    response=Came,
    auth=With(Scope.WRITE),
    summary="How far a file is",
)
def show_arrival(request: HttpRequest, number: UUID) -> Arrival:
    arrival = Arrival.objects.filter(pk=number).first()
    if arrival is None:
        raise Declined(404, "there is no such file; list those that came.")
    check_may_send(key_asking(request), arrival.feed, place=workspace().place)
    return arrival
