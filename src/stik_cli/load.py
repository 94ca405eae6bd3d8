"""`stik load`: take files in, draft a mapping, or take mended rows back in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from stik.errors import MappingError, StikError
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import console, print_json
from stik_cli.summary import print_summaries, told_plainly

if TYPE_CHECKING:
    from stik.intake.load import LoadSummary
    from stik.intake.load import Progress as LoadProgress
    from stik.workspace import Workspace

SOME_HELD = 1


MapOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--map",
        metavar="MAP.toml",
        help="What the columns mean: one mapping for all files, one for each in "
        "their order, or a folder of mappings named like the files.",
    ),
]
SuggestOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Print a draft of a mapping for this file."),
]
RepairedOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Take mended rows of a held-back list in."),
]
AnewOption = Annotated[
    bool,
    typer.Option(
        "--anew",
        help="Take back first what these files gave before, such as after the "
        "mapping was corrected.",
    ),
]
TakeBackOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Undo the load of this file.")
]


def load(
    place: PlaceArgument,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Files to take in.")
    ] = None,
    *,
    map_: MapOption = None,
    suggest: SuggestOption = None,
    repaired: RepairedOption = None,
    anew: AnewOption = False,
    take_back: TakeBackOption = None,
    json: JsonOption = False,
) -> None:
    """Take files in; rows that cannot be read wait in a list for repair."""
    workspace = stik.open(place)
    if suggest is not None:
        typer.echo(workspace.suggest(suggest).to_toml(), nl=False)
        return
    if take_back is not None:
        _take_back(workspace, take_back, as_json=json)
        return
    if repaired is not None:
        summaries = [workspace.load_repaired(repaired, now=now())]
    else:
        summaries = _load_all(workspace, files or [], map_ or [], anew=anew)
    if json:
        print_json([told_plainly(summary) for summary in summaries])
    else:
        print_summaries(summaries, place)
    if any(summary.n_held for summary in summaries):
        raise typer.Exit(SOME_HELD)


def _take_back(workspace: "Workspace", file: Path, *, as_json: bool) -> None:
    load = workspace.take_back(file, now=now())
    n_rows = sum(stretch.last - stretch.first + 1 for stretch in load.stretches)
    workspace.tidy(now=now())
    if as_json:
        print_json({"file": load.file, "taken_back": n_rows})
    else:
        console().print(
            f"{load.file}: {n_rows:,} rows taken back; load it again to undo.",
            markup=False,
        )


def _load_all(
    workspace: "Workspace", files: list[Path], maps: list[Path], *, anew: bool
) -> list["LoadSummary"]:
    if not files:
        raise StikError("name a file to load, such as: stik load PLACE answers.csv.")
    pairs = list(zip(files, _mapping_for_each(files, maps), strict=True))
    summaries = []
    with _progress() as shown:
        for file, mapping in pairs:
            summaries.append(
                workspace.load(
                    file,
                    mapping=mapping,
                    now=now(),
                    anew=anew,
                    on_progress=shown(file.name),
                )
            )
    workspace.tidy(now=now())
    return summaries


def _mapping_for_each(files: list[Path], maps: list[Path]) -> list[Path]:
    if not maps:
        raise MappingError(
            files[0].name,
            "",
            "needs a mapping; draft one with: stik load PLACE --suggest "
            f"{files[0]} > mapping.toml, then add --map mapping.toml.",
        )
    if len(maps) == 1 and maps[0].is_dir():
        return [_named_like(file, maps[0]) for file in files]
    if len(maps) == 1:
        return maps * len(files)
    if len(maps) != len(files):
        raise MappingError(
            maps[0],
            "",
            f"{len(maps)} mappings for {len(files)} files; give one, or one for each.",
        )
    return maps


def _named_like(file: Path, folder: Path) -> Path:
    name = file.name
    while "." in name:
        name = name.rpartition(".")[0]
        if (folder / f"{name}.toml").is_file():
            return folder / f"{name}.toml"
    raise MappingError(folder, "", f"has no mapping named like {file.name}; add one.")


@contextmanager
def _progress() -> Iterator[Callable[[str], "Callable[[LoadProgress], None]"]]:
    """Show a bar per file on stderr, with rows a second and the time left."""
    screen = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows"),
        TextColumn("{task.fields[speed]:,.0f} rows/s"),
        TimeRemainingColumn(),
        console=screen,
        transient=True,
        disable=not screen.is_terminal,
    )

    def of_file(name: str) -> "Callable[[LoadProgress], None]":
        task = bars.add_task(name, total=None, rows=0, speed=0.0)

        def show(done: "LoadProgress") -> None:
            elapsed = bars.tasks[task].elapsed or 1e-9
            bars.update(
                task,
                total=done.bytes_total,
                completed=done.bytes_done,
                rows=done.rows_done,
                speed=done.rows_done / elapsed,
            )

        return show

    with bars:
        yield of_file
