"""`stik keys`: which sources may write over HTTP."""

from enum import StrEnum
from typing import Annotated

import typer

from stik.errors import QuestionError
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import add_texts, console, fit, plain_table, print_json

NOT_THERE = 1


class Action(StrEnum):
    """What may be done with keys."""

    LIST = "list"
    ADD = "add"
    REVOKE = "revoke"


ActionArgument = Annotated[
    Action, typer.Argument(metavar="list|add|revoke", help="What to do.")
]
SourceOption = Annotated[
    str | None, typer.Option(metavar="SOURCE", help="Whose key: shop, app, till …")
]
BrowserOption = Annotated[
    bool, typer.Option("--browser", help="It stands in a web page, for all to see.")
]
NumberOption = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="The key to revoke.")
]


def keys(
    place: PlaceArgument,
    action: ActionArgument = Action.LIST,
    *,
    source: SourceOption = None,
    browser: BrowserOption = False,
    number: NumberOption = None,
    json: JsonOption = False,
) -> None:
    """List the keys that may write, add one for a source, or revoke one."""
    from stik_cli.product import set_up  # noqa: PLC0415 - Django is for few commands

    set_up(place)
    from stik_web.sources import keys as of_sources  # noqa: PLC0415 - needs Django
    from stik_web.sources.models import Scope  # noqa: PLC0415 - as above

    if action is Action.LIST:
        _show(of_sources.all_keys(), as_json=json)
    elif action is Action.ADD:
        if not source:
            raise QuestionError("name whose key it is: --source shop.")
        scope = Scope.BROWSER if browser else Scope.WRITE
        key = of_sources.make_key(source, scope=scope, now=now())
        if json:
            print_json({"source": source, "key": key})
        else:
            console().print(f"{key}\nIt is shown this once; keep it safe.")
    elif number is None or not of_sources.revoke_key(number, now=now()):
        console().print("No such key: 'stik keys PLACE list' shows their numbers.")
        raise typer.Exit(NOT_THERE)


def _show(rows: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    if not rows:
        console().print("No keys yet: 'stik keys PLACE add --source shop' makes one.")
        return
    table = plain_table(("source", "key", "may"), numbers=("number",))
    for row in rows:
        state = "revoked" if row["revoked_at"] else ""
        texts = [row["source"], f"{row['begins_with']}…", row["scope"]]
        add_texts(
            table, [*map(str, texts), str(row["number"]), state], is_grey=bool(state)
        )
    console().print(fit(table))
