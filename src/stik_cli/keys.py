"""`stik keys`: who may write facts over HTTP, read them, or manage the workspace."""

from datetime import timedelta
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
    ROTATE = "rotate"
    REVOKE = "revoke"


class Scope(StrEnum):
    """What a key may do: as `stik_web.keys.models.Scope`, which needs Django."""

    BROWSER = "browser"
    WRITE = "write"
    READ = "read"
    MANAGE = "manage"


ActionArgument = Annotated[
    Action, typer.Argument(metavar="list|add|rotate|revoke", help="What to do.")
]
SourceOption = Annotated[
    str | None, typer.Option(metavar="SOURCE", help="Whose key: shop, app, till …")
]
ScopeOption = Annotated[
    Scope,
    typer.Option(
        metavar="SCOPE",
        help="browser (seen in a page: it only sends messages), write (messages and "
        "files), read (facts), manage (everything).",
    ),
]
NumberOption = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="The key to rotate or revoke.")
]
OverlapOption = Annotated[
    float,
    typer.Option(min=0, metavar="HOURS", help="A rotated key works so long yet."),
]


def keys(
    place: PlaceArgument,
    action: ActionArgument = Action.LIST,
    *,
    source: SourceOption = None,
    scope: ScopeOption = Scope.WRITE,
    number: NumberOption = None,
    overlap: OverlapOption = 24,
    json: JsonOption = False,
) -> None:
    """List the keys, add one for a source, replace one by a new one, or revoke one."""
    from stik_cli.product import set_up  # noqa: PLC0415 - Django is for few commands

    set_up(place)
    if action is Action.LIST:
        _list(as_json=json)
    elif action is Action.ADD:
        _add(source, scope=scope, as_json=json)
    elif action is Action.ROTATE:
        _rotate(number, hours=overlap, as_json=json)
    else:
        _revoke(number)


def _add(source: str | None, *, scope: Scope, as_json: bool) -> None:
    from stik_web.keys import actions, models  # noqa: PLC0415 - needs Django set up

    if not source:
        raise QuestionError("name whose key it is: --source shop.")
    key = actions.make_key(source, scope=models.Scope(scope.value), now=now())
    _show_once(key, as_json=as_json)


def _rotate(number: int | None, *, hours: float, as_json: bool) -> None:
    from stik_web.keys import actions  # noqa: PLC0415 - needs Django set up

    overlap = timedelta(hours=hours)
    key = actions.rotate_key(number, now=now(), overlap=overlap) if number else None
    if key is None:
        raise _not_there()
    _show_once(key, as_json=as_json)


def _revoke(number: int | None) -> None:
    from stik_web.keys.actions import revoke_key  # noqa: PLC0415 - needs Django set up

    if number is None or not revoke_key(number, now=now()):
        raise _not_there()
    console().print(f"Key {number} may do nothing any more.")


def _not_there() -> typer.Exit:
    console().print("No such key: 'stik keys PLACE list' shows their numbers.")
    return typer.Exit(NOT_THERE)


def _show_once(key: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"key": key})
    else:
        console().print(f"{key}\nIt is shown this once; keep it safe.")


def _list(*, as_json: bool) -> None:
    from stik_web.keys.queries import all_keys  # noqa: PLC0415 - needs Django set up

    rows = all_keys()
    if as_json:
        print_json(rows)
        return
    if not rows:
        console().print("No keys yet: 'stik keys PLACE add --source shop' makes one.")
        return
    table = plain_table(("source", "key", "may"), numbers=("number",))
    for row in rows:
        state = f"until {row['ends_at']:%Y-%m-%d %H:%M} UTC" if row["ends_at"] else ""
        texts = [row["source"], f"{row['begins_with']}…", row["scope"]]
        add_texts(
            table, [*map(str, texts), str(row["number"]), state], is_grey=bool(state)
        )
    console().print(fit(table))
