"""How the shares of journeys look in a terminal: reached, repeated, met, compared."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from stik.insights.result import Result
from stik.terms.estimate import N_TOO_FEW
from stik_cli.journeys_view import MOST, print_counts, print_rows, time
from stik_cli.output import (
    WIDE,
    add_texts,
    answer_table,
    console,
    interval,
    number,
    plain_table,
    remark,
    verdict,
)

_MOST_AT_A_PLACE = 4
_SHARES_OF_A_CLUSTER = ("share", "value", "value_elsewhere")
_WHAT = {"step": "touch ", "again": "come back to ", "trait": ""}


def print_funnel(result: Result, **_: object) -> None:
    """Print the steps of a funnel, each with its share of those at the step before."""
    if not print_counts(result):
        return
    is_wide = console().width >= WIDE
    numbers = ["reached", "of before", "of first", "median", "base", "lift"]
    table = plain_table(("step",), numbers=_headings(numbers, is_wide=is_wide))
    rows = result.table.to_pylist()
    for row in rows:
        shares = [number(row[of], unit="share") for of in ("value", "of_first", "base")]
        texts = [f"{row['n_reached']:,}", *shares[:2], time(row["median_seconds"])]
        texts += [shares[2], number(row["lift"], unit="")]
        if is_wide:
            texts.insert(2, interval(row["low"], row["high"], unit="share"))
            texts.append(interval(row["lift_low"], row["lift_high"], unit=""))
        is_grey = row["n"] < N_TOO_FEW
        add_texts(table, [row["step"], *texts, _remark(row)], is_grey=is_grey)
    print_rows(table, result, n_left=0, what="steps")


def print_rework(result: Result, **_: object) -> None:
    """Print what instances come back to, that in most of them first."""
    if not print_counts(result):
        return
    numbers = ("times", "instances", "of those with it", "95 % interval")
    table = plain_table(("step", "again"), numbers=numbers)
    rows = result.table.to_pylist()
    for row in rows[:MOST]:
        texts = [f"{row['n_times']:,}", f"{row['n_instances']:,}"]
        texts.append(number(row["value"], unit="share"))
        texts.append(interval(row["low"], row["high"], unit="share"))
        is_grey = row["n"] < N_TOO_FEW
        add_texts(
            table, [row["step"], again(row), *texts, remark(row)], is_grey=is_grey
        )
    print_rows(table, result, n_left=len(rows) - MOST, what="rows")


def print_around(result: Result, **_: object) -> None:
    """Print what lies around a step, the most frequent of each place."""
    if not print_counts(result):
        return
    is_wide = console().width >= WIDE
    numbers = ["visits", "share", "base", "lift"]
    table = plain_table(("place", "step"), numbers=_headings(numbers, is_wide=is_wide))
    rows = result.table.to_pylist()
    places = [list(at) for _, at in groupby(rows, key=itemgetter("place"))]
    shown = [row for at in places for row in at[:_MOST_AT_A_PLACE]]
    for row in shown:
        nothing = "(start)" if row["place"] < 0 else "(end)"
        texts = [f"{row['place']:+}", row["step"] or nothing, f"{row['n_visits']:,}"]
        texts += [number(row[of], unit="share") for of in ("value", "base")]
        texts.append(number(row["lift"], unit=""))
        if is_wide:
            texts.insert(4, interval(row["low"], row["high"], unit="share"))
            texts.append(interval(row["lift_low"], row["lift_high"], unit=""))
        is_grey = row["n"] < N_TOO_FEW
        add_texts(table, [*texts, remark(row)], is_grey=is_grey)
    print_rows(table, result, n_left=len(rows) - len(shown), what="rows")


def print_clusters(result: Result, **_: object) -> None:
    """Print what sets each cluster apart, with its share here and elsewhere."""
    if not print_counts(result):
        return
    numbers = ("instances", "of all", "of these", "of others")
    table = plain_table(("cluster", "what"), numbers=numbers)
    for row in result.table.to_pylist():
        shares = [number(row[of], unit="share") for of in _SHARES_OF_A_CLUSTER]
        what = _WHAT[row["kind"]] + row["name"]
        texts = [f"{row['cluster']}", what, f"{row['n_instances']:,}", *shares]
        is_tested = row["kind"] == "trait"
        add_texts(table, [*texts, verdict(row) if is_tested else ""])
    print_rows(table, result, n_left=0, what="rows")


def print_compared(result: Result, **_: object) -> None:
    """Print how two sides differ, the surest difference first."""
    if not print_counts(result):
        return
    rows = [{**row, "row": _named(row)} for row in result.table.to_pylist()]
    is_wide = console().width >= WIDE
    table = answer_table(rows[:MOST], by=["row"], unit="share", is_wide=is_wide)
    print_rows(table, result, n_left=len(rows) - MOST, what="rows")


def _named(row: dict[str, Any]) -> str:
    """Return what a row of a comparison is about, as people read it."""
    if "steps" in row:
        return " → ".join(row["steps"])
    if "next_step" in row:
        return f"{row['step'] or '(start)'} → {row['next_step'] or '(end)'}"
    if "kind" in row:
        return f"{row['step']}, {again(row)}"
    return f"{row['place']}. {row['step']}"


def again(row: dict[str, Any]) -> str:
    """Return how a step comes again, as people read it.

    >>> again({"kind": "to and fro", "other_step": "call"})
    'to and fro: call'
    """
    other = row["other_step"]
    return str(row["kind"]) if other is None else f"{row['kind']}: {other}"


def _headings(numbers: list[str], *, is_wide: bool) -> list[str]:
    """Return headings: with room, intervals stand beside the first share and a lift."""
    if not is_wide:
        return numbers
    return [*numbers[:2], "interval", *numbers[2:], "interval"]


def _remark(row: dict[str, Any]) -> str:
    """Return what must be said beside a stage: also how many may still reach it."""
    is_open = f"{row['n_open']:,} still open" if row["n_open"] else ""
    return ", ".join(filter(None, (is_open, remark(row))))
