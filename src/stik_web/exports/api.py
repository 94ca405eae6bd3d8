"""Facts as streams over REST."""

from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Annotated, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from stik.formats.written.registry import written_format
from stik.workspace.exporting import TABLES, Export
from stik_web.declined import Declined
from stik_web.keys.models import Scope
from stik_web.keys.requests import With
from stik_web.place import workspace

router = Router(tags=["export"], auth=With(Scope.READ))

MOST_AT_ONCE = 2
"""Each holds a thread and 0.3 GB for as long as it is read."""

CURSOR, N_ROWS = "Stik-Cursor", "Stik-Rows"
_COME_AGAIN_SECONDS = 30

_Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")]
_Filter = Annotated[str, Field(pattern=r"^[a-z_]+=[^=\x00]+$")]
Table = Annotated[str, Field(json_schema_extra={"enum": list(TABLES)})]


class Wanted(Schema):
    """Which rows, in which form; `where` is column=value, once for each value."""

    format: Literal["csv", "jsonl", "parquet", "xes", "ocel"] = "csv"
    since: str | None = Field(None, max_length=40)
    where: list[_Filter] = []
    from_date: _Date | None = None
    to_date: _Date | None = None
    about: str | None = Field(None, max_length=200)
    names: bool = False


@router.get(
    "/{table}",
    response={200: bytes},
    summary="Every row of a table that counts, oldest first",
)
def export(
    request: HttpRequest, table: Table, wanted: Query[Wanted]
) -> StreamingHttpResponse:
    """Stream the rows; the header Stik-Cursor is what to ask `since` the next time.

    Stik-Rows says how many there are: where fewer came, the stream broke off, or
    somebody was erased meanwhile, and the same is to be asked again.
    """
    found = workspace().export(
        table,
        wanted.format,
        since=wanted.since,
        where=_values_by_column(wanted.where),
        from_date=wanted.from_date,
        to_date=wanted.to_date,
        about=wanted.about,
        names=wanted.names,
    )
    told = {CURSOR: found.cursor, N_ROWS: str(found.n_rows_to_come)}
    answer = StreamingHttpResponse(
        _Stream(found),
        content_type=written_format(wanted.format).media_type,
        headers=told,
    )
    answer["Content-Disposition"] = f'attachment; filename="{table}.{wanted.format}"'
    return answer


def _values_by_column(where: list[str]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for each in where:
        column, _, value = each.partition("=")
        values[column] = (*values.get(column, ()), value)
    return values


_at_once = BoundedSemaphore(MOST_AT_ONCE)


class _Stream:
    """An export that is read while few others are; whoever closes it lets one in.

    Raises
    ------
    Declined
        With 503 where too many are read already.
    """

    def __init__(self, export: Export) -> None:
        if not _at_once.acquire(blocking=False):
            raise Declined(
                503,
                f"{MOST_AT_ONCE} exports are read already; ask again.",
                come_again=_COME_AGAIN_SECONDS,
            )
        self._parts = iter(export)
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        """Let another export in; Django calls it at the end, whatever the end is."""
        if self._is_open:
            self._is_open = False
            _at_once.release()

    def __del__(self) -> None:
        """Let another in where nobody ever read this one to its end."""
        if hasattr(self, "_is_open"):
            self.close()
