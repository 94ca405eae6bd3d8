"""What the tests of goals share: quarters of NPS, and a goal of Ana."""

from datetime import date

from stik.insights.goals.past import Past
from stik.insights.goals.written import Written
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.goal import Scope
from stik.terms.scale import Scale

LAST = date(2026, 1, 1)


def quarters(n, *, last=LAST):
    """Return the first days of n quarters."""
    begun = last.year * 4 + last.month // 3 - n + 1
    return tuple(date((begun + i) // 4, (begun + i) % 4 * 3 + 1, 1) for i in range(n))


def past_of(groups, *, n_customers=None):
    """Return quarters with so many promoters, passives and detractors each."""
    counts = tuple(Counts.of([10, 8, 3], n=list(each)) for each in groups)
    return Past(
        metric("nps"),
        Scale.parse("nps_0_10"),
        "quarter",
        quarters(len(counts)),
        counts,
        n_customers,
    )


def scores(*values, n=1000):
    """Return groups with an NPS of so many points and n answers, half not passive."""
    groups = []
    for value in values:
        promoters = round(n * (0.25 + value / 200))
        groups.append((promoters, n // 2, n // 2 - promoters))
    return groups


def a_goal(**said):
    """Return the goal that Ana owns."""
    usual = {"metric": "nps", "scope": Scope(), "owner": "Ana"}
    return Written("long-standing customers", **{**usual, **said})
