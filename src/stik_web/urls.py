"""Which address shows what."""

from django.urls import path

from stik_web.api import api, no_such
from stik_web.sources import health, views

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("api/<path:path>", no_such, name="no such"),
    path("v1/<slug:kind>", views.receive, name="track"),
]
