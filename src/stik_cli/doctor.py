"""`stik doctor`: is the workspace whole, and are its rollups worth their space?"""

from typing import Annotated

import typer
from rich.table import Table

import stik
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import console, print_json

TO_MEND = 1


def doctor(
    place: PlaceArgument,
    *,
    mend: Annotated[
        bool, typer.Option("--mend", help="Merge small files and rebuild rollups.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Check tables, rollups and disk; exit code 1 when something needs mending."""
    workspace = stik.open(place)
    if mend:
        workspace.mend(now=now())
    checks = workspace.check()
    if json:
        print_json([check.to_json() for check in checks])
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in ("", "check", "found", "mend"):
            table.add_column(name, no_wrap=name in ("", "check"))
        for check in checks:
            mark = "[green]✓[/green]" if check.is_well else "[red]✗[/red]"
            table.add_row(mark, check.name, check.found, check.mend or "")
        console().print(table)
    if not all(check.is_well for check in checks):
        raise typer.Exit(TO_MEND)
