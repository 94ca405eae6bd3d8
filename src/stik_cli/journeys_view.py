"""How journeys look in a terminal, and as a file."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from stik.errors import FileError
from stik.insights.result import Result
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
"""So many rows are shown; --out and --json have all of them."""

_UNITS = (("d", 86_400.0), ("h", 3_600.0), ("min", 60.0), ("s", 1.0))


def print_graph(result: Result) -> None:
    """Print the arrows of a graph, the most taken first, then what it means."""
    rows = result.table.to_pylist()
    if not print_counts(result):
        return
    table = plain_table(
        ("from", "to"), numbers=("times", "instances", "customers", "median", "p90")
    )
    rows.sort(key=lambda row: -row["n_visits"])
    for row in rows[:MOST]:
        steps = [row["step"] or "(start)", row["next_step"] or "(end)"]
        counts = [_count(row[n]) for n in ("n_visits", "n_instances", "n_customers")]
        times = [time(row["median_seconds"]), time(row["p90_seconds"])]
        add_texts(table, [*steps, *counts, *times])
    print_rows(table, result, n_left=len(rows) - MOST, what="arrows")


def print_variants(result: Result) -> None:
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


def write(result: Result, file: Path) -> None:
    """Write the table of a result as CSV; steps of a way are joined by ` > `.

    Raises
    ------
    FileError
        When the file's name has another ending, or it cannot be written.
    """
    if file.suffix != ".csv":
        raise FileError(file, "is of no known kind; name one that ends in .csv")
    table = result.table
    for index, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            joined = pc.binary_join(table[field.name], " > ")
            table = table.set_column(index, field.name, joined)
    try:
        csv.write_csv(table, file)
    except OSError as error:
        raise FileError(file, f"cannot be written ({error.strerror})") from error


def time(seconds: float | None) -> str:
    """Return a stretch of time in its largest unit, as people say it.

    >>> time(5400.0)
    '1.5 h'
    """
    if seconds is None:
        return DASH
    name, size = next((u for u in _UNITS if abs(seconds) >= u[1]), _UNITS[-1])
    return f"{seconds / size:,.1f} {name}"


def _count(n: int | None) -> str:
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


def print_rows(table: Any, result: Result, *, n_left: int, what: str) -> None:  # noqa: ANN401 rich's
    """Print rows, how many are left out (below 1: none), and what they mean."""
    out = console()
    out.print(fit(table, name_width=60))
    if n_left > 0:
        out.print(f"… and {n_left:,} more {what}; --out FILE.csv has all of them.")
    print_told(result)
