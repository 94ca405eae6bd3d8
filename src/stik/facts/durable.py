"""What is written stays written, also when the machine loses its power."""

import os
from pathlib import Path


def fsync(path: Path) -> None:
    """Return once a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create_whole(path: Path, content: bytes) -> None:
    """Write a new file durably: it is there whole or not at all.

    Raises
    ------
    FileExistsError
        Where there is one of this name.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        fsync(unfinished)
        path.hardlink_to(unfinished)
    finally:
        unfinished.unlink(missing_ok=True)
    fsync(path.parent)
