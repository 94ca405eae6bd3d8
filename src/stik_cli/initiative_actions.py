"""What `stik initiatives` does: verify, register, or list the initiatives."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import stik
from stik.terms.inquiry import Weighted
from stik_cli.clock import now
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    plain_table,
    print_answer_json,
    print_json,
    print_told,
    signed,
)

DONE, UNKNOWN = 0, 1

TIMES = "\N{MULTIPLICATION SIGN}"

NONE_YET = "No initiatives yet: write them in programme.yaml."

_SIGNS = {"keep": "✓", "change": "~", "stop": "✗"}


def verify(
    place: Path, *, today: date | None, weighted: Weighted, as_json: bool
) -> int:
    """Register what is new, print each verdict, return the exit code."""
    workspace, moment = stik.open(place), now()
    new = workspace.register_initiatives(now=moment)
    result = workspace.initiatives(today=today or moment.date(), weighted=weighted)
    if as_json:
        print_answer_json(result, place=place)
    else:
        _print_new(new)
        _print_verdicts(result.table.to_pylist())
        print_told(result)
    return UNKNOWN if result.has_unknown else DONE


def register(place: Path, *, as_json: bool) -> None:
    """Write down which initiatives are seen for the first time, and say which."""
    new = stik.open(place).register_initiatives(now=now())
    if as_json:
        print_json({"registered": list(new)})
        return
    _print_new(new)
    if not new:
        console().print("Nothing new: each is registered as it is written.")


def show_registered(place: Path, *, as_json: bool) -> None:
    """Print every promise ever registered, oldest first."""
    rows = stik.open(place).registered_initiatives().to_pylist()
    told = [{**row, "words": json.loads(row["words"])} for row in rows]
    if as_json:
        print_json({"registered": told})
        return
    if not told:
        console().print(NONE_YET)
        return
    table = plain_table(
        ("initiative", "registered", "begins", "measure"), numbers=("expected",)
    )
    for row in told:
        words = row["words"]
        texts = [row["initiative"], f"{row['registered_at']:%Y-%m-%d}"]
        texts += [words["begins_on"], words["measure"], f"{words['expected']:g}"]
        state = "" if row["is_current"] else "changed since"
        add_texts(table, [*texts, state], is_grey=not row["is_current"])
    console().print(fit(table))


def _print_new(new: Iterable[str]) -> None:
    for name in new:
        console().print(f"registered now: {name}", markup=False)


def _print_verdicts(rows: list[dict[str, Any]]) -> None:
    out = console()
    if not rows:
        out.print(NONE_YET)
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
        for remark in _remarks(row):
            out.print(f"  {remark}", style="dim", markup=False)


def _texts(row: dict[str, Any]) -> list[str]:
    sign = _SIGNS.get(row["word"], " ")
    ends = ""
    if row["low"] is not None:
        ends = f"{_effect(row['low'], row)} to {_effect(row['high'], row)}"
    counted = row["counted"] if row["counted"] != "answers" else None
    return [
        row["initiative"],
        f"{sign} {row['word']}",
        _effect(row["expected"], row),
        _effect(row["value"], row),
        ends,
        f"{row['n'] or 0:,}",
        counted or "",
    ]


def _effect(value: float | None, row: dict[str, Any]) -> str:
    if value is None:
        return DASH
    if row["comparison"] == "ratio":
        return f"{TIMES} {value:.2f}"
    unit = row["unit"]
    return signed(value, unit="percentage points" if unit == "share" else unit)


def _remarks(row: dict[str, Any]) -> list[str]:
    """Return how it was judged, what was seen on the way, and when to look again."""
    remarks = [*(row["checks"] or ()), *(row["notes"] or ())]
    if row["method"]:
        remarks.append(row["method"])
    if row["next_check_on"]:
        remarks.append(f"look again on {row['next_check_on']}")
    return remarks
