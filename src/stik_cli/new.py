"""`stik new`: make an empty workspace."""

from pathlib import Path
from typing import Annotated

import typer

import stik
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import print_json


def new(
    place: PlaceArgument,
    *,
    name: Annotated[
        str | None, typer.Option(help="The company's name; default the folder's.")
    ] = None,
    time_zone: Annotated[
        str, typer.Option(help="The zone that decides what day it was.")
    ] = "UTC",
    language: Annotated[str, typer.Option(help="The language of reports.")] = "en",
    json: JsonOption = False,
) -> None:
    """Make an empty workspace in a new or empty folder."""
    made = stik.create(
        Path(place), now=now(), name=name, time_zone=time_zone, language=language
    )
    if json:
        print_json({"place": str(made.place.folder), "name": made.place.name})
        return
    typer.echo(f"{made.place.name}: an empty workspace in {place}.")
    typer.echo(f"Next: stik load {place} --suggest YOUR-FILE.csv > mapping.toml")
