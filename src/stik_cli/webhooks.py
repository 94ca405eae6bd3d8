"""`stik webhooks`: who is told by HTTP of what became facts, and how it went."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

import stik
from stik.errors import QuestionError
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import add_texts, console, fit, plain_table, print_json

NOT_THERE = 1


class Action(StrEnum):
    """What may be done with endpoints."""

    LIST = "list"
    ADD = "add"
    ROTATE = "rotate"
    ENABLE = "enable"
    REMOVE = "remove"
    DELIVERIES = "deliveries"


class Event(StrEnum):
    """What is told: as `stik_web.webhooks.models.Kind`, which needs Django."""

    ANSWER = "answer.received"
    HELD_BACK = "row.held_back"


ActionArgument = Annotated[
    Action,
    typer.Argument(
        metavar="list|add|rotate|enable|remove|deliveries",
        help="rotate: make another secret; enable: tell one again that was disabled; "
        "deliveries: each try to tell one.",
    ),
]
UrlOption = Annotated[
    str | None, typer.Option(metavar="URL", help="The address to tell, https://…")
]
EventOption = Annotated[
    list[Event] | None,
    typer.Option(
        "--event",
        metavar="EVENT",
        help="answer.received or row.held_back; repeat it for both, which is the "
        "default.",
    ),
]
NumberOption = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="Which endpoint.")
]
OverlapOption = Annotated[
    float, typer.Option(min=0, metavar="HOURS", help="The old secret signs so long.")
]
MostOption = Annotated[
    int, typer.Option(min=1, metavar="N", help="So many deliveries, newest first.")
]


def webhooks(
    place: PlaceArgument,
    action: ActionArgument = Action.LIST,
    *,
    url: UrlOption = None,
    event: EventOption = None,
    number: NumberOption = None,
    overlap: OverlapOption = 24,
    most: MostOption = 20,
    json: JsonOption = False,
) -> None:
    """List who is told of new answers and held-back rows, add or remove one."""
    from stik_cli.product import set_up  # noqa: PLC0415 - Django is for few commands

    set_up(place)
    if action is Action.LIST:
        _list(as_json=json)
    elif action is Action.ADD:
        told = tuple(event or Event)
        _show_once(_added(stik.open(place), url, told), as_json=json)
    elif action is Action.ROTATE:
        _show_once({"secret": _rotated(number, hours=overlap)}, as_json=json)
    elif action is Action.DELIVERIES:
        _deliveries(number, most=most, as_json=json)
    else:
        _change(number, action)


def _added(
    workspace: "stik.Workspace", url: str | None, events: tuple[Event, ...]
) -> dict[str, object]:
    from stik_web.webhooks import actions, models  # noqa: PLC0415 - needs Django set up

    if not url:
        raise QuestionError("name the address to tell: --url https://….")
    number, secret = actions.add_endpoint(
        url,
        kinds=[models.Kind(each.value) for each in events],
        reached=workspace.arriving.end(),
        now=now(),
    )
    return {"number": number, "secret": secret}


def _rotated(number: int | None, *, hours: float) -> str:
    from stik_web.webhooks.actions import rotate_secret  # noqa: PLC0415 - as above

    overlap = timedelta(hours=hours)
    secret = rotate_secret(number, now=now(), overlap=overlap) if number else None
    if secret is None:
        raise _not_there()
    return secret


def _change(number: int | None, action: Action) -> None:
    from stik_web.webhooks import actions  # noqa: PLC0415 - as above

    is_removed = action is Action.REMOVE
    change = actions.remove_endpoint if is_removed else actions.enable_endpoint
    if number is None or not change(number):
        raise _not_there()
    told = "told nothing more" if is_removed else "told what it was not told yet"
    console().print(f"Endpoint {number} is {told}.")


def _not_there() -> typer.Exit:
    console().print("No such endpoint: 'stik webhooks PLACE list' shows their numbers.")
    return typer.Exit(NOT_THERE)


def _show_once(made: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(made)
        return
    numbered = f"Endpoint {made['number']}\n" if "number" in made else ""
    console().print(
        f"{numbered}{made['secret']}\nIt is shown this once; the receiver checks the "
        "signatures with it."
    )


def _list(*, as_json: bool) -> None:
    from stik_web.webhooks.queries import all_endpoints  # noqa: PLC0415 - as above

    rows = all_endpoints()
    if as_json:
        print_json(rows)
        return
    if not rows:
        console().print("Nobody is told: 'stik webhooks PLACE add --url https://…'.")
        return
    table = plain_table(("address", "told of"), numbers=("number",))
    for row in rows:
        texts = [row["url"], ", ".join(row["events"]), str(row["number"]), _state(row)]
        add_texts(table, texts, is_grey=row["disabled_at"] is not None)
    console().print(fit(table))


def _state(row: dict[str, object]) -> str:
    if row["disabled_at"] is not None:
        return f"disabled: {row['disabled_why']}"
    if row["next_try_at"] is not None:
        return f"fails since {row['failing_since']:%Y-%m-%d %H:%M} UTC"
    return ""


def _deliveries(number: int | None, *, most: int, as_json: bool) -> None:
    from stik_web.webhooks.queries import deliveries  # noqa: PLC0415 - as above

    rows = deliveries(number, most=most) if number else None
    if rows is None:
        raise _not_there()
    if as_json:
        print_json(rows)
        return
    table = plain_table(("tried", "event"), numbers=("seconds",))
    for row in rows:
        tried = f"{row['tried_at']:%Y-%m-%d %H:%M:%S} UTC"
        why = row["error"] or f"taken ({row['status']})"
        next_try = row["next_try_at"]
        again = f"; again {next_try:%Y-%m-%d %H:%M:%S}" if next_try else ""
        add_texts(
            table,
            [tried, row["event"], f"{row['seconds']:.2f}", f"{why}{again}"],
            is_grey=not row["error"],
        )
    console().print(fit(table))
