"""The app by which Django knows the webhooks."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "stik_web.webhooks"
    label = "webhooks"
