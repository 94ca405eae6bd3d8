"""`stik programme`: what the company says about its experience, against the data."""

from enum import StrEnum
from typing import Annotated

import typer

from stik_cli.options import JsonOption, PlaceArgument


class Action(StrEnum):
    """What to do with the programme."""

    CHECK = "check"
    SHOW = "show"
    EXPORT = "export"


class Format(StrEnum):
    """What to write the programme as."""

    YAML = "yaml"
    JSON = "json"


def programme(
    place: PlaceArgument,
    action: Annotated[
        Action,
        typer.Argument(
            help="check: what is wrong in the file, and what it and the data do not "
            "agree on; show: the programme as tables; export: as a file.",
        ),
    ],
    *,
    export_format: Annotated[
        Format, typer.Option("--format", help="What export writes.")
    ] = Format.YAML,
    language: Annotated[
        str | None, typer.Option(help="The language of labels; default the place's.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check, show or export what the company says about its experience.

    The exit code of check is 1 when programme and data do not agree or nobody answers
    for something, 2 when the file has to be mended first.
    """
    # The engine and YAML would slow every other command down.
    from stik_cli import programme_actions  # noqa: PLC0415

    if action is Action.CHECK:
        raise typer.Exit(programme_actions.check(place, as_json=json))
    if json or (action is Action.EXPORT and export_format is Format.JSON):
        programme_actions.export_json(place)
    elif action is Action.EXPORT:
        programme_actions.export_yaml(place)
    else:
        programme_actions.show(place, language=language)
