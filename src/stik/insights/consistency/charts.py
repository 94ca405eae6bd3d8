"""Control charts: whether a measure is consistent, or something happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal

from stik.errors import QuestionError, nearest
from stik.insights.consistency.chances import false_signals
from stik.insights.consistency.limits import Limits
from stik.insights.consistency.phases import Made, Phase, phase_made, phases_of
from stik.insights.consistency.plan import ChartKind, Plan
from stik.insights.consistency.readings import Reading
from stik.insights.consistency.seasons import Swing, grain_of
from stik.insights.consistency.series import Series
from stik.insights.consistency.signals import Signal, signals_of

State = Literal[
    "judged", "unknown", "too_few", "exceptional", "first_year", "no_limits"
]
"""What became of a period; only a judged one can be part of a signal.

`unknown`: no value, it leaves a gap. `too_few`: below 30 answers. `exceptional`: known
to be special. `first_year`: no earlier year to hold it against. `no_limits`: too few
periods to make limits of.
"""

DEFAULT_PLAN = Plan()


@dataclass(frozen=True)
class ChartPoint:
    """One period on the chart; what it lacks is None.

    `z` is its distance from the centre in standard deviations.
    """

    period: str
    value: float | None
    n: int | None
    state: State
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    z: float | None = None
    unknown: str | None = None


@dataclass(frozen=True)
class Chart:
    """Every period with its limits, the phases they come from, and the signals."""

    points: tuple[ChartPoint, ...]
    phases: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    rules: tuple[int, ...]

    @property
    def limits(self) -> Limits | None:
        """Return the limits in force: those of the last phase."""
        return self.phases[-1].limits if self.phases else None

    @property
    def kind(self) -> ChartKind | None:
        """Return which chart the last phase is, None without limits."""
        return self.limits.kind if self.limits else None

    @property
    def unknown(self) -> str | None:
        """Return why the last phase has no limits, or None."""
        return self.phases[-1].unknown if self.phases else "no periods"

    @property
    def grain(self) -> str | None:
        """Return what kind of period the points are, None when their names say none."""
        return grain_of(self.points[0].period) if self.points else None

    @property
    def current_signals(self) -> tuple[Signal, ...]:
        """Return the signals that the latest judged period is part of."""
        judged = [each.period for each in self.points if each.state == "judged"]
        return tuple(each for each in self.signals if each.last_period in judged[-1:])

    @property
    def is_consistent(self) -> bool | None:
        """Return whether the last phase shows no signal, None without limits."""
        if self.limits is None:
            return None
        last = len(self.phases) - 1
        return not any(each.phase == last for each in self.signals)

    @property
    def false_signals(self) -> float:
        """Return how many false signals to expect in a period to come."""
        if self.limits is None:
            return 0.0
        return sum(false_signals(self.limits, each) for each in self.rules)


def control_chart(readings: Sequence[Reading], *, plan: Plan = DEFAULT_PLAN) -> Chart:
    """Return the control chart of readings in order of time.

    Periods without a value leave a gap; those, periods below 30 answers and exceptional
    ones are shown, but neither judged nor part of the limits, and runs pass over them.
    Limits need 8 usable periods and are provisional below 20.

    Parameters
    ----------
    readings : sequence of Reading
        One for each period, the earliest first.
    plan : Plan
        Which chart, rules, phases, baseline and seasons; the default suits any metric.

    Raises
    ------
    QuestionError
        On periods given twice or out of order, readings of several kinds, a chart that
        does not suit them, and a phase or exceptional period that is not among them.

    Examples
    --------
    >>> flow = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
    >>> months = [f"2024-{month:02d}" for month in range(1, 11)]
    >>> chart = control_chart(list(map(Reading.of_value, months, flow)))
    >>> point = chart.points[0]
    >>> chart.kind, round(point.centre, 2), round(point.low, 6), round(point.high, 6)
    ('xmr', 50.81, 45.81591, 55.80409)
    >>> chart.is_consistent, chart.limits.is_provisional
    (True, True)
    """
    _check_periods(readings, plan)
    made = _phases_made(readings, plan)
    return Chart(
        tuple(point for own, each in made for point in _points(own, each, plan)),
        tuple(each.phase for _, each in made),
        tuple(chain(*(_signals(each, plan, i) for i, (_, each) in enumerate(made)))),
        plan.rules_in_use,
    )


def _phases_made(
    readings: Sequence[Reading], plan: Plan
) -> list[tuple[Sequence[Reading], Made]]:
    """Return each phase with its readings; seasons are handed from one to the next."""
    found: list[tuple[Sequence[Reading], Made]] = []
    swing: Swing | None = None
    for change, own in phases_of(readings, plan.phases):
        made = phase_made(own, plan, change=change, swing=swing)
        swing = made.swing
        found.append((own, made))
    return found


def _signals(made: Made, plan: Plan, place: int) -> list[Signal]:
    limits = made.phase.limits
    if limits is None:
        return []
    return signals_of(made.series, limits, rules=plan.rules_in_use, phase=place)


def _check_periods(readings: Sequence[Reading], plan: Plan) -> None:
    periods = [each.period for each in readings]
    if len(set(periods)) < len(periods):
        twice = next(each for each in periods if periods.count(each) > 1)
        raise QuestionError(f"period '{twice}' is given twice; give each period once.")
    for one, following in pairwise(periods):
        if grain_of(one) == grain_of(following) is not None and following < one:
            raise QuestionError(
                f"period '{following}' comes after '{one}'; give the earliest first."
            )
    for each in plan.exceptional:
        if each not in periods:
            raise QuestionError(
                f"no period '{each}' to be exceptional; {nearest(each, periods)}"
            )


def _points(readings: Sequence[Reading], made: Made, plan: Plan) -> list[ChartPoint]:
    phase = made.phase
    drawn = _drawn(made.series, phase.limits, readings) if phase.limits else {}
    return [
        drawn.get(each.period)
        or ChartPoint(
            each.period,
            each.value,
            each.n,
            _state(each, phase, plan),
            unknown=each.unknown,
        )
        for each in readings
    ]


def _drawn(
    series: Series, limits: Limits, readings: Sequence[Reading]
) -> dict[str, ChartPoint]:
    """Return the point of each period that is judged."""
    n_of = {each.period: each.n for each in readings}
    columns = (
        series.value,
        limits.centres(series),
        *limits.bounds(series),
        limits.standardised(series),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {
        period: ChartPoint(period, value, n_of[period], "judged", centre, low, high, z)
        for period, (value, centre, low, high, z) in zip(
            series.periods, rows, strict=True
        )
    }


def _state(reading: Reading, phase: Phase, plan: Plan) -> State:
    if reading.value is None:
        return "unknown"
    if reading.period in plan.exceptional:
        return "exceptional"
    if reading.has_too_few:
        return "too_few"
    return "no_limits" if phase.limits is None else "first_year"
