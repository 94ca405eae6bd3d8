"""Which address shows what."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is up; asks nothing of disk or database."""
    return HttpResponse("live\n", content_type="text/plain; charset=utf-8")


urlpatterns = [path("health/live", live, name="live")]
