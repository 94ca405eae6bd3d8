"""Django's settings, made of those of the product; `configuration` lists the latter.

`STIK_PLACE` is the workspace's folder: the commands that serve set it.
"""

import os
from pathlib import Path
from typing import Any

from stik.errors import SettingError
from stik_web.configuration import configured
from stik_web.configuration.listed import DATABASE_FILE
from stik_web.configuration.secret import secret_of

_DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;"
"""SQLite: what is committed is on the disk, and readers do not wait for the writer."""


def _place(variable: str) -> Path | None:
    given = os.environ.get(variable)
    if given is None:
        return None
    if not Path(given).is_dir():
        raise SettingError(variable, f"is '{given}'; name a folder that is.")
    return Path(given).resolve()


def _in_the_place(place: Path | None) -> dict[str, Any]:
    """Return the SQLite database of a place; without one, of this process alone."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": place / DATABASE_FILE if place else ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": _DURABLE},
    }


PLACE = _place("STIK_PLACE")
STIK = configured(PLACE, environment=os.environ)

SECRET_KEY = STIK.secret_key or secret_of(PLACE)
ALLOWED_HOSTS = STIK.allowed_hosts
DEBUG = STIK.debug
DATABASES = {"default": STIK.database or _in_the_place(PLACE)}

ROOT_URLCONF = "stik_web.urls"
WSGI_APPLICATION = "stik_web.wsgi.application"
INSTALLED_APPS = [
    "stik_web.keys",
    "stik_web.customers",
    "stik_web.feeds",
    "stik_web.sources",
    "stik_web.webhooks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
