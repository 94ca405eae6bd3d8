"""How a blueprint, its opportunities and what a change touches look in a terminal."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from stik.insights.result import Result
from stik_cli.journeys_view import time
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    number,
    plain_table,
    print_told,
)

MOST = 25
"""So many steps and opportunities are shown; --json has all of them."""

Row = Mapping[str, Any]

_SECONDS = {"wait": "wait_seconds", "p90": "p90_seconds"}


def print_blueprint(result: Result, **_: object) -> None:
    """Print the steps with what is behind them, then what is worth changing."""
    told = result.explain()
    rows = result.table.to_pylist()
    if not rows:
        console().print("No instances of that.")
        print_told(result)
        return
    _print_steps(rows, told)
    console().print()
    _print_opportunities(told["opportunities"], currency=told["currency"] or "")
    print_told(result)


def _print_steps(rows: list[Row], told: Row) -> None:
    felt = _felt(rows, told)
    # Beside gap and score a line has no room for the slowest tenth.
    times = ("wait",) if felt else ("wait", "p90")
    numbers = ("a month", *times, "work", "back", "handed", *felt)
    table = plain_table(("step", "behind it"), numbers=numbers)
    for row in rows[:MOST]:
        work = row["work_minutes"]
        texts = [
            row["step"],
            ", ".join(row["processes"]) or DASH,
            _amount(row["visits_a_month"]),
            *(time(row[_SECONDS[name]]) for name in times),
            DASH if work is None else time(work * 60),
            number(row["rework_share"], unit="share"),
            number(row["hand_over_share"], unit="share"),
            *(number(row[name], unit=unit) for name, unit in felt.values()),
        ]
        add_texts(table, [*texts, row["unknown"] or ""])
    console().print(fit(table))


def _felt(rows: list[Row], told: Row) -> dict[str, tuple[str, str]]:
    """Return the columns of gap and score, where known: header, name and unit."""
    found = {}
    if any(row["gap"] is not None for row in rows):
        found["gap"] = ("gap", "points")
    if score := told.get("score"):
        found["score"] = ("score", score["unit"])
    return found


def _print_opportunities(rows: list[Row], *, currency: str) -> None:
    if not rows:
        console().print("Nothing stands out that should be changed.")
        return
    worth = f"{currency} a month".strip()
    table = plain_table(
        ("to", "what", "where"), numbers=("hours a month", worth, "95 % interval")
    )
    for row in rows[:MOST]:
        texts = [
            row["action"],
            row["what"],
            ", ".join(row["steps"]),
            _amount(row["hours"]),
            _amount(row["worth"]),
            _interval(row),
            "too few to rank" if row["rank"] is None else "",
        ]
        add_texts(table, texts, is_grey=row["rank"] is None)
    console().print(fit(table))
    _print_unknown(rows)


def _print_unknown(rows: list[Row]) -> None:
    """Print why a worth is unknown: each reason once, with how many have it."""
    for reason, n in Counter(row["worth_unknown"] for row in rows).items():
        if reason:
            told = f"unknown worth of {n}: {reason}"
            console().print(told, style="dim", markup=False)


def print_touched(result: Result, **_: object) -> None:
    """Print which processes and steps a change touches, and what is at stake there."""
    rows = result.table.to_pylist()
    felt = _felt(rows, result.explain())
    names = ("process", "through", "step", "journeys")
    table = plain_table(names, numbers=("visits", "a month", *felt))
    for row in rows:
        texts = [
            row["process"],
            row["through"] or "",
            row["step"] or DASH,
            ", ".join(row["journeys"]) or DASH,
            f"{row['n_visits']:,}",
            _amount(row["visits_a_month"]),
            *(number(row[name], unit=unit) for name, unit in felt.values()),
        ]
        add_texts(table, [*texts, row["unknown"] or ""])
    console().print(fit(table))
    print_told(result)


def _amount(value: float | None) -> str:
    """Return an amount with as many places as it can have meaning.

    >>> _amount(1234.5), _amount(12.34)
    ('1,234', '12.3')
    """
    if value is None:
        return DASH
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"


def _interval(row: Row) -> str:
    if row["worth"] is None:
        return ""
    return f"{_amount(row['worth_low'])} to {_amount(row['worth_high'])}"
