"""A board of many charts: what speaks now, and how much chance alone would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from stik.errors import QuestionError
from stik.insights.consistency.charts import Chart
from stik.insights.consistency.signals import Signal

PERIODS_A_MONTH = {
    "year": 1 / 12,
    "quarter": 1 / 3,
    "month": 1.0,
    "week": 365.25 / 12 / 7,
    "day": 365.25 / 12,
}


@dataclass(frozen=True)
class OnBoard:
    """One chart of a board.

    `false_signals` are those to expect of it in a month; 0 where it has no limits, and
    `unknown` then says why.
    """

    name: str
    signals: tuple[Signal, ...]
    false_signals: float
    unknown: str | None


@dataclass(frozen=True)
class Board:
    """Many charts, and the false signals to expect of all together in a month."""

    charts: tuple[OnBoard, ...]
    false_signals: float

    @property
    def n_judged(self) -> int:
        """Return how many charts have limits."""
        return sum(each.unknown is None for each in self.charts)

    @property
    def n_speaking(self) -> int:
        """Return how many charts have a signal in their latest period."""
        return sum(bool(each.signals) for each in self.charts)

    @property
    def chance_of_any(self) -> float:
        """Return how probable at least one false signal in a month is."""
        return 1 - exp(-self.false_signals)


def board(
    charts: Mapping[str, Chart], *, periods_a_month: float | None = None
) -> Board:
    """Return the charts with their current signals and the false ones to expect.

    Expected is what the rules in use start in a month on charts where nothing changes,
    with the limits as they are: made of few periods they speak more often. A month has
    as many periods as the names of the periods say, or `periods_a_month`.

    Raises
    ------
    QuestionError
        When the names of the periods do not say how long they are.

    Examples
    --------
    Forty monthly charts, each with limits of 24 months.

    >>> from stik.insights.consistency.charts import control_chart
    >>> from stik.insights.consistency.readings import Reading
    >>> months = [f"{2023 + i // 12}-{i % 12 + 1:02d}" for i in range(24)]
    >>> shares = [Reading.of_share(month, 40 + i % 3, n=80)
    ...           for i, month in enumerate(months)]
    >>> shown = board({f"shop {i}": control_chart(shares) for i in range(40)})
    >>> shown.n_judged, shown.n_speaking, round(shown.false_signals, 2)
    (40, 0, 0.19)
    """
    lines = tuple(
        OnBoard(
            name,
            chart.current_signals if chart.unknown is None else (),
            _in_a_month(name, chart, periods_a_month),
            chart.unknown,
        )
        for name, chart in charts.items()
    )
    return Board(lines, sum(each.false_signals for each in lines))


def _in_a_month(name: str, chart: Chart, periods_a_month: float | None) -> float:
    if chart.unknown is not None:
        return 0.0
    if periods_a_month is None:
        periods_a_month = PERIODS_A_MONTH.get(chart.grain or "")
    if periods_a_month is None:
        raise QuestionError(
            f"the periods of chart '{name}' are no years, quarters, months, weeks or "
            "days; say how many of them a month has."
        )
    return chart.false_signals * periods_a_month
