"""`stik export`: facts as files or as a stream, all of them or what is new since."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

import stik
from stik.errors import FileError
from stik.formats.written.packed import packed
from stik_cli.options import (
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    filters,
)
from stik_cli.output import print_json

if TYPE_CHECKING:
    from stik.workspace.exporting import Export

_STDOUT = Path("-")


class Format(StrEnum):
    """In which form rows are written."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    PARQUET = "parquet"
    XES = "xes"
    OCEL = "ocel"


TableArgument = Annotated[
    str,
    typer.Argument(
        metavar="TABLE",
        help="interactions, answers, verbatims, traits, identities, merged (who is "
        "who), held_back, or withdrawn: what counts no more.",
    ),
]
OutOption = Annotated[
    Path,
    typer.Option(
        metavar="FILE",
        help="Write to this file, packed where it ends in .gz; - is the output.",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="csv|jsonl|parquet|xes|ocel",
        help="In which form; xes and ocel are event logs, of interactions alone.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="CURSOR", help="Only what came after the export that ended with it."
    ),
]
AboutOption = Annotated[
    str | None,
    typer.Option(
        metavar="WHOM", help="What tells of somebody else, and nothing of us."
    ),
]
NamesOption = Annotated[
    bool, typer.Option("--names", help="Customers' names beside their numbers.")
]


def export(
    place: PlaceArgument,
    table: TableArgument,
    *,
    out: OutOption = _STDOUT,
    format_: FormatOption = Format.CSV,
    since: SinceOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    about: AboutOption = None,
    names: NamesOption = False,
    json: JsonOption = False,
) -> None:
    """Export every row of a table that counts; tell the cursor to go on from."""
    wanted = stik.open(place).export(
        table,
        format_.value,
        since=since,
        where=filters(where),
        from_date=from_,
        to_date=to,
        about=about,
        names=names,
    )
    with _progress(wanted) as wanted.on_progress:
        _write(wanted, out)
    if json and out != _STDOUT:
        print_json({"rows": wanted.n_rows, "cursor": wanted.cursor, "file": str(out)})
    else:
        said = f"{wanted.n_rows:,} rows; what comes after: --since {wanted.cursor}"
        sys.stderr.write(f"{said}\n")


def _write(parts: Iterable[bytes], out: Path) -> None:
    """Write to the output, or to a file that is there whole or not at all.

    Raises
    ------
    FileError
        When the file cannot be written.
    """
    if out == _STDOUT:
        _write_all(parts, sys.stdout.buffer)
        return
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            _write_all(packed(parts) if out.suffix == ".gz" else parts, file)
        unfinished.replace(out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise FileError(
            out, f"cannot be written ({error.strerror}); make room or allow it."
        ) from error


def _write_all(parts: Iterable[bytes], file: BinaryIO) -> None:
    file.writelines(parts)
    file.flush()


@contextmanager
def _progress(wanted: "Export") -> Iterator[Callable[[int], None]]:
    """Show a bar on stderr, with the rows so far and the time left."""
    screen = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.completed:,} rows"),
        TimeRemainingColumn(),
        console=screen,
        transient=True,
    )
    if not screen.is_terminal:
        yield lambda _n_rows: None
        return
    task = bars.add_task(wanted.wanted.table, total=wanted.n_rows_to_come)
    with bars:
        yield lambda n_rows: bars.update(task, completed=n_rows)
