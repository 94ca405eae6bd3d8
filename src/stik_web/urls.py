"""Which address shows what."""

from django.urls import URLResolver, path
from django.urls.resolvers import RoutePattern

from stik_web.sources import health, views

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    # By name: REST and what it reads take 100 MB, which who only tracks never needs.
    URLResolver(RoutePattern("api/"), "stik_web.rest"),
    path("v1/<slug:kind>", views.receive, name="track"),
]
