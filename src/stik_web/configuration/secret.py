"""The secret of a place where no setting gives one: made once, read by its owner alone.

Kept rather than made at each start: every process of a deployment reads what another
signed, and a restart signs nobody out.
"""

import os
from pathlib import Path
from secrets import token_urlsafe

from stik.facts.place import unwritable, write_whole

SECRET_FILE = "secret.key"  # noqa: S105 a name, not a secret
_BYTES = 48


def secret_of(place: Path | None) -> str:
    """Return the secret kept in a place; without a place one of this process alone.

    Raises
    ------
    PlaceError
        Where it can be neither read nor written.
    """
    if place is None:
        return token_urlsafe(_BYTES)
    path = place / SECRET_FILE
    if not path.exists():
        _make(path)
    try:
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise unwritable(path, error) from error


def _make(path: Path) -> None:
    """Put a secret there, unless another process does at the same moment."""
    mine = path.with_name(f"{SECRET_FILE}.{os.getpid()}")
    write_whole(mine, token_urlsafe(_BYTES), mode=0o600)
    try:
        os.link(mine, path)
    except FileExistsError:
        return
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        mine.unlink()
