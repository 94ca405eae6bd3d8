"""`stik ask`: one metric, by what, of which answers, compared with what."""

from datetime import UTC, datetime
from typing import Annotated

import typer

import stik
from stik.errors import QuestionError
from stik_cli.options import (
    ByOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    filters,
    names,
)
from stik_cli.output import answer_table, console, print_json

UNKNOWN = 1


def ask(
    place: PlaceArgument,
    metric: Annotated[
        str,
        typer.Argument(
            metavar="METRIC",
            help="nps, csat, ces, mean, emotion, expectation_gap, met_or_exceeded.",
        ),
    ],
    *,
    by: ByOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="WITH",
            help="last-year, previous, or another group such as channel=web.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="What was known then, e.g. 2026-05-31T18:00."
        ),
    ] = None,
    weighted: Annotated[
        bool, typer.Option("--weighted", help="Use the weights of the answers.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Answer how good it is: a metric with its 95 % interval and n."""
    result = stik.open(place).ask(
        metric,
        by=names(by),
        where=filters(where),
        from_date=from_,
        to_date=to,
        compare=compare,
        as_of=moment(as_of),
        weighted=weighted,
    )
    if json:
        content = result.to_json()
        content["explain"]["place"] = str(place)
        print_json(content)
    else:
        out = console()
        rows = result.table.to_pylist()
        out.print(answer_table(rows, by=names(by), unit=result.unit))
        out.print(f"\n[dim]{result.name}: {result.explain()['definition']}[/dim]")
        for note in result.explain()["notes"]:
            out.print(f"[dim]{note}[/dim]")
    if result.has_unknown:
        raise typer.Exit(UNKNOWN)


def moment(text: str | None) -> datetime | None:
    """Return the moment a text names; a day means its end, all in UTC."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(
            f"--as-of {text} is no moment; write 2026-05-31 or 2026-05-31T18:00."
        ) from error
    if len(text) == len("2026-05-31"):
        found = found.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
