"""`stik customer`: everything held of one person, shown to them or erased."""

from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import stik
from stik_cli.clock import now
from stik_cli.erasing import Whom, erase_through_the_log
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import console, plain_table, print_json
from stik_cli.product import has_database

if TYPE_CHECKING:
    from stik.workspace import Workspace
    from stik.workspace.people import People


class Action(StrEnum):
    """What to do with what is held of a customer."""

    SHOW = "show"
    EXPORT = "export"
    ERASE = "erase"


def customer(
    place: PlaceArgument,
    action: Annotated[
        Action,
        typer.Argument(
            help="show: how much is held; export: all of it as JSON; erase: take the "
            "customer out of every answer and off the disk.",
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The customer's name in a loaded file."),
    ],
    *,
    source: Annotated[
        str | None, typer.Option(help="Only the customer so named in this source.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Who erases; it stands in the receipt.")
    ] = None,
    later: Annotated[
        bool,
        typer.Option(
            "--later",
            help="Leave the disk to the next 'stik doctor --mend'; no answer counts "
            "the customer from now on.",
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show, export or erase everything that is held of one customer."""
    workspace = stik.open(place)
    if action is Action.ERASE:
        receipt = _erased(workspace, Whom(name, source, by), is_later=later)
        _print_receipt(receipt, place, is_on_disk=later, as_json=json)
    else:
        is_counted = action is Action.SHOW
        people = workspace.people
        _print_held(people, name, source=source, is_counted=is_counted, as_json=json)


def _erased(workspace: "Workspace", whom: Whom, *, is_later: bool) -> Mapping[str, Any]:
    """Erase a customer and return the receipt."""
    if has_database(workspace.place.folder):
        return erase_through_the_log(workspace, whom, is_later=is_later)
    people = workspace.people
    receipt = people.erase(whom.name, source=whom.source, now=now(), by=whom.by)
    if not is_later:
        people.purge(now=now())
    return asdict(receipt)


def _print_held(
    people: "People", name: str, *, source: str | None, is_counted: bool, as_json: bool
) -> None:
    held = people.held_of(name, source=source)
    if not is_counted:
        print_json({table: rows.to_pylist() for table, rows in held.items()})
        return
    counted = {table: rows.num_rows for table, rows in held.items()}
    if as_json:
        print_json(counted)
        return
    table = plain_table(["what is held"], numbers=["rows"])
    for kind, n in counted.items():
        table.add_row(kind.replace("_", " "), f"{n:,}")
    console().print(table)


def _print_receipt(
    receipt: Mapping[str, Any], place: Path, *, is_on_disk: bool, as_json: bool
) -> None:
    if as_json:
        print_json({**receipt, "is_on_disk": is_on_disk})
        return
    out = console()
    counted = receipt.get("n_rows", {}).items()
    n_rows = ", ".join(f"{n:,} {table.replace('_', ' ')}" for table, n in counted if n)
    out.print(f"{receipt['name']}: erased {n_rows or 'nothing else'}.", markup=False)
    if is_on_disk:
        out.print(
            f"Counted nowhere from now on; off the disk at: stik doctor {place} --mend",
            markup=False,
        )
    else:
        out.print("Counted nowhere from now on, and off the disk of this place.")
    out.print("Copies and backups outside of the place are not reached.")
