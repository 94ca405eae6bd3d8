"""`stik demo`: make a simulated company, load it, report on it, see what is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from stik_cli.options import JsonOption
from stik_cli.output import console, print_json

if TYPE_CHECKING:
    from stik.demo.check import Found
    from stik_cli.demo_making import Demo, Step

SEED = 7
_TO_TRY = ("booking broke", "winter at the door", "installation matters most")


def demo(
    *,
    into: Annotated[
        Path,
        typer.Option(metavar="DIR", help="A new or empty folder, or an older demo."),
    ],
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Make it only, serve nothing.")
    ] = False,
    seed: Annotated[
        int, typer.Option(min=0, help="Another seed makes another company.")
    ] = SEED,
    json: JsonOption = False,
) -> None:
    """Make a simulated company with planted truths, and see which are found."""
    # It loads NumPy and the engine, which --help does not need.
    from stik_cli.demo_making import N_STEPS, make_demo  # noqa: PLC0415 see above

    _ = no_serve  # nothing is served yet, so that it is always as if it were given
    with _progress(N_STEPS) as step:
        made = make_demo(into, seed=seed, step=step)
    if json:
        print_json(_plain(made, seed=seed))
    else:
        _print(made)


@contextmanager
def _progress(n_steps: int) -> Iterator["Step"]:
    """Show on stderr which step is being done."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", total=n_steps)

    def step(name: str) -> None:
        bar.update(task, description=name, advance=1)

    with bar:
        yield step


def _plain(made: "Demo", *, seed: int) -> dict[str, Any]:
    return {
        "company": made.company,
        "is_simulated": True,
        "seed": seed,
        "place": str(made.place),
        "report": str(made.report),
        "truths": [
            {
                "name": found.truth.name,
                "sentence": found.truth.sentence,
                "is_harmless": found.truth.is_harmless,
                "found": found.found,
                "evidence": found.evidence,
                "command": _command(found, made.place),
            }
            for found in made.found
        ],
    }


def _print(made: "Demo") -> None:
    out = console()
    out.print(f"[bold]{made.company}[/bold]: nobody in it exists. Planted were:\n")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("truth", "found?", "what stik answers"):
        table.add_column(heading)
    for found in made.found:
        table.add_row(found.truth.sentence, _verdict(found), found.evidence)
    out.print(table)
    out.print(f"\nThe report: {made.report}", soft_wrap=True)
    out.print("Ask for yourself:")
    for found in made.found:
        if found.truth.name in _TO_TRY:
            typed = _command(found, made.place)
            out.print(f"  {typed}", soft_wrap=True, markup=False)


def _command(found: "Found", place: Path) -> str:
    return found.truth.question.command.replace("PLACE", str(place), 1)


def _verdict(found: "Found") -> str:
    if found.truth.is_harmless:
        return "✓ no alarm" if found.found else "✗ false alarm"
    return "✓ found" if found.found else "✗ not found"
