"""`stik same-mix`: did it change, or did others answer?"""

from typing import TYPE_CHECKING, Annotated, Any

import typer

import stik
from stik_cli.ask import MetricArgument
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    weights,
    which,
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
)

if TYPE_CHECKING:
    from stik.insights.result import Result

UNKNOWN = 1

_PLAIN, _ADJUSTED = 0, 1
_WIDEST = 15
_NAMES = {"plain": "as it is", "same mix": "at the same mix"}

KindOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Whose mix is held alike: channel, unit, language, source, or a trait.",
    ),
]
WithOption = Annotated[
    str,
    typer.Option(
        "--compare", metavar="WITH", help="last-year, previous, or a group: tier=gold."
    ),
]
StandardOption = Annotated[
    str,
    typer.Option(
        metavar="SIDE", help="The mix that counts: of both sides, before or after."
    ),
]


def same_mix(
    place: PlaceArgument,
    metric: MetricArgument,
    *,
    by: KindOption = "channel",
    compare: WithOption = "last-year",
    standard: StandardOption = "both",
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Compare like with like: a difference as it is and at the same mix."""
    result = stik.open(place).same_mix(
        metric,
        by=by.strip(),
        compare=compare,
        standard=standard,
        **which(where, from_, to, as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result, by=by.strip())
        print_told(result)
    if result.table["value"][_ADJUSTED].as_py() is None:
        raise typer.Exit(UNKNOWN)


def _print(result: "Result", *, by: str) -> None:
    rows, out = result.table.to_pylist(), console()
    is_wide = out.width >= WIDE
    levels = ["now", "before", "n", "n before"] if is_wide else ["n"]
    numbers = [*levels, "change", "95 % interval", "mix now", "then"]
    table = plain_table([by], numbers=numbers)
    for row in rows:
        texts = _texts(row, unit=result.unit, is_wide=is_wide)
        add_texts(table, texts, is_grey=row["is_real"] is None)
    out.print(fit(table, name_width=_WIDEST))
    for sentence in _sentences(rows, result.explain(), unit=result.unit):
        out.print(f"\n{sentence}", markup=False)


def _texts(row: dict[str, Any], *, unit: str, is_wide: bool) -> list[str]:
    change = _of_change(unit)
    return [
        _NAMES.get(row["comparison"], row["kind"] or DASH),
        *(_levels(row, unit=unit) if is_wide else [f"{row['n']:,}"]),
        signed(row["value"], unit=change),
        interval(row["low"], row["high"], unit=change),
        *(_part(row[name]) for name in ("part_after", "part_before")),
        _verdict(row),
    ]


def _levels(row: dict[str, Any], *, unit: str) -> list[str]:
    """Return the values of both sides, none at the same mix, and their answers."""
    values = [
        "" if row["comparison"] == "same mix" else number(value, unit=unit)
        for value in (row["value_after"], row["value_before"])
    ]
    return [*values, f"{row['n']:,}", f"{row['n_before']:,}"]


def _of_change(unit: str) -> str:
    return "percentage points" if unit == "share" else unit


def _part(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _verdict(row: dict[str, Any]) -> str:
    if row["unknown"]:
        return str(row["unknown"])
    if row["is_real"] is None:
        return "too few to tell"
    if not row["is_real"]:
        return "may be chance"
    return "▲ higher" if row["value"] > 0 else "▼ lower"


def _sentences(
    rows: list[dict[str, Any]], told: dict[str, Any], *, unit: str
) -> list[str]:
    """Return what the mix made of the difference, and whether it turned it round."""
    if told.get("by_mix") is None:
        return []
    by_mix = signed(told["by_mix"], unit=_of_change(unit))
    said = [f"The mix alone makes {by_mix} of the change."]
    is_sure = rows[_PLAIN]["is_real"] or rows[_ADJUSTED]["is_real"]
    if told["is_reversed"] and is_sure:
        said.append(
            "Reversed (Simpson's paradox): the whole moved one way, like compared with "
            "like the other."
        )
    return said
