"""Every setting of the product, each from the environment or a safe default.

    STIK_SECRET_KEY      at least 50 characters; without it every start makes its
                         own, so that what one process signed no other can read
    STIK_ALLOWED_HOSTS   names the product answers to, joined by commas
    STIK_DEBUG           yes or no; yes shows the inside of an error to everybody

A bad value stops the start with a sentence.
"""

import os
from secrets import token_urlsafe

from django.core.exceptions import ImproperlyConfigured

_SECRET_LENGTH = 50


def _secret(variable: str) -> str:
    given = os.environ.get(variable)
    if given is None:
        return token_urlsafe(_SECRET_LENGTH)
    if len(given) < _SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"{variable} has {len(given)} characters; give it at least "
            f"{_SECRET_LENGTH} random ones, or leave it out."
        )
    return given


def _names(variable: str, *, default: str) -> list[str]:
    given = os.environ.get(variable, default)
    names = [name.strip() for name in given.split(",")]
    if not all(names):
        raise ImproperlyConfigured(
            f"{variable} is '{given}'; write names joined by commas, none empty."
        )
    return names


def _yes_or_no(variable: str, *, default: str) -> bool:
    given = os.environ.get(variable, default)
    if given not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{variable} is '{given}'; write 'yes' or 'no'.")
    return given == "yes"


SECRET_KEY = _secret("STIK_SECRET_KEY")
ALLOWED_HOSTS = _names("STIK_ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
DEBUG = _yes_or_no("STIK_DEBUG", default="no")

ROOT_URLCONF = "stik_web.urls"
WSGI_APPLICATION = "stik_web.wsgi.application"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("sl", "Slovenščina"),
    ("pl", "Polski"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("lv", "Latviešu"),
]
TIME_ZONE = "UTC"
USE_TZ = True
