"""The flags that say where the facts tell who left, when and why."""

from typing import Annotated

import typer

LeftOption = Annotated[
    str | None,
    typer.Option(
        metavar="TRAIT=VALUE",
        help="Who has left: a trait and its values, such as status=gone. Without such "
        "flags, what the programme says under lifetime.",
    ),
]
LeftOnOption = Annotated[
    str | None, typer.Option(metavar="TRAIT", help="The trait with the day they left.")
]
JoinedOnOption = Annotated[
    str | None, typer.Option(metavar="TRAIT", help="The trait with the day they came.")
]
MonthsOption = Annotated[
    str | None,
    typer.Option(metavar="TRAIT", help="The trait with how many months they stayed."),
]


def said(**fields: str | None) -> dict[str, str]:
    """Return what flags say of a lifetime, without what was left out."""
    return {name: text for name, text in fields.items() if text is not None}
