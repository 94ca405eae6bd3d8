"""Texts are written to files that users name."""

from pathlib import Path

from stik.errors import FileError


def write_text(text: str, file: Path) -> None:
    """Write a text to a file in UTF-8.

    Raises
    ------
    FileError
        When it cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise unwritable(file, error) from error


def unwritable(file: Path, error: OSError) -> FileError:
    """Return what says that a file cannot be written, and what to do."""
    why = error.strerror or str(error)
    return FileError(file, f"cannot be written ({why}); name another file.")
