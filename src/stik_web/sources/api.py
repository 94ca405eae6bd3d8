"""What is held back, over REST: how much, which rows, and their repair."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from stik.intake.load import LoadSummary
from stik.intake.mapping_file import parse_mapping
from stik_web.clock import now
from stik_web.keys.models import Scope
from stik_web.keys.requests import With
from stik_web.place import workspace

router = Router(tags=["held back"])

MAY_READ, MAY_MEND = With(Scope.READ), With(Scope.MANAGE)
MOST_ROWS = 1_000


class Waiting(Schema):
    """How many rows of a source wait for one reason, and the id of one of them."""

    source: str
    file: str
    reason: str
    n: int
    sample: str
    sentence: str


class RowsWanted(Schema):
    """Which rows, how many of them, and after how many others."""

    source: str | None = None
    reason: str | None = None
    after: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=MOST_ROWS)


class WaitingRow(Schema):
    """A row that waits: its texts, and what is wrong with it."""

    id: str
    source: str
    file: str
    field: str | None
    value: str | None
    reason: str
    sentence: str
    held_at: datetime
    row: dict[str, str | None]


class WaitingRows(Schema):
    """Rows that wait; `next` is what to ask for after them, null at the end."""

    rows: list[WaitingRow]
    next: int | None


class Changes(Schema):
    """What to put into columns of a row; null empties one."""

    changes: dict[str, str | None] = Field(min_length=1)


class ByMapping(Schema):
    """A corrected mapping, as TOML, to try the rows of files of its source by.

    Without it messages are tried by `track.toml` as it is, those of `source` or all.
    """

    mapping: str | None = None
    source: str | None = None


class Tried(Schema):
    """What became of rows that were tried again; each counts in one place."""

    n_rows: int
    n_stored: int
    n_known: int
    n_erased: int
    n_held: int
    sentences: list[str] = Field(description="what is wrong with the first ones")


@router.get("", response=list[Waiting], auth=MAY_READ, summary="How much waits")
def list_reasons(request: HttpRequest) -> list[dict[str, Any]]:
    counted: list[dict[str, Any]] = workspace().mending.counted().to_pylist()
    return counted


@router.get("/rows", response=WaitingRows, auth=MAY_READ, summary="Rows that wait")
def list_rows(request: HttpRequest, wanted: Query[RowsWanted]) -> dict[str, Any]:
    mending = workspace().mending
    rows = mending.waiting(source=wanted.source, reason=wanted.reason)
    end = wanted.after + wanted.limit
    return {
        "rows": rows[wanted.after : end],
        "next": end if end < len(rows) else None,
    }


@router.patch(
    "/rows/{name}", response=Tried, auth=MAY_MEND, summary="Correct a row and try it"
)
def edit_row(request: HttpRequest, name: str, changes: Changes) -> dict[str, Any]:
    return _told(workspace().mending.edit(name, changes.changes, now=now()))


@router.post(
    "/again",
    response=Tried,
    auth=MAY_MEND,
    summary="Try all that waits by a corrected mapping, or by track.toml",
)
def try_again(request: HttpRequest, by: ByMapping) -> dict[str, Any]:
    if by.mapping is None:
        return _told(workspace().mending.read_again(source=by.source, now=now()))
    mapping = parse_mapping(by.mapping, path="mapping")
    return _told(workspace().mending.try_again(mapping, now=now()))


def _told(summary: LoadSummary) -> dict[str, Any]:
    counts = ("n_rows", "n_stored", "n_known", "n_erased", "n_held")
    sentences = [held.fault.sentence for held in summary.first_held]
    return {**{name: getattr(summary, name) for name in counts}, "sentences": sentences}
