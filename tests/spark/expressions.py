"""Ten questions of the shapes that stik asks, by name."""

import ibis
from ibis import _

from stik.engine.tables import unbound
from stik.facts.schema import ANSWERS, TRAITS

answers = unbound("answers", ANSWERS)
traits = unbound("traits", TRAITS)

COUNTS = {
    "n": _.count(),
    "weight": _.weight.sum(),
    "weight_square": (_.weight * _.weight).sum(),
}
SPANS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}


def _by_span() -> ibis.Table:
    """Count by year, quarter, month, week and day, each span in rows of its own."""
    return ibis.union(
        *(
            answers.group_by(
                span=ibis.literal(name), starts=answers.occurred_date.truncate(unit)
            ).agg(n=answers.count())
            for name, unit in SPANS.items()
        )
    )


def _as_they_were_then() -> ibis.Table:
    """Count answers by the tier that the customer had on that day."""
    window = ibis.window(
        group_by=[traits.customer, traits.name],
        order_by=[traits.known_from, traits.sequence],
    )
    held = traits.mutate(known_to=traits.known_from.lead().over(window))
    tier = held.filter(held.name == "tier").select(
        holder=held.customer, tier=held.value, since=held.known_from, to=held.known_to
    )
    joined = answers.left_join(
        tier,
        [
            answers.customer == tier.holder,
            answers.occurred_at >= tier.since,
            (answers.occurred_at < tier.to) | tier.to.isnull(),
        ],
    )
    return joined.group_by("tier", "value").agg(n=joined.count())


def _one_row_a_message() -> ibis.Table:
    """Pivot the answers of a message into columns, as drivers need them."""
    return answers.group_by("sequence").agg(
        **{
            question: answers.value.max(where=answers.question == question)
            for question in ("recommend", "overall", "speed")
        }
    )


def _quantiles() -> ibis.Table:
    return answers.group_by("question").agg(
        median=answers.value.median(),
        p90=answers.weight.quantile(0.9),
        spread=answers.value.std(),
    )


def _latest_of_each_customer() -> ibis.Table:
    newest = ibis.row_number().over(
        group_by=answers.customer,
        order_by=[answers.sequence.desc(), answers.position.desc()],
    )
    ranked = answers.mutate(place_from_end=newest)
    return ranked.filter(ranked.place_from_end == 0, ranked.customer.notnull()).select(
        "customer", "sequence", "occurred_at", "occurred_date", "question", "value"
    )


EXPRESSIONS: dict[str, ibis.Table] = {
    "counts by several dimensions": answers.group_by(
        "touchpoint", "channel", "unit", "question", "scale", "value"
    ).agg(**COUNTS),
    "counts by span of time": _by_span(),
    "a filtered question": answers.filter(
        answers.channel.isin(["web"]),
        answers.occurred_date >= ibis.date("2017-02-01"),
        answers.occurred_date < ibis.date("2018-02-01"),
    )
    .group_by("touchpoint", "value")
    .agg(**COUNTS),
    "customers reached": answers.group_by("touchpoint").agg(
        customers=answers.customer.nunique(), responses=answers.sequence.nunique()
    ),
    "as they were then": _as_they_were_then(),
    "one row a message": _one_row_a_message(),
    "quantiles": _quantiles(),
    "the latest of each customer": _latest_of_each_customer(),
    "year and month as numbers": answers.group_by(
        year=answers.occurred_date.year().cast("int32"),
        month=answers.occurred_date.month().cast("int32"),
    ).agg(n=answers.count(), mean=answers.value.mean()),
    "nothing at all": answers.filter(answers.question == "never asked").agg(
        n=_.count(), mean=_.value.mean(), top=_.value.max()
    ),
    "only what is not yet known": answers.anti_join(
        traits, answers.customer == traits.customer
    ).select("sequence", "position", "customer", "touchpoint"),
}
