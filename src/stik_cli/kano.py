"""`stik kano`: what do customers take for granted, and what delights them?"""

from typing import Annotated, Any

import typer

import stik
from stik.errors import QuestionError
from stik_cli.options import (
    AsOfOption,
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
    number,
    plain_table,
    print_answer_json,
    print_told,
)

UNKNOWN = 1
WITHOUT = (
    "Better and worse are of those to whom it is neither reverse nor questionable."
)

FeatureOption = Annotated[
    list[str] | None,
    typer.Option(
        "--feature",
        metavar="NAME=HAVING,LACKING",
        help="A feature and its two questions; repeat it for more. Without it those of "
        "the programme.",
    ),
]


def kano(
    place: PlaceArgument,
    *,
    feature: FeatureOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    weighted: WeightedOption = False,
    raked: RakedOption = False,
    json: JsonOption = False,
) -> None:
    """Say what each feature is to customers: must-be, performance, delight or else."""
    features = dict(_feature(text) for text in feature or [])
    result = stik.open(place).kano(
        features,
        **which(where, from_, to, as_of),
        weighted=weights(weighted=weighted, raked=raked),
    )
    rows = result.table.to_pylist()
    if json:
        print_answer_json(result, place=place)
    else:
        _print(rows)
        print_told(result)
    if any(row["need"] is None for row in rows):
        raise typer.Exit(UNKNOWN)


def _feature(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, questions = text.partition("=")
    if not name or len(names(questions)) != 2:
        raise QuestionError(
            f"--feature {text} must name two questions, such as "
            "wifi=with_wifi,without_wifi."
        )
    return name.strip(), names(questions)


def _print(rows: list[dict[str, Any]]) -> None:
    numbers = ("answered", "better", "worse", "of n")
    table = plain_table(("feature", "it is"), numbers=numbers)
    for row in rows:
        texts = [
            row["feature"],
            (row["need"] or DASH).replace("_", "-"),
            f"{row['n_answered']:,}",
            number(row["value"], unit="share"),
            number(row["worse"], unit="share"),
            f"{row['n']:,}",
            row["need_unknown"] or "",
        ]
        add_texts(table, texts, is_grey=row["need"] is None)
    console().print(fit(table))
    if any(row["n"] != row["n_answered"] for row in rows):
        console().print(WITHOUT, style="dim")
