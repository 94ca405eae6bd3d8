"""The folder a workspace lives in: its settings and the lock of its one writer."""

import fcntl
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stik.errors import (
    NewerWorkspace,
    NotAWorkspace,
    OlderWorkspace,
    PlaceError,
    WriterBusy,
)

FORMAT = 5
"""The format of the folder that this stik writes, and the one it reads."""

WAIT_SECONDS = 10.0
"""So long one who wants to write waits for another: a batch takes less."""

_LOOK_EVERY_SECONDS = 0.05
_URL_SIGNS = re.compile(r"[\[\]]|%[0-9A-Fa-f]{2}")
SETTINGS_FILE = "stik.toml"
SETTINGS_OF_A_PLACE = frozenset(
    {"format", "name", "time_zone", "language", "is_simulated", "erasures"}
)
"""What the file says of the place; a table in it is of whoever serves the place."""


@dataclass(frozen=True)
class Place:
    """A workspace's folder with its settings; `zone` decides what day it was.

    `is_simulated` marks a company that does not exist, wherever it is shown. `erasures`
    is the folder of the ledger of erasures; without it, it lies beside the place.
    """

    folder: Path
    name: str
    time_zone: str
    language: str
    is_simulated: bool = False
    erasures: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Return the workspace's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def facts_folder(self) -> Path:
        """Return the folder of the fact tables."""
        return self.folder / "facts"

    @property
    def erasures_folder(self) -> Path:
        """Return the folder that says who was erased; no backup may bring them back."""
        if self.erasures is not None:
            return (self.folder / self.erasures).resolve()
        return self.folder.with_name(f"{self.folder.name}.erasures")

    @property
    def programme_file(self) -> Path:
        """Return the file that describes the company."""
        return self.folder / "programme.yaml"

    @property
    def track_file(self) -> Path:
        """Return the file that says what the events of the track API mean."""
        return self.folder / "track.toml"

    @property
    def mapping_folder(self) -> Path:
        """Return the folder that keeps every mapping a load was made with."""
        return self.folder / "mappings"

    @property
    def held_back_folder(self) -> Path:
        """Return the folder of the lists of rows that wait for repair."""
        return self.folder / "held-back"


def write_settings(place: Place) -> None:
    """Write the settings of a new place.

    Raises
    ------
    PlaceError
        On a time zone that does not exist or a folder that cannot be written.
    """
    try:
        ZoneInfo(place.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise PlaceError(
            place.folder,
            f"there is no time zone '{place.time_zone}'; "
            "name one like 'Europe/Ljubljana'.",
        ) from error
    lines = [
        f"format = {FORMAT}",
        f"name = {_quoted(place.name)}",
        f"time_zone = {_quoted(place.time_zone)}",
        f"language = {_quoted(place.language)}",
    ]
    if place.is_simulated:
        lines.append("is_simulated = true")
    write_whole(place.folder / SETTINGS_FILE, "\n".join(lines) + "\n")


def _quoted(text: str) -> str:
    """Return the text as TOML; its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_whole(path: Path, content: str | bytes, *, mode: int = 0o666) -> None:
    """Write a file of a place durably: afterwards it is there whole, or as before.

    `mode` is what others may do with it, less what the process's own mask forbids.

    Raises
    ------
    PlaceError
        On a full disk, or a folder that may not be written to.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> PlaceError:
    """Return the error to raise where something of a place cannot be written."""
    return PlaceError(
        path,
        f"cannot be written to ({error.strerror}); make room or allow it, then "
        "repeat: what was stored stays.",
    )


def make_folder(folder: Path) -> None:
    """Make the folder of a new place.

    Raises
    ------
    PlaceError
        When it may not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaceError(
            folder, f"cannot be made ({error.strerror}); allow it or name another."
        ) from error


def check_name(folder: Path) -> None:
    """Do nothing, or refuse a folder that the tables cannot be kept in.

    Raises
    ------
    PlaceError
        When its path holds what delta-rs takes for a part of a URL.
    """
    if _URL_SIGNS.search(str(folder.resolve())):
        raise PlaceError(
            folder, "has [, ] or a % code in its path; choose a folder without them."
        )


def open_place(folder: Path) -> Place:
    """Return the place in `folder`.

    Raises
    ------
    NotAWorkspace, NewerWorkspace, OlderWorkspace, PlaceError
        Where there are no settings, newer, older or damaged ones.
    """
    check_name(folder)
    settings_file = folder / SETTINGS_FILE
    try:
        text = settings_file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotAWorkspace(folder) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PlaceError(
            folder,
            f"its {SETTINGS_FILE} cannot be read ({error}); allow or restore it.",
        ) from error
    try:
        settings = tomllib.loads(text)
        found = int(settings["format"])
        if found > FORMAT:
            raise NewerWorkspace(folder, got=found, needed=FORMAT)
        if found < FORMAT:
            raise OlderWorkspace(folder, got=found, needed=FORMAT)
        place = _place_of(folder, settings)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise PlaceError(
            folder,
            f"its {SETTINGS_FILE} is damaged ({error}); restore it from a backup.",
        ) from error
    if place.erasures_folder.is_relative_to(place.folder):
        raise PlaceError(
            folder,
            f"erasures = '{place.erasures}' of its {SETTINGS_FILE} lies in the place; "
            "name a folder outside, which a backup of the place does not replace.",
        )
    return place


def _place_of(folder: Path, settings: Mapping[str, object]) -> Place:
    """Return the place that settings describe; its time zone must be one."""
    erasures, zone = settings.get("erasures"), str(settings["time_zone"])
    ZoneInfo(zone)
    return Place(
        folder=folder.resolve(),
        name=str(settings["name"]),
        time_zone=zone,
        language=str(settings.get("language", "en")),
        is_simulated=bool(settings.get("is_simulated", False)),
        erasures=None if erasures is None else str(erasures),
    )


@contextmanager
def writer_lock(place: Place) -> Iterator[None]:
    """Hold the place's one right to write; wait some seconds for it where need be.

    Raises
    ------
    WriterBusy
        While another process holds it for longer; its number is named.
    """
    path = place.folder / "writer.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(place.folder, error) from error
    try:
        _take(handle, place)
        yield
    finally:
        os.close(handle)


def _take(lock: int, place: Place) -> None:
    """Take the lock and write down who holds it."""
    patience = int(WAIT_SECONDS / _LOOK_EVERY_SECONDS)
    try:
        while not _is_taken(lock):
            if patience <= 0:
                holder = os.read(lock, 100).decode(errors="replace").strip()
                raise WriterBusy(place.folder, holder=holder or "another process")
            patience -= 1
            sleep(_LOOK_EVERY_SECONDS)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"process {os.getpid()}\n".encode(), 0)
    except OSError as error:
        raise unwritable(place.folder, error) from error


def _is_taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
