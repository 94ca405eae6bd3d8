"""How goals, and what speaks against them, look in a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

import stik
from stik.facts.place import open_place
from stik.insights.goals.checking import GoalCheck
from stik.insights.result import Result
from stik.terms.inquiry import Weighted
from stik.workspace import Workspace
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
)

WELL, NOT_WELL = 0, 1
NO_GOAL = "No goal yet: write them under 'goals:' in the programme."
SIGNS = {
    "met": "✓ met",
    "missed": "✗ missed",
    "on track": "▲ on track",
    "off track": "▼ off track",
    "open": "open",
    "cannot tell yet": "cannot tell",
}


def day_at(folder: Path) -> date:
    """Return what day it is where the company is."""
    return now().astimezone(open_place(folder).zone).date()


def judge(
    folder: Path,
    *,
    today: date,
    as_of: datetime | None,
    weighted: Weighted,
    as_json: bool,
) -> int:
    """Print how each goal stands; return 1 when nothing can be told of one."""
    result = stik.open(folder).goals(today=today, as_of=as_of, weighted=weighted)
    rows = result.table.to_pylist()
    if as_json:
        print_answer_json(result, place=folder)
    elif rows:
        _print(rows, result)
    else:
        console().print(NO_GOAL)
    return NOT_WELL if result.has_unknown else WELL


def check(folder: Path, *, today: date, as_of: datetime | None, as_json: bool) -> int:
    """Print what speaks against each goal; return 1 when something does."""
    checks = checks_of(stik.open(folder), today=today, as_of=as_of)
    if as_json:
        print_json({"goals": as_plain(checks)})
    elif checks:
        console().print(Group(*told(checks)))
    else:
        console().print(NO_GOAL)
    return WELL if all(each.is_sound for each in checks.values()) else NOT_WELL


def checks_of(
    workspace: Workspace, *, today: date, as_of: datetime | None = None
) -> dict[str, GoalCheck]:
    """Return what speaks against each goal of the programme, by its name."""
    names = [goal.name for goal in workspace.programme().goals]
    return {
        name: workspace.check_goal(name, today=today, as_of=as_of) for name in names
    }


def as_plain(checks: dict[str, GoalCheck]) -> list[dict[str, Any]]:
    """Return checks as plain values."""
    return [{"goal": name, **asdict(check)} for name, check in checks.items()]


def told(checks: dict[str, GoalCheck]) -> Iterable[RenderableType]:
    """Return what speaks against goals, in sentences with their mends."""
    for name, check in checks.items():
        yield Text(name, style="bold")
        for objection in check.objections:
            yield _indented(f"{objection.sentence.rstrip('.')}.")
            yield _indented(objection.mend, by=4, style="dim")
        for note in check.notes:
            yield _indented(f"not checked: {note}", style="dim")
        if check.is_sound and not check.notes:
            yield _indented(_nothing(check), style="dim")


def _nothing(check: GoalCheck) -> str:
    if check.n_needed is None:
        return "nothing speaks against it."
    come = f"{check.n_needed:,} answers a period, {check.n_usual or 0:,} come"
    return f"nothing speaks against it: it takes {come}."


def _indented(text: str, *, by: int = 2, style: str = "") -> Padding:
    return Padding(Text(text, style=style), (0, 0, 0, by))


def _print(rows: Sequence[dict[str, Any]], result: Result) -> None:
    out = console()
    table = plain_table(("goal",), numbers=("stands", "likely", "n", "by"))
    for row in rows:
        texts = [row["goal"], SIGNS[row["word"]], _likely(row), _n(row)]
        add_texts(table, [*texts, str(row["by"]), row["owner"] or "nobody"])
    out.print(fit(table, name_width=30))
    out.print()
    for row in rows:
        out.print(f"{row['goal']}: {row['sentence']}", markup=False)
    against = [
        name for name, each in result.explain()["goals"].items() if each["objections"]
    ]
    if against:
        names = ", ".join(against)
        out.print(f"\nAs written, something speaks against: {names}.", markup=False)
        out.print("'stik goals PLACE check' says what.", style="dim")
    print_told(result)


def _n(row: dict[str, Any]) -> str:
    """Return how many answers a goal stands on; of some nothing is counted."""
    return DASH if row["n"] is None else f"{row['n']:,}"


def _likely(row: dict[str, Any]) -> str:
    probability = row["probability"]
    return DASH if probability is None else f"{100 * probability:.0f} %"
