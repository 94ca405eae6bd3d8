"""Readings that tests draw charts of."""

from collections.abc import Sequence

import numpy as np

from stik.insights.consistency.readings import Reading
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

NPS, NPS_SCALE = metric("nps"), Scale.parse("nps_0_10")
CSAT, CSAT_SCALE = metric("csat"), Scale.parse("csat_1_5")


def months(how_many: int, *, first_year: int = 2020) -> list[str]:
    return [f"{first_year + i // 12}-{i % 12 + 1:02d}" for i in range(how_many)]


def samples(how_many: int) -> list[str]:
    return [str(number) for number in range(1, how_many + 1)]


def values(numbers: Sequence[float | None]) -> list[Reading]:
    return list(map(Reading.of_value, months(len(numbers)), numbers))


def shares(successes: Sequence[int], n: int | Sequence[int]) -> list[Reading]:
    sizes = [n] * len(successes) if isinstance(n, int) else n
    return [
        Reading.of_share(period, int(each), n=int(size))
        for period, each, size in zip(
            months(len(successes)), successes, sizes, strict=True
        )
    ]


def nps(groups: Sequence[Sequence[int]]) -> list[Reading]:
    return [
        Reading.of_counts(
            period, Counts.of([10, 8, 3], each), metric=NPS, scale=NPS_SCALE
        )
        for period, each in zip(months(len(groups)), groups, strict=True)
    ]


def readings_of(case: dict) -> list[Reading]:
    """Return the readings of a case in `cases/charts.toml`."""
    if "promoters" in case:
        groups = zip(
            case["promoters"], case["passives"], case["detractors"], strict=True
        )
        return nps(list(groups))
    if "successes" in case:
        return shares(case["successes"], case["n"])
    if "events" in case:
        return [
            Reading.of_events(period, each, area=case["area"])
            for period, each in zip(
                months(len(case["events"])), case["events"], strict=True
            )
        ]
    if "n" in case:
        return [
            Reading.of_estimate(period, Estimate(value, value, value, case["n"]))
            for period, value in zip(
                months(len(case["values"])), case["values"], strict=True
            )
        ]
    return values(case["values"])


def swinging_shares(
    how_many: int, *, generator: np.random.Generator, step_from: int | None = None
) -> list[Reading]:
    """Return shares that swing with the months; from `step_from` on 12 % lower."""
    share = 0.7 + 0.06 * np.sin(2 * np.pi * np.arange(how_many) / 12)
    if step_from is not None:
        share[step_from:] -= 0.12
    n = generator.integers(150, 400, how_many)
    return shares(generator.binomial(n, share), n.tolist())
