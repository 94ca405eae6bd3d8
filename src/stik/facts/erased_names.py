"""Names of erased customers, known again without being kept: by a keyed hash."""

import secrets
from hashlib import blake2b
from pathlib import Path

from stik.errors import PlaceError
from stik.facts.place import SETTINGS_FILE, Place, write_whole

_KEY_FILE = "erased.key"
_KEY_BYTES = 32


def erased_key(place: Place) -> bytes | None:
    """Return the key of the place's hashes, None where nobody was ever erased.

    It lies in the place, and in the ledger of erasures for when the place is restored.
    """
    for path in _paths(place):
        if path.exists():
            return path.read_bytes()
    return None


def make_erased_key(place: Place) -> bytes:
    """Return the key of the place's hashes; where it is missing it is made, durably.

    Raises
    ------
    PlaceError
        Where it cannot be written, in the place or beside it.
    """
    key = erased_key(place) or secrets.token_bytes(_KEY_BYTES)
    in_place, in_ledger = _paths(place)
    if not in_ledger.exists():
        try:
            write_whole(in_ledger, key, mode=0o600)
        except PlaceError as error:
            raise PlaceError(
                in_ledger.parent,
                "cannot be made, where it is kept who was erased; allow it, or name a "
                f'folder outside of the place: erasures = "…" in {SETTINGS_FILE}.',
            ) from error
    if not in_place.exists():
        write_whole(in_place, key, mode=0o600)
    return key


def _paths(place: Place) -> tuple[Path, Path]:
    return place.folder / _KEY_FILE, place.erasures_folder / _KEY_FILE


def name_hash(source: str, name: str, *, key: bytes) -> str:
    """Return the hash by which an outside name of a source is known again.

    >>> name_hash("visits", "ana@example.com", key=b"k") == name_hash(
    ...     "visits", "bojan@example.com", key=b"k")
    False
    """
    said = f"{len(source)}:{source}{name}".encode()
    return blake2b(said, key=key, digest_size=16).hexdigest()
