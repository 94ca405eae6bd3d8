"""Single customers over REST: what is held of one, and their erasure."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from stik_web.clock import now
from stik_web.customers.actions import ask_to_erase
from stik_web.customers.models import Erasure, State
from stik_web.customers.portable import as_archive
from stik_web.declined import Declined
from stik_web.keys.models import Scope
from stik_web.keys.requests import With, key_asking
from stik_web.place import workspace

router = Router(tags=["customers"])

MAY_READ, MAY_MANAGE = With(Scope.READ), With(Scope.MANAGE)
MOST = 1_000

_NO_NUL = r"^[^\x00]*$"


class Whom(Schema):
    """Of which source the name is; without it of all."""

    source: str | None = Field(None, pattern=_NO_NUL, max_length=100)


class Held(Whom):
    """In which form what is held is wanted."""

    format: Literal["json", "zip"] = "json"


class ErasureKnown(Schema):
    """How far an erasure is; the receipt names no person, null where nobody was."""

    number: int = Field(alias="pk")
    state: State
    asked_by: str
    asked_at: datetime
    done_at: datetime | None
    receipt: dict[str, Any] | None


class ErasureAsked(Schema):
    """Where to ask how far the erasure is."""

    number: int
    address: str


@router.get(
    "/customers/{path:name}",
    response=dict[str, list[dict[str, Any]]],
    auth=MAY_READ,
    summary="Everything held of a customer, as JSON or as a ZIP of CSV",
)
def show_customer(
    request: HttpRequest, name: str, wanted: Query[Held]
) -> HttpResponse | dict[str, list[dict[str, Any]]]:
    held = workspace().people.held_of(name, source=wanted.source)
    if wanted.format == "json":
        return {table: rows.to_pylist() for table, rows in held.items()}
    answer = HttpResponse(as_archive(held), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="customer.zip"'
    return answer


@router.delete(
    "/customers/{path:name}",
    response={202: ErasureAsked},
    auth=MAY_MANAGE,
    summary="Erase a customer: the worker does it, the answer names where to ask",
)
def erase_customer(
    request: HttpRequest, response: HttpResponse, name: str, whom: Query[Whom]
) -> Status[dict[str, Any]]:
    if not name.strip() or "\x00" in name or len(name) > MOST:
        raise Declined(400, f"write a name of 1 to {MOST:,} letters.", field="name")
    by = key_asking(request).source
    asked = ask_to_erase(name, source=whom.source, by=by, now=now())
    address = f"/api/v1/erasures/{asked.pk}"
    response["Location"] = address
    return Status(202, {"number": asked.pk, "address": address})


@router.get(
    "/erasures",
    response=list[ErasureKnown],
    auth=MAY_MANAGE,
    summary="Erasures that were asked for, the newest first",
)
def list_erasures(request: HttpRequest) -> list[Erasure]:
    return list(Erasure.objects.order_by("-pk")[:MOST])


@router.get(
    "/erasures/{int:number}",
    response=ErasureKnown,
    auth=MAY_MANAGE,
    summary="How far an erasure is, and its receipt",
)
def show_erasure(request: HttpRequest, number: int) -> Erasure:
    erasure = Erasure.objects.filter(pk=number).first()
    if erasure is None:
        raise Declined(404, f"there is no erasure {number}; list them.", field="number")
    return erasure
