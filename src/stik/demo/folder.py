"""The folder of a demo: marked as simulated, and emptied only if it is marked."""

import shutil
from pathlib import Path

from stik.demo.company import NAME
from stik.errors import PlaceTaken

MARKER = "SIMULATED.txt"
_MARKED = (
    f"{NAME}: everything in this folder is made up, nobody in it exists.\n"
    "It was made by 'stik demo', which makes the folder anew when it is run again.\n"
)


def mark(folder: Path) -> None:
    """Say in the folder that all in it is simulated."""
    (folder / MARKER).write_text(_MARKED, encoding="utf-8")


def is_demo(folder: Path) -> bool:
    """Return whether the folder is marked as a demo."""
    return (folder / MARKER).is_file()


def make_room(folder: Path) -> None:
    """Take a former demo out of the folder; a new or empty folder stays as it is.

    Raises
    ------
    PlaceTaken
        When the folder holds anything that is not marked as a demo.
    """
    if folder.is_file():
        raise PlaceTaken(folder, "a file")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not is_demo(folder):
        raise PlaceTaken(folder, "files that are no demo of stik")
    for found in folder.iterdir():
        if found.is_dir() and not found.is_symlink():
            shutil.rmtree(found)
        else:
            found.unlink()
