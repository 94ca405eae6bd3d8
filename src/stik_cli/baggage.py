"""`stik baggage`: how long does a bad experience weigh on later answers?"""

from typing import Annotated, Any

import typer

import stik
from stik.errors import QuestionError
from stik_cli.options import (
    AsOfOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    WeightedOption,
    WhereOption,
    filters,
    moment,
    names,
    weights,
)
from stik_cli.output import (
    add_texts,
    console,
    fit,
    interval,
    plain_table,
    print_answer_json,
    print_told,
    remark,
    signed,
)

UNKNOWN = 1

QuestionArgument = Annotated[
    str,
    typer.Argument(metavar="QUESTION", help="A question, or a metric that means one."),
]
AtMostOption = Annotated[
    float | None,
    typer.Option(metavar="ANSWER", help="Bad is this answer to it, or a lower one."),
]
TouchpointOption = Annotated[
    str | None,
    typer.Option(metavar="TOUCHPOINT", help="Bad is anything that happened there."),
]
WithinOption = Annotated[
    str, typer.Option(metavar="A,B", help="The months after it that are told apart.")
]


def baggage(
    place: PlaceArgument,
    question: QuestionArgument,
    *,
    at_most: AtMostOption = None,
    touchpoint: TouchpointOption = None,
    within: WithinOption = "1,3,6,12,24",
    where: WhereOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Say how much lower customers answer after a bad experience, and for how long."""
    result = stik.open(place).baggage(
        question,
        bad=_bad(at_most, touchpoint),
        within=_months(within),
        where=filters(where),
        as_of=moment(as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result.table.to_pylist(), result.explain())
        print_told(result)
    if result.has_unknown:
        raise typer.Exit(UNKNOWN)


def _bad(at_most: float | None, touchpoint: str | None) -> float | str:
    if at_most is not None and touchpoint is None:
        return at_most
    if touchpoint is not None and at_most is None:
        return touchpoint
    raise QuestionError(
        "say what a bad experience is: --at-most 2 (an answer so low), or "
        "--touchpoint complaint (anything that happened there)."
    )


def _months(within: str) -> list[float]:
    try:
        return [float(month) for month in names(within)]
    except ValueError as error:
        raise QuestionError(
            f"--within {within} are no months; write 1,3,6,12,24."
        ) from error


def _print(rows: list[dict[str, Any]], told: dict[str, Any]) -> None:
    table = plain_table(("months after",), numbers=("change", "95 % interval", "n"))
    for row in rows:
        add_texts(table, _texts(row), is_grey=row["is_real"] is None)
    out = console()
    out.print(fit(table))
    out.print(f"\n{_lasts(told['lasts_months'])}")


def _texts(row: dict[str, Any]) -> list[str]:
    unit = "steps"
    return [
        f"{row['months_from']:g} to {row['months_to']:g}",
        signed(row["value"], unit=unit),
        interval(row["low"], row["high"], unit=unit),
        f"{row['n']:,}",
        remark(row) or _verdict(row),
    ]


def _verdict(row: dict[str, Any]) -> str:
    if not row["is_real"]:
        return "may be chance"
    return "▼ weighs" if row["weighs"] else "▲ higher"


def _lasts(months: float | None) -> str:
    if months is None:
        return "How long it weighs cannot be told."
    if months == 0:
        return "No weight is seen from the start."
    return f"It weighs for {months:g} months, perhaps longer than can be seen."
