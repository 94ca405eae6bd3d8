"""The product behind the commands that serve: its settings, its database made ready."""

import os
from pathlib import Path

from stik.errors import PlaceError
from stik.facts.place import open_place


def set_up(place: Path) -> None:
    """Let Django know the place, and bring its database up to date.

    Raises
    ------
    StikError
        When the place is no workspace, or a setting or the database is wrong.
    """
    os.environ["STIK_PLACE"] = str(open_place(place).folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stik_web.settings")
    import django  # noqa: PLC0415 - only these commands pay for it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as above
    from django.core.management import call_command  # noqa: PLC0415 - as above
    from django.db import DatabaseError  # noqa: PLC0415 - as above

    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except ImproperlyConfigured as error:
        raise PlaceError(place, f"cannot be served: {error}") from error
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        raise PlaceError(
            place, f"its database does not answer ({said}); see STIK_DATABASE."
        ) from error
