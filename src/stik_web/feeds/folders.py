"""The folder of each feed: its mapping, files that were dropped, those done with.

feeds/crm/mapping.toml     what the columns of its files mean
feeds/crm/november.csv     a file that was dropped: it will be loaded
feeds/crm/loaded/          files whose rows are facts, or held back
feeds/crm/refused/         files that could not be loaded
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from stik.errors import MappingError, nearest
from stik.facts.place import Place, write_whole
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import parse_mapping, read_mapping

MAPPING, LOADED, REFUSED = "mapping.toml", "loaded", "refused"
QUIET = timedelta(seconds=5)
"""A file that nobody wrote to for so long is whole."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_FILE_NAME = re.compile(r"[^./\x00-\x1f][^/\x00-\x1f]{0,180}")
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")


class FeedError(MappingError):
    """A feed, or the name of one of its files, that cannot be."""


def feed_names(place: Place) -> list[str]:
    """Return every feed: the folders that hold a mapping."""
    return sorted(path.parent.name for path in _root(place).glob(f"*/{MAPPING}"))


def folder_of(place: Place, feed: str) -> Path:
    """Return the folder of a feed.

    Raises
    ------
    FeedError
        When there is none of that name.
    """
    names = feed_names(place)
    if feed not in names:
        raise FeedError("feeds", feed, f"there is no such feed; {nearest(feed, names)}")
    return _root(place) / feed


def mapping_of(place: Place, feed: str) -> FileMapping:
    """Return how the files of a feed are read."""
    return read_mapping(folder_of(place, feed) / MAPPING)


def mapping_text(place: Place, feed: str) -> str:
    """Return the mapping of a feed as it is written."""
    return (folder_of(place, feed) / MAPPING).read_text(encoding="utf-8")


def put_feed(place: Place, feed: str, *, mapping: str) -> None:
    """Make a feed, or give one another mapping.

    Raises
    ------
    FeedError, MappingError
        When it cannot be called so, or the mapping cannot be read.
    """
    if not _NAME.fullmatch(feed):
        raise FeedError("feeds", feed, "name it in small letters, digits, - and _.")
    parse_mapping(mapping, path=MAPPING)
    folder = _root(place) / feed
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / MAPPING, mapping)


def check_file_name(name: str) -> None:
    """Do nothing, or refuse a name that a file of a feed cannot have.

    Raises
    ------
    FeedError
        When it is a path, is hidden, or is the mapping's.
    """
    if not _FILE_NAME.fullmatch(name) or name == MAPPING or _is_unfinished(name):
        raise FeedError("feeds", name, "name the file without a path, like nov.csv.")


def dropped(place: Place, feed: str, *, now: datetime) -> Iterator[Path]:
    """Yield the files of a feed that are whole, the longest there first."""
    found = [
        (path.stat().st_mtime, path)
        for path in folder_of(place, feed).iterdir()
        if path.is_file() and path.name != MAPPING and not _is_unfinished(path.name)
    ]
    for written, path in sorted(found):
        if written <= (now - QUIET).timestamp():
            yield path


def forget_copies(place: Place) -> None:
    """Remove the files that feeds are done with: somebody in them was erased."""
    for feed in feed_names(place):
        for folder in (LOADED, REFUSED):
            for path in (_root(place) / feed / folder).glob("*"):
                path.unlink(missing_ok=True)


def put_away(path: Path, folder: str) -> Path:
    """Move a file into a folder beside it; one of its name there stays as it is."""
    target = path.parent / folder
    target.mkdir(exist_ok=True)
    return path.rename(free_name(target / path.name))


def free_name(path: Path) -> Path:
    """Return the path, or where something is there, the next like `name-2.csv`."""
    stem, dot, ending = path.name.partition(".")
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{stem}-{number}{dot}{ending}")
    return free


def _is_unfinished(name: str) -> bool:
    return name.startswith((".", "~")) or name.endswith(_UNFINISHED)


def _root(place: Place) -> Path:
    return place.folder / "feeds"
