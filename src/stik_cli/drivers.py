"""`stik drivers`: which ratings go with an outcome, and how much each explains."""

from typing import Annotated, Any

import typer

import stik
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WeightedOption,
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
)

UNKNOWN = 1


OutcomeArgument = Annotated[
    str,
    typer.Argument(
        metavar="METRIC",
        help="The outcome: a metric asked of the whole experience, or a question.",
    ),
]
OfOption = Annotated[
    str | None,
    typer.Option(
        metavar="A,B",
        help="The questions or touchpoints that may drive it; default all ratings.",
    ),
]


def drivers(
    place: PlaceArgument,
    outcome: OutcomeArgument,
    *,
    of: OfOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    json: JsonOption = False,
) -> None:
    """Rank ratings by how much of an outcome they explain; it proves no cause."""
    result = stik.open(place).drivers(
        outcome,
        of=names(of),
        **which(where, from_, to, as_of),
        weighted=weighted,
    )
    told = result.explain()
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result.table.to_pylist(), told)
        print_told(result)
    if told["unknown"]:
        raise typer.Exit(UNKNOWN)


def _print(rows: list[dict[str, Any]], told: dict[str, Any]) -> None:
    if rows:
        table = plain_table(["driver"], numbers=["share", "95 % interval", "n", "mean"])
        for row in rows:
            add_texts(table, _texts(row), is_grey=row["unknown"] is not None)
        console().print(fit(table))
    if told["unknown"]:
        sentence = f"What drives {told['outcome']} is unknown: {told['unknown']}."
    else:
        sentence = (
            f"\nTogether they explain {100 * told['r_squared']:.0f} % of "
            f"{told['outcome']} (n = {told['n']:,}; {told['method']})."
        )
    console().print(sentence, markup=False)


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
