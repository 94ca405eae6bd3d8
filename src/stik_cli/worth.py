"""`stik worth`: what is one point more worth, keeping a customer, and all of them?"""

from typing import Annotated, Any

import typer

import stik
from stik_cli.lifetime_options import LeftOnOption, LeftOption, said
from stik_cli.options import (
    AsOfOption,
    FromOption,
    JsonOption,
    PlaceArgument,
    ToOption,
    WhereOption,
    which,
)
from stik_cli.output import print_answer_json, print_told
from stik_cli.worth_view import print_worth

UNKNOWN = 1

AboutArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[METRIC]", help="One point more of what: a metric, or a question."
    ),
]
PurchasesOption = Annotated[
    str | None,
    typer.Option(
        metavar="TOUCHPOINT", help="Where customers buy; default all with an amount."
    ),
]
AmountOption = Annotated[
    str | None,
    typer.Option(
        metavar="TRAIT", help="In place of purchases: what a customer brings."
    ),
]
MouthOption = Annotated[
    str | None,
    typer.Option(metavar="TRAIT=VALUE", help="Who came by word of mouth."),
]
MonthsAfterOption = Annotated[
    float,
    typer.Option(
        "--within", metavar="MONTHS", help="How long to look after an answer."
    ),
]
AheadOption = Annotated[
    int, typer.Option(metavar="MONTHS", help="How far ahead customers are valued.")
]
DiscountOption = Annotated[
    float, typer.Option(metavar="SHARE", help="What money loses a year: 0.05 is 5 %.")
]
CurrencyOption = Annotated[
    str | None,
    typer.Option(metavar="CURRENCY", help="Only purchases in it, such as EUR."),
]


def worth(
    place: PlaceArgument,
    metric: AboutArgument = None,
    *,
    within: MonthsAfterOption = 12.0,
    ahead: AheadOption = 12,
    discount: DiscountOption = 0.0,
    currency: CurrencyOption = None,
    purchases: PurchasesOption = None,
    amount: AmountOption = None,
    word_of_mouth: MouthOption = None,
    left: LeftOption = None,
    left_on: LeftOnOption = None,
    where: WhereOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Say what goes with a point more, what keeping costs, what is still to come."""
    lifetime = said(left=left, left_on=left_on, purchases=purchases, amount=amount)
    lifetime |= said(word_of_mouth=word_of_mouth)
    looking: dict[str, Any] = {"months": within, "ahead": ahead, "discount": discount}
    result = stik.open(place).worth(
        metric,
        lifetime=lifetime,
        currency=currency,
        **looking,
        **which(where, from_, to, as_of),
    )
    if json:
        print_answer_json(result, place=place)
    else:
        print_worth(result.table.to_pylist(), result.explain())
        print_told(result)
    if result.table["value"].null_count == result.table.num_rows:
        raise typer.Exit(UNKNOWN)
