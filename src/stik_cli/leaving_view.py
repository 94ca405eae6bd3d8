"""How the answer to `stik leaving` looks in a terminal: sentences, then tables."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    remark,
)

_FEW = 0.01
"""Ratios closer to 1 than this are shown with three figures behind it."""


def print_leaving(rows: Sequence[dict[str, Any]], told: dict[str, Any]) -> None:
    """Print who left, what they say of it, and what goes with it."""
    out = console()
    out.print(_who_left(told), markup=False)
    reasons = [row for row in rows if row["what"] == "reason"]
    traits = [row for row in rows if row["what"] == "trait"]
    if reasons:
        out.print(_lead(reasons), markup=False)
    for sentence in _leaks(traits):
        out.print(sentence, markup=False)
    if reasons:
        out.print()
        _print_reasons(reasons)
    if traits:
        held = "the others held alike" if told["is_held_alike"] else "each by itself"
        out.print(f"\nTimes as fast to leave, {held}; no cause is proved:")
        _print_traits(traits)


def _who_left(told: dict[str, Any]) -> str:
    n, n_left = told["n"], told["n_left"]
    if not n:
        return "Of no customer is it known whether they have left."
    share = number(n_left / n, unit="share")
    silent = told["n_without_reason"]
    tail = f"; {silent:,} of them stated no reason" if silent else ""
    return f"{n_left:,} of {n:,} customers have left ({share}){tail}."


def _lead(reasons: Sequence[dict[str, Any]]) -> str:
    """Return which reason leads, or that it cannot be told."""
    first = reasons[0]
    if first["first_rank"] is None:
        return "Which reason leads cannot be told: too few stated one."
    level = [row["name"] for row in reasons if row["first_rank"] == 1]
    if len(level) > 1:
        return f"Which reason leads cannot be told: {', '.join(level)} are level."
    share = number(first["value"], unit="share")
    whole = f"{share} of the {first['n']:,} who gave one"
    return f"{first['name']} leads the stated reasons, with {whole}."


def _leaks(traits: Sequence[dict[str, Any]]) -> list[str]:
    return [
        f"{_name(row)} is rather another word for leaving than a cause: {row['leak']}."
        for row in traits
        if row["leak"]
    ]


def _name(row: dict[str, Any]) -> str:
    return f"{row['name']} {row['of']}" if row["of"] else str(row["name"])


def _print_reasons(reasons: Sequence[dict[str, Any]]) -> None:
    table = plain_table(("rank", "reason"), numbers=("share", "95 % interval", "n"))
    for row in reasons:
        texts = [
            _rank(row),
            row["name"],
            number(row["value"], unit="share"),
            interval(row["low"], row["high"], unit="share"),
            f"{row['n_left']:,}",
            remark(row),
        ]
        add_texts(table, texts, is_grey=row["first_rank"] is None)
    console().print(fit(table))


def _rank(row: dict[str, Any]) -> str:
    first, last = row["first_rank"], row["last_rank"]
    if first is None:
        return ""
    return str(first) if first == last else f"{first}{DASH}{last}"


def _print_traits(traits: Sequence[dict[str, Any]]) -> None:
    numbers = ("times", "95 % interval", "n")
    table = plain_table(("trait",), numbers=numbers)
    for name, group in groupby(traits, key=lambda row: row["name"]):
        rows = list(group)
        if rows[0]["of"] is not None:
            texts = [f"{name}, against {rows[0]['against']}", "", "", "", ""]
            add_texts(table, texts)
        for row in rows:
            label = f"  {row['of']}" if row["of"] else f"{name}, one more"
            add_texts(table, [label, *_numbers(row)], is_grey=row["is_real"] is None)
    console().print(fit(table, name_width=30))


def _numbers(row: dict[str, Any]) -> list[str]:
    return [
        _times(row["value"]),
        _ends(row),
        f"{row['n']:,}",
        remark(row) or _verdict(row),
    ]


def _times(value: float | None) -> str:
    if value is None:
        return DASH
    return f"{value:.3f}" if abs(value - 1) < _FEW or value < _FEW else f"{value:.2f}"


def _ends(row: dict[str, Any]) -> str:
    if row["low"] is None:
        return ""
    return f"{_times(row['low'])} to {_times(row['high'])}"


def _verdict(row: dict[str, Any]) -> str:
    if row["leak"]:
        return "a leak"
    if row["grows_with_time"]:
        return "grows with time"
    if row["is_real"] is None:
        return "too few to tell"
    if not row["is_real"]:
        return "may be chance"
    return "▲ sooner" if row["value"] > 1 else "▼ later"
