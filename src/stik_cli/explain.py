"""`stik explain`: how a number came about, and whether it still comes out the same."""

import json as json_format
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

import stik
from stik.errors import FileError
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period, named_days
from stik_cli.options import JsonOption
from stik_cli.output import console, print_json

DIFFERENT = 1
_NO_ANSWER = "is no saved answer; save one with: stik ask … --json > answer.json."
_SHOWN = (
    "definition",
    "method",
    "confidence",
    "filter",
    "period",
    "is_weighted",
    "n",
    "questions",
    "scales",
    "compared",
    "notes",
    "snapshot",
)


def explain(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT.json", help="What 'stik ask --json' gave.")
    ],
    *,
    json: JsonOption = False,
) -> None:
    """Explain a saved answer and ask again what it asked, of what was known then."""
    saved = _read(result)
    told = saved["explain"]
    again = _asked_again(told)
    is_same = again == saved["rows"]
    if json:
        print_json({"explain": told, "is_same": is_same, "rows": again})
    else:
        table = Table(box=None, show_header=False, pad_edge=False)
        for name in _SHOWN:
            if told.get(name) not in (None, [], {}):
                table.add_row(f"[bold]{name}[/bold]", _plain(told[name]))
        console().print(table)
        console().print(
            "\nAsked again of what was known then: the same numbers."
            if is_same
            else "\nAsked again of what was known then: the numbers differ."
        )
    if not is_same:
        raise typer.Exit(DIFFERENT)


def _read(path: Path) -> dict[str, Any]:
    try:
        saved: dict[str, Any] = json_format.loads(path.read_text(encoding="utf-8"))
        is_answer = {"asked", "snapshot", "place"} <= saved["explain"].keys()
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError(path, _NO_ANSWER) from error
    if not is_answer:
        raise FileError(path, _NO_ANSWER)
    return saved


def _asked_again(told: dict[str, Any]) -> list[dict[str, Any]]:
    asked = told["asked"]
    first, end = (
        named_days(asked[name]).first_date if asked[name] else None
        for name in ("first_date", "end_date")
    )
    inquiry = Inquiry(
        metric=asked["metric"],
        by=tuple(asked["by"]),
        where={name: tuple(values) for name, values in asked["where"].items()},
        period=Period(first, end),
        compare=asked["compare"],
        as_of=datetime.fromisoformat(told["snapshot"]["recorded_at"]),
        is_weighted=asked["is_weighted"],
    )
    rows: list[dict[str, Any]] = (
        stik.open(told["place"]).answer(inquiry).table.to_pylist()
    )
    return rows


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)
