"""`stik explain`: how a number came about, and whether it still comes out the same."""

import json as json_format
from datetime import date
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

import stik
from stik.errors import FileError
from stik_cli.options import JsonOption
from stik_cli.output import console, print_json

if TYPE_CHECKING:
    from stik.insights.result import Result

DIFFERENT = 1
_NO_ANSWER = "is no saved answer; save one with: stik ask … --json > answer.json."
_EQUAL_TO = 1e-9
_SHOWN = (
    "definition",
    "outcome",
    "r_squared",
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
        Path,
        typer.Argument(
            metavar="RESULT.json",
            help="What a question gave with --json.",
        ),
    ],
    *,
    json: JsonOption = False,
) -> None:
    """Explain a saved answer and ask again what it asked, of what was known then."""
    saved = _read(result)
    told = saved["explain"]
    again = _asked_again(told, path=result)
    is_same = _is_same(again.table.to_pylist(), saved["rows"])
    changed = changed_since(told, again.explain())
    people = stik.open(told["place"]).people
    n_erased = people.n_erased_since(told["snapshot"]["snapshot"])
    if json:
        content = {
            "explain": told,
            "is_same": is_same,
            "n_erased_since": n_erased,
            "changed_since": changed,
            "rows": again.table.to_pylist(),
        }
        print_json(content)
    else:
        erased = [f"{n_erased:,} customers were erased since"] if n_erased else []
        _print(told, is_same=is_same, reasons=[*erased, *changed])
    if not is_same:
        raise typer.Exit(DIFFERENT)


def changed_since(told: dict[str, Any], again: dict[str, Any]) -> list[str]:
    """Return in words what the programme said otherwise when an answer was saved.

    That are the margins it was raked to, and the rules of the segments it names.
    """
    kinds = (
        ("margins", _margins(told), _margins(again)),
        (
            "segment rules",
            told.get("segment_rules", {}),
            again.get("segment_rules", {}),
        ),
    )
    found = []
    for kind, before, now in kinds:
        names = [
            name for name in {**before, **now} if before.get(name) != now.get(name)
        ]
        if before and names:
            found.append(f"{kind} of {', '.join(names)} changed in the programme since")
    return found


def _margins(told: dict[str, Any]) -> dict[str, Any]:
    return dict(told.get("weights", {}).get("margins", {}))


def _print(told: dict[str, Any], *, is_same: bool, reasons: list[str]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name in _SHOWN:
        if told.get(name) not in (None, [], {}):
            table.add_row(name.replace("_", " "), escape(_plain(told[name])))
    out = console()
    out.print(table)
    found = "the same numbers" if is_same else "the numbers differ"
    out.print(
        f"\nAsked again of what was known then: {'; '.join([found, *reasons])}.",
        markup=False,
    )


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


def _asked_again(told: dict[str, Any], *, path: Path) -> "Result":
    workspace = stik.open(told["place"])
    try:
        return workspace.ask_again(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileError(path, _NO_ANSWER) from error


def _is_same(again: object, saved: object) -> bool:
    """Return whether two answers are equal, decimals as good as equal."""
    if isinstance(again, dict) and isinstance(saved, dict):
        return again.keys() == saved.keys() and all(
            _is_same(again[name], saved[name]) for name in again
        )
    if isinstance(again, list) and isinstance(saved, list):
        return len(again) == len(saved) and all(map(_is_same, again, saved))
    if isinstance(again, float) and isinstance(saved, int | float):
        return isclose(again, saved, rel_tol=_EQUAL_TO, abs_tol=_EQUAL_TO)
    if isinstance(again, date):
        return again.isoformat() == saved
    return again == saved


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(_plain(part) for part in value)
    return str(value)
