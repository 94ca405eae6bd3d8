"""`stik retention`: what share of the customers stays, and which group stays longer?"""

from itertools import groupby
from typing import Annotated, Any

import typer

import stik
from stik.errors import QuestionError
from stik.terms.estimate import N_TOO_FEW
from stik_cli.lifetime_options import (
    JoinedOnOption,
    LeftOnOption,
    LeftOption,
    MonthsOption,
    said,
)
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    names,
    which,
)
from stik_cli.output import (
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_answer_json,
    print_told,
    remark,
)

UNKNOWN = 1

GroupOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="A",
        help="A trait or segmentation; or a question or metric, whose answers make the "
        "groups from the answer on.",
    ),
]
AtOption = Annotated[
    str, typer.Option(metavar="A,B", help="After how many months it is told.")
]


def retention(
    place: PlaceArgument,
    *,
    by: GroupOption = None,
    at: AtOption = "6,12,24",
    left: LeftOption = None,
    left_on: LeftOnOption = None,
    joined_on: JoinedOnOption = None,
    months: MonthsOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Say what share of the customers stays so many months, and which group longer."""
    result = stik.open(place).retention(
        by=by,
        at=_months(at),
        lifetime=said(left=left, left_on=left_on, joined_on=joined_on, months=months),
        **which(where, from_, to, as_of),
    )
    rows: list[dict[str, Any]] = result.table.to_pylist()
    if json:
        print_answer_json(result, place=place)
    else:
        _print(rows, result.explain())
        print_told(result)
    if all(row["value"] is None for row in rows):
        raise typer.Exit(UNKNOWN)


def _months(at: str) -> list[float]:
    try:
        return [float(month) for month in names(at)]
    except ValueError as error:
        raise QuestionError(f"--at {at} are no months; write 6,12,24.") from error


def _print(rows: list[dict[str, Any]], told: dict[str, Any]) -> None:
    out = console()
    for sentence in _sentences(rows, told):
        out.print(sentence, markup=False)
    if told["counted_from"] is None:
        return
    has_groups = any(row["group"] for row in rows)
    numbers = ("months", "stay", "95 % interval", "worth n")
    table = plain_table(("group",) if has_groups else (), numbers=numbers)
    for name, some in groupby(rows, key=lambda row: row["group"]):
        of_group = list(some)
        if has_groups:
            add_texts(table, [_named(name, of_group[0]), *[""] * 5])
        for row in of_group:
            texts = [*([""] if has_groups else []), *_numbers(row)]
            add_texts(table, texts, is_grey=row["n"] < N_TOO_FEW)
    out.print()
    out.print(fit(table, name_width=38))


def _named(name: str | None, row: dict[str, Any]) -> str:
    return f"{name} ({row['n_left']:,} of {row['n_customers']:,} left)"


def _numbers(row: dict[str, Any]) -> list[str]:
    return [
        f"{row['months']:g}",
        number(row["value"], unit="share"),
        interval(row["low"], row["high"], unit="share"),
        f"{row['n']:,}",
        remark(row),
    ]


def _sentences(rows: list[dict[str, Any]], told: dict[str, Any]) -> list[str]:
    """Return who stays, and whether the groups differ."""
    left = f"{told['n_left']:,} of {told['n']:,} customers have left"
    seen = f", seen until {told['seen_until']}" if told["seen_until"] else ""
    sentences = [f"{left}{seen}."]
    if told["counted_from"] is None:
        return [*sentences, f"How long they stay is unknown: {rows[0]['unknown']}."]
    sentences.append(f"Months are counted from {told['counted_from']}.")
    if told["difference_unknown"]:
        unknown = told["difference_unknown"]
        return [*sentences, f"Whether groups stay differently is unknown: {unknown}."]
    if told["difference"] is None:
        return sentences
    return [*sentences, *_ends(rows, told), _judged(told)]


def _ends(rows: list[dict[str, Any]], told: dict[str, Any]) -> list[str]:
    """Return which group stays most, and which least, where that is real."""
    groups = {row["group"] for row in rows}
    known = [row for row in rows if row["value"] is not None and row["n"] >= N_TOO_FEW]
    for months in sorted({row["months"] for row in known}, reverse=True):
        there = [row for row in known if row["months"] == months]
        if told["is_real"] and {row["group"] for row in there} == groups:
            most = max(there, key=lambda row: float(row["value"]))
            least = min(there, key=lambda row: float(row["value"]))
            shares = [number(row["value"], unit="share") for row in (most, least)]
            ends = [
                f"{share} of {row['group']}"
                for share, row in zip(shares, (most, least), strict=True)
            ]
            return [f"After {months:g} months {ends[0]} are still there, {ends[1]}."]
    return []


def _judged(told: dict[str, Any]) -> str:
    test = told["difference"]
    p = "p < 0.0001" if test["p"] < 0.0001 else f"p = {test['p']:.4f}"
    how = f"log-rank {test['statistic']:,.1f}, {p}"
    if told["is_real"] is None:
        return f"Whether groups stay differently cannot be told: too few ({how})."
    if not told["is_real"]:
        return f"That groups stay differently may be chance ({how})."
    return f"The groups stay differently ({how}); this proves no cause."
