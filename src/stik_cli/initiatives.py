"""`stik initiatives`: did what we changed have the effect we expected?"""

from datetime import date
from typing import Annotated, Any

import typer

import stik
from stik.errors import QuestionError
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    plain_table,
    print_answer_json,
    print_told,
    signed,
)

UNKNOWN = 1

TIMES = "\N{MULTIPLICATION SIGN}"

_SIGNS = {"keep": "✓", "change": "~", "stop": "✗"}


def initiatives(
    place: PlaceArgument,
    *,
    today: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Judge as on this day; default today."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Register what is new in the programme, and judge what has begun."""
    workspace = stik.open(place)
    new = workspace.register_initiatives(now=now())
    result = workspace.initiatives(today=_day(today))
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result.table.to_pylist(), new)
        print_told(result)
    if result.has_unknown:
        raise typer.Exit(UNKNOWN)


def _day(text: str | None) -> date:
    if text is None:
        return now().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(f"--today {text} is no day; write 2026-05-31.") from error


def _print(rows: list[dict[str, Any]], new: tuple[str, ...]) -> None:
    out = console()
    for name in new:
        out.print(f"registered now: {name}", markup=False)
    if not rows:
        out.print("No initiatives yet: write them in programme.yaml.")
        return
    table = plain_table(
        ("initiative", "verdict"), numbers=("expected", "effect", "95 % interval", "n")
    )
    for row in rows:
        add_texts(table, _texts(row), is_grey=row["value"] is None)
    out.print(fit(table))
    out.print()
    for row in rows:
        out.print(f"{row['initiative']}: {row['sentence']}", markup=False)
        for check in row["checks"] or ():
            out.print(f"  {check}", style="dim", markup=False)


def _texts(row: dict[str, Any]) -> list[str]:
    sign = _SIGNS.get(row["word"], " ")
    ends = ""
    if row["low"] is not None:
        ends = f"{_effect(row['low'], row)} to {_effect(row['high'], row)}"
    return [
        row["initiative"],
        f"{sign} {row['word']}",
        _effect(row["expected"], row),
        _effect(row["value"], row),
        ends,
        f"{row['n'] or 0:,}",
        "",
    ]


def _effect(value: float | None, row: dict[str, Any]) -> str:
    if value is None:
        return DASH
    if row["comparison"] == "ratio":
        return f"{TIMES} {value:.2f}"
    unit = row["unit"]
    return signed(value, unit="percentage points" if unit == "share" else unit)
