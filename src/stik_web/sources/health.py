"""Whether the product is up, ready, and how far behind it is."""

import os
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stik.errors import StikError
from stik.facts.place import open_place
from stik_web.open_metrics import CONTENT_TYPE, page

_TEXT = "text/plain; charset=utf-8"


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is up; asks nothing of disk or database."""
    return HttpResponse("live\n", content_type=_TEXT)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer whether messages can be taken, or what is missing, one thing a line."""
    missing = [*_missing_in_the_database(), *_missing_in_the_place()]
    if missing:
        return HttpResponse("\n".join(missing) + "\n", _TEXT, status=503)
    return HttpResponse("ready\n", content_type=_TEXT)


def _missing_in_the_database() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _check_migrations()
    except DatabaseError:
        yield "the database does not answer"
    except _NotMigrated:
        yield "the database is of another version; start 'stik web' or 'serve' anew"


def _missing_in_the_place() -> Iterator[str]:
    if settings.PLACE is None or not settings.PLACE.is_dir():
        yield "the place is not there"
        return
    try:
        open_place(settings.PLACE)
    except StikError as error:
        yield f"the place cannot be opened: {error}"
    if not os.access(settings.PLACE, os.W_OK):
        yield "the place cannot be written to"


class _NotMigrated(Exception):
    """Tables are missing."""


@cache  # what was done once stays so; an exception is not kept
def _check_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotMigrated


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Return what is measured of the intake, as OpenMetrics."""
    from stik_web.sources.measured import families  # noqa: PLC0415 reads facts: 100 MB

    try:
        return HttpResponse(page(families()), content_type=CONTENT_TYPE)
    except (DatabaseError, StikError) as error:
        return HttpResponse(f"{error}\n", _TEXT, status=503)
