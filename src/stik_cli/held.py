"""`stik held`: what could not become facts yet, and its repair."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import stik
from stik.errors import QuestionError
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import add_texts, console, fit, plain_table, print_json
from stik_cli.summary import print_summaries, told_plainly

if TYPE_CHECKING:
    from stik.workspace.mending import Mending

SOME_HELD = 1


class Action(StrEnum):
    """What may be done with what waits."""

    LIST = "list"
    ROWS = "rows"
    EDIT = "edit"
    AGAIN = "again"


ActionArgument = Annotated[
    Action,
    typer.Argument(
        metavar="list|rows|edit|again",
        help="list: how much waits, by reason; rows: each row with what is wrong; "
        "edit: correct one; again: try messages by track.toml as it is now, or rows of "
        "files by a corrected mapping.",
    ),
]
SourceOption = Annotated[
    str | None, typer.Option(metavar="SOURCE", help="Only what came from it.")
]
ReasonOption = Annotated[
    str | None, typer.Option(metavar="REASON", help="Only what waits for this reason.")
]
RowOption = Annotated[str | None, typer.Option(metavar="ID", help="The row to edit.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="COLUMN=TEXT", help="What to put into a column."),
]
MapOption = Annotated[
    Path | None,
    typer.Option(
        "--map", metavar="MAP.toml", help="The mapping to try rows of files by."
    ),
]


def held(
    place: PlaceArgument,
    action: ActionArgument = Action.LIST,
    *,
    source: SourceOption = None,
    reason: ReasonOption = None,
    row: RowOption = None,
    set_: SetOption = None,
    map_: MapOption = None,
    json: JsonOption = False,
) -> None:
    """Show what waits for repair, correct a row, or try all by another mapping."""
    mending = stik.open(place).mending
    if action is Action.LIST:
        _list(mending, as_json=json)
    elif action is Action.ROWS:
        _rows(mending.waiting(source=source, reason=reason), as_json=json)
    else:
        if action is Action.EDIT:
            if row is None or not set_:
                raise QuestionError("say which row and what: --row ID --set name=text.")
            summary = mending.edit(row, dict(map(_change, set_)), now=now())
        elif map_ is None:
            summary = mending.read_again(source=source, now=now())
        else:
            summary = mending.try_again(map_, now=now())
        if json:
            print_json(told_plainly(summary))
        else:
            print_summaries([summary], place)
        if summary.n_held:
            raise typer.Exit(SOME_HELD)


def _change(text: str) -> tuple[str, str | None]:
    column, sign, value = text.partition("=")
    if not sign:
        raise QuestionError(f"'{text}' changes nothing; write column=text.")
    return column, value or None


def _list(mending: "Mending", *, as_json: bool) -> None:
    rows = mending.counted().to_pylist()
    if as_json:
        print_json(rows)
        return
    if not rows:
        console().print("Nothing waits: all that came is facts.")
        return
    table = plain_table(("source", "file", "reason"), numbers=("rows",))
    for row in rows:
        names = (row["source"], row["file"], row["reason"])
        sample = f"such as {row['sample']}: {row['sentence']}"
        add_texts(table, [*names, f"{row['n']:,}", sample])
    console().print(fit(table))


def _rows(rows: Iterable[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        print_json(list(rows))
        return
    table = plain_table(("id", "source", "reason"), numbers=())
    for row in rows:
        where = f"{row['field']}: " if row["field"] else ""
        names = (row["id"], row["source"], row["reason"])
        add_texts(table, [*map(str, names), f"{where}{row['sentence']}"])
    console().print(fit(table))
