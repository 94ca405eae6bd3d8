"""Which address shows what."""

from django.urls import path

from stik_web.api import api, no_such
from stik_web.feeds import uploads
from stik_web.sources import health, views

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/uploads", uploads.uploads, name="uploads"),
    path("api/v1/uploads/<uuid:number>", uploads.upload, name="upload"),
    path(
        "api/v1/feeds/<slug:feed>/files/<str:file_name>",
        uploads.whole_file,
        name="whole file",
    ),
    path("api/v1/", api.urls),
    path("api/<path:path>", no_such, name="no such"),
    path("v1/<slug:kind>", views.receive, name="track"),
]
