"""`stik consistency`: is it the usual coming and going, or did something happen?"""

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

import stik
from stik.errors import QuestionError
from stik_cli.ask import MetricArgument
from stik_cli.options import (
    AsOfOption,
    ByOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    RakedOption,
    ToOption,
    WeightedOption,
    WhereOption,
    names,
    weights,
    which,
)
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    interval,
    number,
    plain_table,
    print_answer_json,
    print_told,
)

if TYPE_CHECKING:
    from stik.insights.result import Result

UNKNOWN = 1

_SHOWN = 24
_MOST_SAID = 12
_MARK_OF = {"judged": "·", "too_few": "∘", "exceptional": "∘", "running": "…"}
_MARKS: dict[str | None, str] = {"up": "▲", "down": "▼", None: "◆"}

KindOption = Annotated[
    str | None,
    typer.Option(help="xmr, i_prime, p, p_prime, mean or mean_prime; default by n."),
]
RuleOption = Annotated[
    str | None,
    typer.Option(metavar="1,2", help="Which of Nelson's rules 1 to 8 to look for."),
]
PhaseOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PERIOD=CHANGE",
        help="A known change, from which on new limits are made: 2024-05=prices; "
        "repeat it for more.",
    ),
]
BaselineOption = Annotated[
    int | None,
    typer.Option(help="Make limits of so many first periods, judge the later by them."),
]
ExceptionalOption = Annotated[
    str | None,
    typer.Option(metavar="A,B", help="Periods known to be special: shown, not judged."),
]
SeasonalOption = Annotated[
    bool | None,
    typer.Option(
        "--seasonal/--not-seasonal",
        help="Hold each period against the same season of earlier years; default "
        "where seasons differ.",
    ),
]


def consistency(
    place: PlaceArgument,
    metric: MetricArgument,
    *,
    by: ByOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    kind: KindOption = None,
    rule: RuleOption = None,
    phase: PhaseOption = None,
    baseline: BaselineOption = None,
    exceptional: ExceptionalOption = None,
    seasonal: SeasonalOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Draw a control chart for each group and say what does not look like chance."""
    result = stik.open(place).consistency(
        metric,
        by=names(by),
        **which(where, from_, to, as_of),
        weighted=weights(weighted=weighted, raked=raked),
        plan=_said(
            kind=kind,
            rules=_rules(rule),
            phases=_phases(phase),
            baseline=baseline,
            exceptional=list(names(exceptional)),
            seasonal=seasonal,
        ),
    )
    if json:
        print_answer_json(result, place=place)
    else:
        _print(result)
    if not result.explain()["n_charts_judged"]:
        raise typer.Exit(UNKNOWN)


def _said(**plan: object) -> dict[str, Any]:
    """Return those of a plan's words that were said."""
    return {name: word for name, word in plan.items() if word not in (None, [], {})}


def _rules(text: str | None) -> list[int]:
    try:
        return [int(name) for name in names(text)]
    except ValueError as error:
        raise QuestionError(f"--rule {text} is no list of numbers 1 to 8.") from error


def _phases(written: list[str] | None) -> dict[str, str]:
    return {
        period.strip(): change.strip()
        for period, _, change in (text.partition("=") for text in written or [])
    }


def _print(result: "Result") -> None:
    told = result.explain()
    if told["charts"]:
        _print_charts(result.table.to_pylist(), told, unit=result.unit)
    else:
        console().print("No answers to that.")
    print_told(result)


def _print_charts(
    rows: list[dict[str, Any]], told: dict[str, Any], *, unit: str
) -> None:
    out, charts = console(), told["charts"]
    groups = list(charts[0]["group"])
    periods = sorted({row["period"] for row in rows})
    heading = f"{periods[0]} to {periods[-1]}"
    table = plain_table([*groups, heading], numbers=["latest", "limits", "n"])
    drawn = groupby(rows, key=lambda row: [row[name] for name in groups])
    for chart, (_, points) in zip(charts, drawn, strict=True):
        add_texts(table, _texts(chart, list(points), unit=unit))
    out.print(fit(table))
    _say(charts)
    expected = told["false_signals_a_month"]
    out.print(
        f"\n{told['n_charts_judged']} of {len(charts)} charts judged; by chance alone "
        f"{expected:.2f} false signals a month are to be expected of them together.\n"
        "· usual  ▲▼◆ signal  ∘ below 30 answers or special  … still running  "
        "blank: not judged",
        markup=False,
    )


def _texts(
    chart: dict[str, Any], points: list[dict[str, Any]], *, unit: str
) -> list[str]:
    judged = [point for point in points if point["state"] == "judged"]
    last = judged[-1] if judged else points[-1]
    return [
        *(each or DASH for each in chart["group"].values()),
        _strip(points),
        number(last["value"], unit=unit),
        _limits(last, unit=unit),
        f"{last['n']:,}",
        chart["unknown"] or _verdict(chart),
    ]


def _verdict(chart: dict[str, Any]) -> str:
    if any(signal["is_current"] for signal in chart["signals"]):
        return "signal now"
    return "consistent" if chart["is_consistent"] else "earlier"


def _limits(point: dict[str, Any], *, unit: str) -> str:
    if point["low"] is None:
        return ""
    return interval(point["low"], point["high"], unit=unit)


def _strip(points: list[dict[str, Any]]) -> str:
    """Return the latest periods as one mark each: signals, usual ones, gaps."""
    marks = []
    for point in points[-_SHOWN:]:
        if point["signal"]:
            is_up = point["z"] is not None and point["z"] > 0
            marks.append(_MARKS["up" if is_up else "down"])
        else:
            marks.append(_MARK_OF.get(point["state"], " "))
    return "".join(marks)


def _say(charts: list[dict[str, Any]]) -> None:
    out = console()
    said = [
        (signal["is_current"], signal["until"], _sentence(chart, signal))
        for chart in charts
        for signal in chart["signals"]
    ]
    said.sort(key=lambda each: each[:2], reverse=True)
    if said:
        out.print()
    for _, _, text in said[:_MOST_SAID]:
        out.print(text, markup=False)
    if len(said) > _MOST_SAID:
        out.print(f"… and {len(said) - _MOST_SAID} earlier ones; --json tells all.")


def _sentence(chart: dict[str, Any], signal: dict[str, Any]) -> str:
    name = " / ".join(each or DASH for each in chart["group"].values())
    text: str = f"{_MARKS[signal['direction']]} {name}{': ' if name else ''}"
    text += signal["sentence"]
    carried = signal.get("carried_by")
    if carried and carried["by"]:
        parts = ", ".join(
            f"{part['part']} ({100 * part['share']:.0f} %)" for part in carried["parts"]
        )
        text += f" Carried by {carried['by']}: {parts}."
    return text
