"""The ledger of erasures lies outside of the place: no backup brings anyone back.

A folder with two files: the key of the hashes, and one line of JSON per outside name
that was erased. Lines are only ever added, by the place's one writer.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stik.errors import PlaceError
from stik.facts.place import Place, unwritable

_FILE = "erased.jsonl"


@dataclass(frozen=True)
class ErasedName:
    """An outside name of somebody who was erased, known again by its keyed hash."""

    name_hash: str
    erased_at: datetime
    receipt: str


def has_ledger(place: Place) -> bool:
    """Return whether anybody was ever erased of a place, or of one in its folder."""
    return (place.erasures_folder / _FILE).exists()


def erased_names(place: Place) -> set[ErasedName]:
    """Return every name in the ledger of a place, none where nobody was erased.

    A line that a power cut left unfinished is passed over: it is written again.

    Raises
    ------
    PlaceError
        When it cannot be read: then nobody knows who must not come back.
    """
    path = place.erasures_folder / _FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except (OSError, UnicodeDecodeError) as error:
        raise PlaceError(
            path, f"says who was erased and cannot be read ({error}); allow or mend it."
        ) from error
    return {name for line in lines if (name := _read(line)) is not None}


def note_erased(place: Place, names: Iterable[ErasedName]) -> None:
    """Add to the ledger, durably, the names that it does not have yet.

    Raises
    ------
    PlaceError
        Where it cannot be written.
    """
    missing = sorted(set(names) - erased_names(place), key=lambda name: name.erased_at)
    if not missing:
        return
    path = place.erasures_folder / _FILE
    try:
        path.parent.mkdir(exist_ok=True)
        # It begins with a line break: the last line may have been left unfinished.
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"\n{_written(name)}" for name in missing)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise unwritable(path, error) from error


def _written(name: ErasedName) -> str:
    moment = name.erased_at.isoformat()
    return json.dumps({**vars(name), "erased_at": moment})


def _read(line: str) -> ErasedName | None:
    try:
        said = json.loads(line)
        moment = datetime.fromisoformat(said["erased_at"])
        return ErasedName(str(said["name_hash"]), moment, str(said["receipt"]))
    except (ValueError, KeyError, TypeError):
        return None
