"""The arguments and flags that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from stik.errors import QuestionError

PlaceArgument = Annotated[
    Path, typer.Argument(metavar="PLACE", help="The workspace's folder.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON instead of a table.")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="A,B",
        help="Group by touchpoint, question, channel, unit, language, a trait, and "
        "year, quarter, month, week or day.",
    ),
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="KEY=VALUE",
        help="Only answers with this value; repeat it for more keys, separate several "
        "values of one key by commas.",
    ),
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="First year, month or day that counts: 2016, 2016-05 or 2016-05-31.",
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="DATE",
        help="Last year, month or day that counts, included whole.",
    ),
]


def names(text: str | None) -> tuple[str, ...]:
    """Return the names in a list separated by commas."""
    if text is None:
        return ()
    return tuple(name.strip() for name in text.split(",") if name.strip())


def filters(where: list[str] | None) -> dict[str, tuple[str, ...]]:
    """Return `key=value` filters as values by key.

    Raises
    ------
    QuestionError
        When one has no `=`.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in where or []:
        key, equals, values = text.partition("=")
        if not equals or not names(values):
            raise QuestionError(
                f"--where {text} has no value; write it as key=value, such as "
                "channel=web."
            )
        found[key.strip()] = (*found.get(key.strip(), ()), *names(values))
    return found
