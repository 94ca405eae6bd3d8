"""Every setting of the product, each from the environment or a safe default.

    STIK_SECRET_KEY      at least 50 characters; without it every start makes its
                         own, so that what one process signed no other can read
    STIK_ALLOWED_HOSTS   names the product answers to, joined by commas
    STIK_DEBUG           yes or no; yes shows the inside of an error to everybody
    STIK_PLACE           the workspace's folder; `stik serve PLACE` sets it
    STIK_DATABASE        postgresql://user:password@host:port/name, or of a socket's
                         folder postgresql://user@/name?host=FOLDER; without it SQLite
                         in the place

A bad value stops the start with a sentence.
"""

import os
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

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


def _place(variable: str) -> Path | None:
    given = os.environ.get(variable)
    if given is None:
        return None
    if not Path(given).is_dir():
        raise ImproperlyConfigured(f"{variable} is '{given}'; name a folder that is.")
    return Path(given).resolve()


def _database(variable: str, *, place: Path | None) -> dict[str, Any]:
    """Return the database of the product: PostgreSQL, or SQLite in the place."""
    given = os.environ.get(variable)
    if given is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": place / "stik.sqlite3" if place else ":memory:",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": _DURABLE},
        }
    parts = urlsplit(given)
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise ImproperlyConfigured(
            f"{variable} names no PostgreSQL database; write "
            "postgresql://user:password@host:port/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


_DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;"
"""SQLite: what is committed is on the disk, and readers do not wait for the writer."""

SECRET_KEY = _secret("STIK_SECRET_KEY")
ALLOWED_HOSTS = _names("STIK_ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
DEBUG = _yes_or_no("STIK_DEBUG", default="no")

ROOT_URLCONF = "stik_web.urls"
WSGI_APPLICATION = "stik_web.wsgi.application"
INSTALLED_APPS = ["stik_web.keys", "stik_web.feeds", "stik_web.sources"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

PLACE = _place("STIK_PLACE")
DATABASES = {"default": _database("STIK_DATABASE", place=PLACE)}
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
