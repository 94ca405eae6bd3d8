"""`stik drivers`: which ratings go with an outcome, and how much each explains."""

from typing import Annotated, Any

import typer

import stik
from stik_cli.options import (
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    filters,
    names,
)
from stik_cli.output import console, interval, number, plain_table, print_json

UNKNOWN = 1


def drivers(
    place: PlaceArgument,
    outcome: Annotated[
        str,
        typer.Argument(
            metavar="METRIC",
            help="The outcome: a metric asked of the whole experience, or a question.",
        ),
    ],
    *,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="A,B",
            help="The questions or touchpoints that may drive it; default all ratings.",
        ),
    ] = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    weighted: Annotated[
        bool, typer.Option("--weighted", help="Use the weights of the answers.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Rank ratings by how much of an outcome they explain; it proves no cause."""
    result = stik.open(place).drivers(
        outcome,
        of=names(of),
        where=filters(where),
        from_date=from_,
        to_date=to,
        weighted=weighted,
    )
    if json:
        print_json(result.to_json())
    else:
        _print(result.table.to_pylist(), result.explain())
    if result.explain()["unknown"]:
        raise typer.Exit(UNKNOWN)


def _print(rows: list[dict[str, Any]], told: dict[str, Any]) -> None:
    table = plain_table(["driver"], numbers=["share", "95 % interval", "n", "mean"])
    for row in rows:
        table.add_row(*_texts(row), style="dim" if row["unknown"] else None)
    out = console()
    out.print(table)
    if told["unknown"]:
        out.print(f"What drives {told['outcome']} is unknown: {told['unknown']}.")
        return
    out.print(
        f"\nTogether they explain {100 * told['r_squared']:.0f} % of "
        f"{told['outcome']} (n = {told['n']:,}; {told['method']})."
    )
    out.print(f"[dim]{told['definition']}[/dim]")


def _texts(row: dict[str, Any]) -> list[str]:
    remark = row["unknown"] or ""
    if row["is_another_word"]:
        remark = "another word for the outcome: it drives nothing"
    return [
        row["driver"],
        number(row["value"], unit="share"),
        interval(row["low"], row["high"], unit="share"),
        f"{row['n']:,}",
        number(row["mean"], unit="steps"),
        remark,
    ]
