"""`stik doctor`: is the workspace whole, and what serves it sound?"""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

import stik
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import console, print_json
from stik_cli.product import has_database, know

if TYPE_CHECKING:
    from stik.rollups.checks import Check
    from stik.workspace import Workspace

TO_MEND = 1


def doctor(
    place: PlaceArgument,
    *,
    mend: Annotated[
        bool, typer.Option("--mend", help="Merge small files and rebuild rollups.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Check facts, disk, clock, settings and database; exit code 1: mend one."""
    workspace = stik.open(place)
    if mend:
        workspace.mend(now=now())
    checks = [*workspace.check(), *_serving(workspace, now=now())]
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


def _serving(workspace: "Workspace", *, now: datetime) -> Iterator["Check"]:
    """Look at what serves the place; a database that was never made stays unmade."""
    from stik.rollups.checks import Check  # noqa: PLC0415 - it takes 0.3 s to import
    from stik_web.checks import surroundings  # noqa: PLC0415 - only this command needs it

    place = workspace.place.folder
    settings = surroundings.checked_settings(place, environment=os.environ)
    yield settings
    yield surroundings.checked_secret(place)
    yield surroundings.checked_writing(place)
    yield surroundings.checked_versions()
    its_clock = None
    if not settings.is_well:
        yield Check("database", "not looked at: mend the settings first")
    elif not has_database(place):
        yield Check("database", "none yet: 'stik serve PLACE' makes it")
    else:
        know(place)
        from stik_web.checks import database  # noqa: PLC0415 - needs Django set up

        yield from database.checked_database(now=now)
        its_clock = database.clock_of_the_database()
    recorded_at = workspace.store.latest().recorded_at
    yield surroundings.checked_clock(now, recorded_at=recorded_at, database=its_clock)
