"""The app by which Django knows the keys."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "stik_web.keys"
    label = "keys"
