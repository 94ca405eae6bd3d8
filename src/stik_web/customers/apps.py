"""The app by which Django knows the customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "stik_web.customers"
    label = "customers"
