"""Whether the product is up, ready, and how far behind it is."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stik_web.clock import now
from stik_web.sources.log import waiting

_TEXT = "text/plain; charset=utf-8"
_OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is up; asks nothing of disk or database."""
    return HttpResponse("live\n", content_type=_TEXT)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer whether messages can be taken: database and place are there."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", _TEXT, status=503)
    if settings.PLACE is None or not settings.PLACE.is_dir():
        return HttpResponse("the place is not there\n", _TEXT, status=503)
    return HttpResponse("ready\n", content_type=_TEXT)


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Return what waits for the drain, and for how long, as OpenMetrics."""
    found = waiting()
    lag = (now() - found.oldest_at).total_seconds() if found.oldest_at else 0.0
    lines = [
        *_gauge("stik_intake_entries", "Requests that wait", found.n_entries),
        *_gauge("stik_intake_messages", "Messages that wait", found.n_messages),
        *_gauge("stik_intake_lag_seconds", "Age of the oldest of them", lag),
        "# EOF",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=_OPEN_METRICS)


def _gauge(name: str, told: str, value: float) -> list[str]:
    return [f"# TYPE {name} gauge", f"# HELP {name} {told}.", f"{name} {value:g}"]
