"""Stories of a simulated company, from empty to overfull, the same at each run."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from stik.report.story import (
    Basis,
    Cell,
    Change,
    Chart,
    ChartPoint,
    Direction,
    Driver,
    Drivers,
    Finding,
    Gap,
    HeldBack,
    History,
    HistoryRow,
    Measure,
    Point,
    Standing,
    Steadiness,
    Story,
    Trend,
    Unknown,
    Unusual,
)
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NPS = Measure("nps", "points", Scale.parse("nps_0_10"))
RATING = Measure("mean", "steps", Scale.parse("csat_1_5"), "Overall rating")
PART = Measure("mean", "steps", Scale.parse("csat_1_5"))
SATISFIED = Measure("csat", "share", Scale.parse("csat_1_5"))
YEARS = tuple(str(year) for year in range(2018, 2026))

_MOVED: dict[tuple[int, int], Direction] = {(0, 7): "worse", (2, 4): "better"}
"""Which row of the history really changed in which column."""

PARTS = (
    "Being kept informed",
    "Waiting for the technician",
    "First invoice",
    "Mobile app",
    "Phone support",
    "Technician's visit",
    "Ordering online",
    "Shop",
    "Connection speed",
    "Returns",
)


def rated(value: float, n: int) -> Estimate:
    """Return a mean on a scale from 1 to 5 with an interval that fits its n."""
    if n < 5:
        return Estimate.missing(n=n, reason=f"n = {n}, needs 5")
    half = 1.96 / n**0.5
    return Estimate(value, max(value - half, 1.0), min(value + half, 5.0), n)


def promoted(value: float, n: int) -> Estimate:
    """Return a net promoter score with an interval that fits its n."""
    if n < 5:
        return Estimate.missing(n=n, reason=f"n = {n}, needs 5")
    half = 160 / n**0.5
    return Estimate(value, max(value - half, -100), min(value + half, 100), n)


def shared(value: float, n: int) -> Estimate:
    """Return a share with an interval that fits its n."""
    half = 1.96 * (value * (1 - value) / n) ** 0.5
    return Estimate(value, max(value - half, 0.0), min(value + half, 1.0), n)


def standings(names: tuple[str, ...] = PARTS) -> tuple[Standing, ...]:
    """Return touchpoints from the weakest on; the last two have few answers."""
    found = []
    for index, name in enumerate(names):
        n = {len(names) - 2: 17, len(names) - 1: 3}.get(
            index, 1900 - 130 * index % 1500
        )
        estimate = rated(2.9 + 0.17 * index % 1.9, max(n, 3))
        is_ranked = not estimate.has_too_few
        found.append(
            Standing(
                name,
                PART,
                estimate,
                rank=index + 1 if is_ranked else None,
                reach=0.9 - 0.04 * (index % 20) if is_ranked else None,
                certainty=0.99 - 0.03 * (index % 20) if is_ranked else None,
                priority=1.0 / (index + 1) if is_ranked else None,
                is_worse=index < 3 and is_ranked,
                unknown=None if is_ranked else f"n = {n}, needs 30",
            )
        )
    return tuple(found)


def drivers(names: tuple[str, ...] = PARTS) -> Drivers:
    """Return drivers, strongest first."""
    shares = np.array([1 / (index + 2) for index in range(len(names))])
    shares /= shares.sum()
    found = tuple(
        Driver(
            name,
            Estimate(share, share * 0.8, share * 1.22, 6_214),
            rated(3.4 + 0.1 * index % 1.4, 1500),
            PART,
        )
        for index, (name, share) in enumerate(
            zip(names, map(float, shares), strict=True)
        )
    )
    return Drivers("Overall rating", 6_214, 0.437, found)


def history(
    names: tuple[str, ...] = PARTS, periods: tuple[str, ...] = YEARS
) -> History:
    """Return each touchpoint in each period, with few and no answers among them."""
    rows = []
    for index, name in enumerate(names):
        cells = []
        for year in range(len(periods)):
            n = 2 if (index, year) == (1, 0) else 14 if index == 5 and year < 2 else 640
            direction = _MOVED.get((index, year))
            value = 3.2 + 0.13 * index % 1.5 + 0.05 * year
            cells.append(Cell(rated(value, n), direction))
        rows.append(HistoryRow(name, tuple(cells)))
    return History(PART, periods, tuple(rows))


def steadiness(*, falls_in: str | None = "2026-02") -> Steadiness:
    """Return two charts of 26 months: one with a month that fell, one as usual."""
    months = [f"{y}-{m:02}" for y in (2024, 2025) for m in range(1, 13)]
    months += ["2026-01", "2026-02"]
    scores = np.random.default_rng(11).normal(3.9, 0.05, len(months)).tolist()
    points = tuple(
        ChartPoint(
            month,
            3.2 if month == falls_in else score,
            310,
            "judged",
            3.9,
            3.7,
            4.1,
            is_signal=month == falls_in,
        )
        for month, score in zip(months, scores, strict=True)
    )
    signals = ()
    if falls_in is not None:
        signals = (
            Unusual(
                "beyond_limits",
                "down",
                since=falls_in,
                until=falls_in,
                n_periods=1,
                probability=0.0005,
                is_current=falls_in == months[-1],
            ),
        )
    calm = tuple(replace(point, value=3.9, is_signal=False) for point in points)
    charts = (
        Chart(PART, "Phone support", points, signals),
        Chart(NPS, None, calm),
        Chart(PART, "Shop", calm[:5], unknown="5 periods to make limits of, needs 8"),
    )
    return Steadiness(charts, 0.04)


def nps_trend(periods: tuple[str, ...] = YEARS) -> Trend:
    """Return a line with one thin and one unknown period."""
    scores = np.random.default_rng(7).normal(34, 6, len(periods))
    sizes = [2_400 + 37 * index for index in range(len(periods))]
    if len(sizes) > 4:
        sizes[1], sizes[3] = 21, 3
    points = (
        Point(label, promoted(float(score), n))
        for label, score, n in zip(periods, scores, sizes, strict=True)
    )
    return Trend(NPS, tuple(points))


def rating_trend() -> Trend:
    """Return eight full years."""
    values = (3.92, 3.90, 3.95, 3.94, 4.0, 4.03, 3.99, 4.02)
    points = (
        Point(year, rated(value, 3_100))
        for year, value in zip(YEARS, values, strict=True)
    )
    return Trend(RATING, tuple(points))


def full(**changes: object) -> Story:
    """Return a story with everything in it."""
    trend = nps_trend()
    told = {
        "company": "Acme Telecom",
        "made_at": NOW,
        "basis": Basis(
            184_212, 21_877, 8, date(2018, 1, 3), date(2026, 2, 21), scope=None
        ),
        "findings": (
            Finding(NPS, promoted(39.8, 2_746)),
            Finding(RATING, rated(3.98, 21_120)),
            Finding(SATISFIED, shared(0.783, 21_120)),
        ),
        "trends": (trend, rating_trend()),
        "changes": (
            Change(
                NPS,
                Point("2024", promoted(33.1, 2_610)),
                Point("2025", promoted(39.8, 2_746)),
                Estimate(6.7, 2.4, 11.0, 5_356),
                is_real=True,
                n_comparisons=2,
            ),
            Change(
                RATING,
                Point("2024", rated(3.99, 3_100)),
                Point("2025", rated(4.02, 3_100)),
                Estimate(0.03, -0.02, 0.08, 6_200),
                is_real=False,
                n_comparisons=2,
            ),
        ),
        "standings": standings(),
        "drivers": drivers(),
        "steadiness": steadiness(),
        "histories": (history(),),
        "unknowns": (
            Unknown("expectation", "not_asked"),
            Unknown("reach", "no_customer"),
        ),
        "held_back": (
            HeldBack("off the scale", 12, "row 118, Q7: 9 is not on csat_1_5"),
            HeldBack("not a date", 3, "row 77, DATE: 31.02.2025"),
        ),
        "gaps": (
            Gap("no_owner", "Being kept informed"),
            Gap("no_owner", "Returns"),
            Gap("not_in_programme", "Parcel locker"),
        ),
        "is_simulated": True,
    }
    return Story(**{**told, **changes})  # type: ignore[arg-type]


def empty() -> Story:
    """Return the story of a place where nobody has answered yet."""
    return Story("Acme Telecom", NOW, Basis(0))


def single_period() -> Story:
    """Return a first survey: one period, nothing to compare with, nobody named."""
    return full(
        basis=Basis(
            2_746, None, 1, date(2025, 1, 1), date(2025, 12, 31), precision="year"
        ),
        trends=(nps_trend(("2025",)),),
        changes=(
            Change(
                NPS,
                Point(
                    "2024",
                    Estimate.missing(
                        n=0, reason="no answers in 2024-01-01 to 2024-12-31"
                    ),
                ),
                Point("2025", promoted(39.8, 2_746)),
                Estimate.missing(
                    n=2_746, reason="no answers in 2024-01-01 to 2024-12-31"
                ),
                is_real=False,
            ),
        ),
        histories=(),
        drivers=Drivers("Overall rating", 22, None, (), "not_together"),
        standings=standings(PARTS[:4]),
        held_back=(),
        gaps=(),
        unknowns=(Unknown("comparison", "no_earlier_period"),),
        is_simulated=False,
    )


LONG = tuple(
    f"Obsługa reklamacji dotyczącej faktury nr {index}" for index in range(1, 21)
)


def overfull() -> Story:
    """Return twenty touchpoints with long names over eight years of months."""
    months = tuple(f"{y}-{m:02}" for y in YEARS for m in range(1, 13))
    return full(
        trends=(nps_trend(months),),
        standings=standings(LONG),
        drivers=drivers(LONG[:15]),
        histories=(history(LONG),),
    )


def worse() -> Story:
    """Return a story whose main number really fell."""
    fallen = Change(
        NPS,
        Point("2025-05", promoted(12.0, 900)),
        Point("2025-06", promoted(-3.4, 870)),
        Estimate(-15.4, -23.1, -7.7, 1_770),
        is_real=True,
        n_comparisons=1,
    )
    return full(
        changes=(fallen,),
        findings=(Finding(NPS, promoted(-3.4, 870)),),
        trends=(nps_trend(tuple(f"2025-{m:02}" for m in range(1, 7))),),
    )


def few() -> Story:
    """Return a story with 12 answers."""
    thin = Change(
        NPS,
        Point("2024", promoted(10.0, 9)),
        Point("2025", promoted(40.0, 12)),
        Estimate(30.0, -60.0, 99.0, 21),
        is_real=False,
    )
    return full(
        basis=Basis(12, 12, 1, date(2025, 1, 3), date(2025, 12, 21)),
        findings=(Finding(NPS, promoted(40.0, 12)),),
        changes=(thin,),
        trends=(),
        standings=tuple(
            Standing(name, PART, rated(3.3, 7), unknown="n = 7, needs 30")
            for name in PARTS[:3]
        ),
        drivers=None,
        steadiness=None,
        histories=(),
    )
