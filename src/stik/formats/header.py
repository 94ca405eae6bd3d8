"""The names of columns as they stand in a header, made usable."""

from collections.abc import Iterable, Sequence

from stik.errors import FileError, nearest
from stik.formats.description import SourceFile


def column_names(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the names: blanks trimmed, the empty and the repeated ones told apart.

    >>> column_names([" *RESPNUM ", "", "Q1", "Q1"])
    ('*RESPNUM', 'column 2', 'Q1', 'Q1 (2)')
    """
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, start=1):
        wanted = cell.strip() or f"column {place}"
        name, n_same = wanted, 1
        while name in names:
            n_same += 1
            name = f"{wanted} ({n_same})"
        names[name] = None
    return tuple(names)


def chosen_columns(file: SourceFile, columns: Sequence[str] | None) -> tuple[str, ...]:
    """Return the columns asked for, or all of the file.

    Raises
    ------
    FileError
        On a column the file does not have.
    """
    if columns is None:
        return file.columns
    for name in columns:
        if name not in file.columns:
            raise FileError(
                file.path, f"has no column '{name}'; {nearest(name, file.columns)}"
            )
    return tuple(dict.fromkeys(columns))
