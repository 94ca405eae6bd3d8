"""Names of erased customers, known again without being kept: by a keyed hash."""

import secrets
from hashlib import blake2b

from stik.facts.place import Place, write_whole

_KEY_FILE = "erased.key"
_KEY_BYTES = 32


def erased_key(place: Place) -> bytes | None:
    """Return the key of the place's hashes, None where nobody was ever erased."""
    path = place.folder / _KEY_FILE
    return path.read_bytes() if path.exists() else None


def make_erased_key(place: Place) -> bytes:
    """Return the key of the place's hashes; the first time it is made, durably.

    Raises
    ------
    PlaceError
        Where it cannot be written.
    """
    known = erased_key(place)
    if known is not None:
        return known
    key, path = secrets.token_bytes(_KEY_BYTES), place.folder / _KEY_FILE
    write_whole(path, key, mode=0o600)
    return key


def name_hash(source: str, name: str, *, key: bytes) -> str:
    """Return the hash by which an outside name of a source is known again.

    >>> name_hash("visits", "ana@example.com", key=b"k") == name_hash(
    ...     "visits", "bojan@example.com", key=b"k")
    False
    """
    said = f"{len(source)}:{source}{name}".encode()
    return blake2b(said, key=key, digest_size=16).hexdigest()
