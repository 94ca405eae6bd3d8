"""`stik benchmarks`: how good others are, and whether we are better."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated, Any

import typer
from rich.markup import escape

import stik
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    filters,
    moment,
    weights,
)
from stik_cli.output import (
    DASH,
    WIDE,
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_answer_json,
    print_told,
    signed,
    verdict,
)

UNKNOWN = 1

MetricArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[METRIC]", help="Only benchmarks of this metric, such as nps."
    ),
]


def benchmarks(
    place: PlaceArgument,
    metric: MetricArgument = None,
    *,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Hold ours beside the figures of competitors, industries and the best of any."""
    result = stik.open(place).benchmarks(
        metric,
        where=filters(where),
        from_date=from_,
        to_date=to,
        as_of=moment(as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    rows = result.table.to_pylist()
    if json:
        print_answer_json(result, place=place)
    else:
        _print(rows)
        print_told(result)
    if not any(row["difference"] is not None for row in rows):
        raise typer.Exit(UNKNOWN)


def _print(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        console().print(
            "No benchmark yet: write them under 'benchmarks:' in the programme."
        )
        return
    out = console()
    is_wide = out.width >= WIDE
    ours = ("ours", "n") if is_wide else ("ours",)
    numbers = ("theirs", "n", *ours, "we are", "95 % interval")
    table = plain_table(("benchmark",), numbers=numbers)
    for metric, group in groupby(sorted(rows, key=_metric), key=_metric):
        table.add_row(escape(metric), style="bold")
        for row in group:
            texts = _texts(row, is_wide=is_wide)
            add_texts(table, texts, is_grey=row["is_real"] is None)
    out.print(fit(table, name_width=24 if is_wide else 14))
    out.print()
    for line in (*map(_origin, rows), *_reasons(rows)):
        out.print(line, style="dim", markup=False)
    for line in _best(rows):
        out.print(line, markup=False)


def _metric(row: dict[str, Any]) -> str:
    question = f", {row['question']}" if row["question"] else ""
    return f"{row['metric']} on {row['scale'] or DASH}{question}"


def _texts(row: dict[str, Any], *, is_wide: bool) -> list[str]:
    unit = row["unit"] or "steps"
    change = "percentage points" if unit == "share" else unit
    n_ours = [_count(row["n_ours"])] if is_wide else []
    return [
        row["benchmark"],
        number(row["value"], unit=unit),
        _count(row["n"]),
        number(row["ours"], unit=unit),
        *n_ours,
        signed(row["difference"], unit=change),
        interval(row["difference_low"], row["difference_high"], unit=change),
        "not compared" if row["difference"] is None else verdict(row),
    ]


def _count(n: int | None) -> str:
    return DASH if n is None else f"{n:,}"


def _origin(row: dict[str, Any]) -> str:
    """Return whose figure it is, of when, and who says so."""
    days = f", {row['days']}" if row["days"] else ""
    return f"{row['benchmark']}: {row['of']}{days}, {row['method']}: {row['source']}"


def _reasons(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield why something is not compared."""
    for row in rows:
        if row["difference"] is None:
            yield f"{row['benchmark']} is not compared: {row['difference_unknown']}"


def _best(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield who is the best of any industry, where there are several to choose from."""
    for row in rows:
        alike = [each for each in rows if _metric(each) == _metric(row)]
        if row["is_best"] and len(alike) > 1:
            value = number(row["value"], unit=row["unit"])
            industry = "" if row["industry"] in (None, row["of"]) else row["industry"]
            whose = f"{row['of']} ({industry})" if industry else row["of"]
            yield f"Best of any industry, {_metric(row)}: {whose}, {value}."
