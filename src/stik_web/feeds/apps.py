"""The app by which Django knows the feeds."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "stik_web.feeds"
    label = "feeds"
