"""How journeys look in a terminal, and as a file."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from rich.table import Table

from stik.errors import FileError
from stik.insights.result import Result
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_told,
)
from stik_cli.writing import unwritable

_INTERVAL = "95 % interval"

_BAR = 4
"""How many signs long the worst and the best feeling are."""

MOST = 25
"""So many rows are shown; --out and --json have all of them."""

_UNITS = (("d", 86_400.0), ("h", 3_600.0), ("min", 60.0), ("s", 1.0))


def print_graph(result: Result, **_: object) -> None:
    """Print the steps of a graph and its most taken arrows, then what it means."""
    if not print_counts(result):
        return
    told = result.explain()
    score = told.get("score")
    out = console()
    out.print(fit(_steps(told["steps"], score), name_width=30))
    out.print()
    rows = sorted(result.table.to_pylist(), key=lambda row: -row["n_visits"])
    print_rows(
        _arrows(rows[:MOST], score), result, n_left=len(rows) - MOST, what="arrows"
    )


def _steps(rows: list[dict[str, Any]], score: dict[str, Any] | None) -> Table:
    more = () if score else ("instances", "customers", "starts", "ends")
    numbers = ("visits", *more)
    table = plain_table(("step",), numbers=(*numbers, *headers_of(score)))
    for row in rows[:MOST]:
        counts = [count_of(row[f"n_{name}"]) for name in numbers]
        add_texts(table, [row["step"], *counts, *score_of(row, score)])
    return table


def _arrows(rows: list[dict[str, Any]], score: dict[str, Any] | None) -> Table:
    more = () if score else ("instances", "customers")
    times = ("median",) if score else ("median", "p90")
    headers = [name for name in headers_of(score) if name != _INTERVAL]
    numbers = ("visits", *more, *times, *headers)
    table = plain_table(("from", "to"), numbers=numbers)
    for row in rows:
        steps = [row["step"] or "(start)", row["next_step"] or "(end)"]
        counts = [count_of(row[f"n_{name}"]) for name in ("visits", *more)]
        took = [time(row[f"{name}_seconds"]) for name in times]
        scored = score_of(row, score)
        del scored[1:2]  # a line has no room for the interval
        add_texts(table, [*steps, *counts, *took, *scored])
    return table


def headers_of(score: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the columns of a score, none where none is asked for."""
    return () if score is None else (score["name"], _INTERVAL, "n")


def score_of(row: dict[str, Any], score: dict[str, Any] | None) -> list[str]:
    """Return a score, its interval and n, and whether it differs from the others."""
    if score is None:
        return [""]
    if not row.get("n_scored"):
        return [DASH, "", "", ""]
    unit = score["unit"]
    is_other = row["is_real"] and row["difference"]
    sign = ("▲ higher" if row["difference"] > 0 else "▼ lower") if is_other else ""
    return [
        number(row["score"], unit=unit),
        interval(row["low"], row["high"], unit=unit),
        f"{row['n_scored']:,}",
        row["unknown"] or sign,
    ]


def print_variants(result: Result, **_: object) -> None:
    """Print the most frequent ways, then what a variant is."""
    rows = result.table.to_pylist()
    if not print_counts(result):
        return
    table = plain_table(("way",), numbers=("instances", "share", "median"))
    for row in rows[:MOST]:
        way = " → ".join(row["steps"])
        share = number(row["share"], unit="share")
        numbers = [f"{row['n_instances']:,}", share, time(row["median_seconds"])]
        add_texts(table, [way, *numbers])
    print_rows(table, result, n_left=len(rows) - MOST, what="ways")


def print_timeline(result: Result, *, zone: ZoneInfo) -> None:
    """Print the moments of one customer, one a line, and the feeling as a bar."""
    table = plain_table(("when", "touchpoint", "what"), numbers=("after", "feeling"))
    for row in result.table.to_pylist():
        since = row["seconds_since"]
        after = "" if since is None else time(since)
        texts = [_when(row, zone), row["touchpoint"] or DASH, _happened(row), after]
        add_texts(table, [*texts, _feeling(row["feeling"])])
    console().print(fit(table, name_width=40))
    print_told(result)


def _when(row: dict[str, Any], zone: ZoneInfo) -> str:
    """Return the moment of a row as finely as it is known."""
    if row["at"] is None:
        return "no date"
    form = {"second": "%Y-%m-%d %H:%M", "month": "%Y-%m", "year": "%Y"}
    return format(row["at"].astimezone(zone), form.get(row["precision"], "%Y-%m-%d"))


def _happened(row: dict[str, Any]) -> str:
    if row["what"] == "visit":
        return " ".join(filter(None, [row["channel"], row["journey_instance"]]))
    if row["what"] == "words":
        return f"“{row['text']}”"
    return f"{row['question']} {row['value']:g}"


def _feeling(value: float | None) -> str:
    """Return a feeling from -1 to 1 as a bar about a middle line."""
    if value is None:
        return ""
    steps = round(abs(value) * _BAR)
    bar = "█" * steps
    left, right = (bar, "") if value < 0 else ("", bar)
    return f"{left:·>{_BAR}}│{right:·<{_BAR}}"


def write(result: Result, file: Path) -> None:
    """Write the table of a result as CSV; steps of a way are joined by ` > `.

    Raises
    ------
    FileError
        When the file's name has another ending, or it cannot be written.
    """
    if file.suffix != ".csv":
        raise FileError(
            file,
            "is of no known kind here; name one that ends in .csv (pictures are "
            "of discover alone)",
        )
    table = result.table
    for index, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            joined = pc.binary_join(table[field.name], " > ")
            table = table.set_column(index, field.name, joined)
    try:
        csv.write_csv(table, file)
    except OSError as error:
        raise unwritable(file, error) from error


def time(seconds: float | None) -> str:
    """Return a stretch of time in its largest unit, as people say it.

    >>> time(5400.0)
    '1.5 h'
    """
    if seconds is None:
        return DASH
    name, size = next((u for u in _UNITS if abs(seconds) >= u[1]), _UNITS[-1])
    return f"{seconds / size:,.1f} {name}"


def count_of(n: int | None) -> str:
    """Return a count, a dash where it is unknown."""
    return DASH if n is None else f"{n:,}"


def print_counts(result: Result) -> bool:
    """Print how much it is about; return whether there is anything."""
    told = result.explain()
    out = console()
    if not told["n"]:
        out.print("No instances of that.")
        print_told(result)
        return False
    counts = ((told["n"], "instance"), (told["n_customers"], "customer"))
    said = [f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts]
    out.print(f"{' of '.join(said)}, {told['n_visits']:,} visits.\n")
    return True


def print_rows(table: Table, result: Result, *, n_left: int, what: str) -> None:
    """Print rows, how many are left out (below 1: none), and what they mean."""
    out = console()
    out.print(fit(table, name_width=60))
    if n_left > 0:
        out.print(f"… and {n_left:,} more {what}; --out FILE.csv has all of them.")
    print_told(result)
