"""The product behind the commands that serve: its settings, its database made ready."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stik.errors import PlaceError

if TYPE_CHECKING:
    from stik_web.configuration import Configuration


def configuration(
    place: Path, *, host: str | None, port: int | None
) -> "Configuration":
    """Return the settings of a place; what the command line says goes before them.

    Raises
    ------
    StikError
        When the place is no workspace, or a setting is wrong.
    """
    from stik.facts.place import open_place  # noqa: PLC0415 - for few commands
    from stik_web.configuration import configured  # noqa: PLC0415 - as above

    found = configured(open_place(place).folder, environment=os.environ)
    return replace(found, host=host or found.host, port=port or found.port)


def has_database(place: Path) -> bool:
    """Return whether the product's database was ever made, or is a setting."""
    from stik_web.configuration import configured  # noqa: PLC0415 - as above
    from stik_web.configuration.listed import DATABASE_FILE  # noqa: PLC0415 - as above

    found = configured(place, environment=os.environ)
    return found.database is not None or (place / DATABASE_FILE).exists()


def know(place: Path) -> None:
    """Let Django know the place; its database is left as it is.

    Raises
    ------
    StikError
        When the place is no workspace, or a setting is wrong.
    """
    from stik.facts.place import open_place  # noqa: PLC0415 - for few commands

    os.environ["STIK_PLACE"] = str(open_place(place).folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stik_web.settings")
    import django  # noqa: PLC0415 - only these commands pay for it

    django.setup()


def set_up(place: Path) -> None:
    """Let Django know the place, and bring its database up to date.

    Raises
    ------
    StikError
        When the place is no workspace, or a setting or the database is wrong.
    """
    know(place)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as there
    from django.core.management import call_command  # noqa: PLC0415 - as above
    from django.db import DatabaseError, connections  # noqa: PLC0415 - as above

    try:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except ImproperlyConfigured as error:  # no driver for PostgreSQL
        sentence = "its database has no driver; pip install 'stik[postgres]'."
        raise PlaceError(place, sentence) from error
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        raise PlaceError(
            place, f"its database does not answer ({said}); see STIK_DATABASE."
        ) from error
    finally:
        # A server forks: a connection of SQLite must not be carried across.
        connections.close_all()
