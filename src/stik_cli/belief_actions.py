"""What `stik beliefs` does: write one down, or show them against the answers."""

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import stik
from stik.terms.inquiry import Weighted
from stik_cli.clock import now
from stik_cli.output import (
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_answer_json,
    print_json,
    print_told,
    remark,
    signed,
)

DONE, UNKNOWN = 0, 1


def add(place: Path, *, metric: str, belief: dict[str, Any], as_json: bool) -> None:
    """Write a belief down: by whom, which value, which period and answers."""
    stik.open(place).believe(metric, now=now(), **belief)
    if as_json:
        print_json({"written": {"metric": metric, **belief}})
        return
    console().print(f"{belief['by']}'s belief is written down.", markup=False)


def show(place: Path, *, by: str | None, weighted: Weighted, as_json: bool) -> int:
    """Print each belief against the answers, return the exit code."""
    result = stik.open(place).beliefs(by=by, weighted=weighted)
    if as_json:
        print_answer_json(result, place=place)
    else:
        _print(result.table.to_pylist(), result.explain())
        print_told(result)
    return UNKNOWN if result.has_unknown else DONE


def _print(rows: list[dict[str, Any]], told: dict[str, Any]) -> None:
    out = console()
    if not rows:
        out.print("No beliefs yet: 'stik beliefs PLACE add' writes one down.")
        return
    for (who, what), of in groupby(rows, key=itemgetter("believer", "about")):
        _print_subject(f"{who} on {what}", list(of))
    for line in (*_optimism(told), *_nearing(told), *_shared(told)):
        out.print(line, markup=False)


def _print_subject(title: str, rows: list[dict[str, Any]]) -> None:
    """Print one believer's beliefs about one subject, then why some are unknown."""
    numbers = ("believed", "answers", "95 % interval", "n", "gap")
    table = plain_table(("period",), numbers=numbers)
    for row in rows:
        add_texts(table, _texts(row), is_grey=row["value"] is None)
    out = console()
    out.print(title, style="bold", markup=False)
    out.print(fit(table))
    for reason in dict.fromkeys(row["unknown"] for row in rows if row["unknown"]):
        out.print(f"unknown: {reason}", style="dim", markup=False)
    out.print()


def _texts(row: dict[str, Any]) -> list[str]:
    unit = row["unit"]
    return [
        row["period"],
        number(row["believed"], unit=unit),
        number(row["answers"], unit=unit),
        interval(row["answers_low"], row["answers_high"], unit=unit),
        f"{row['n']:,}",
        signed(row["value"], unit=_of_gap(unit)),
        "unknown" if row["unknown"] else remark(row) or _verdict(row),
    ]


def _verdict(row: dict[str, Any]) -> str:
    if not row["is_off"]:
        return "may be right"
    return "▲ too well" if row["value"] > 0 else "▼ too badly"


def _of_gap(unit: str) -> str:
    return "percentage points" if unit == "share" else unit


def _optimism(told: dict[str, Any]) -> list[str]:
    return [
        f"{each['believer']} on {each['metric']}: {_mean(each)}"
        for each in told["optimism"]
    ]


def _shared(told: dict[str, Any]) -> list[str]:
    return [
        f"all on {each['about']}, {each['period']}: {_mean(each)}"
        for each in told["shared"]
    ]


def _mean(each: dict[str, Any]) -> str:
    if each["unknown"]:
        return f"optimism unknown, {each['unknown']}"
    unit = _of_gap(each["unit"])
    ends = interval(each["low"], each["high"], unit=unit)
    return f"optimism {signed(each['value'], unit=unit)} ({ends}), n = {each['n']}"


def _nearing(told: dict[str, Any]) -> list[str]:
    """Return who comes nearer to the answers, or goes from them; unknown stays out."""
    lines = []
    for each in told["nearing"]:
        if each["value"] is None:
            continue
        unit = _of_gap(each["unit"])
        ends = interval(each["low"], each["high"], unit=unit)
        way = "nearer" if each["value"] > 0 else "further off"
        size = number(abs(each["value"]), unit=unit)
        is_sure = each["low"] > 0 or each["high"] < 0
        lines.append(
            f"{each['believer']} on {each['about']}: {size} {way} each period "
            f"({ends}){'' if is_sure else ', may be chance'}"
        )
    return lines
