"""The app by which Django knows the sources."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "stik_web.sources"
    label = "sources"
