"""What a report tells: the results, gathered, before anybody writes a sentence.

Nothing here knows a language or a page. Every number is an `Estimate`: a value with
its interval, or the reason why it is unknown.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

Unit = Literal["points", "share", "steps"]
Precision = Literal["day", "month", "year"]
Direction = Literal["better", "worse"]
Caution = Literal["against", "another_word"]


@dataclass(frozen=True)
class Measure:
    """What was measured: a metric, its unit and the scale people answered on.

    `unit` is "points" (-100 to 100), "share" (0 to 1) or "steps" (of the scale).
    `question` is the company's own name of the question, where one was asked.
    `definition` is shown only for a metric the report has no words of its own for.
    """

    metric: str
    unit: Unit
    scale: Scale | None = None
    question: str | None = None
    definition: str | None = None

    @property
    def is_gap(self) -> bool:
        """Return whether it holds what was perceived against what was expected."""
        if self.unit != "steps":
            return False
        is_on_gap = self.scale is not None and self.scale.kind == "gap"
        return is_on_gap or self.metric == "expectation_gap"


@dataclass(frozen=True)
class Finding:
    """One measured number of the experience as a whole, over the whole period."""

    measure: Measure
    estimate: Estimate


@dataclass(frozen=True)
class Point:
    """A number of one period; `label` is 2017, 2017-Q1, 2017-05, 2017-W21 or a name."""

    label: str
    estimate: Estimate


@dataclass(frozen=True)
class Trend:
    """One measure, period after period, oldest first."""

    measure: Measure
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Change:
    """One measure in two periods, of the whole or (`touchpoint`) of a part of it.

    `difference` is `now` less `before`; its `n` counts the answers of both together.
    `is_real` already allows for `n_comparisons`, the comparisons shown together.
    """

    measure: Measure
    before: Point
    now: Point
    difference: Estimate
    is_real: bool
    n_comparisons: int = 1
    touchpoint: str | None = None


@dataclass(frozen=True)
class Standing:
    """How one touchpoint stands among those on its scale; rank 1 is the weakest.

    `rank` is None where it cannot be ranked; `unknown` then says why. `shortfall` (of
    the scale's length), `reach` and `certainty` are shares 0 to 1, `priority` their
    product. `is_worse`: certainly below the average of the others.
    """

    touchpoint: str
    measure: Measure
    estimate: Estimate
    rank: int | None = None
    shortfall: float | None = None
    reach: float | None = None
    certainty: float | None = None
    priority: float | None = None
    is_worse: bool = False
    unknown: str | None = None


@dataclass(frozen=True)
class Driver:
    """One part of the experience and its share (0 to 1) of what the parts explain.

    `share.n` counts the answers the share rests on. `caution` marks a driver whose
    better ratings go with a worse outcome ("against"), or that is the outcome in other
    words ("another_word"); neither is ever the headline.
    """

    touchpoint: str
    share: Estimate
    score: Estimate | None = None
    score_measure: Measure | None = None
    caution: Caution | None = None


@dataclass(frozen=True)
class Drivers:
    """What goes together with an outcome, strongest first.

    `r_square` (0 to 1) is how much of the outcome all drivers explain together.
    """

    outcome: str
    n: int
    r_square: float | None
    drivers: tuple[Driver, ...]
    unknown: str | None = None


@dataclass(frozen=True)
class Cell:
    """A touchpoint in a period; `direction` only where the change before it is real."""

    estimate: Estimate
    direction: Direction | None = None


@dataclass(frozen=True)
class HistoryRow:
    """One touchpoint through all periods, one cell per period of the history."""

    touchpoint: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class History:
    """One measure for every touchpoint and period."""

    measure: Measure
    periods: tuple[str, ...]
    rows: tuple[HistoryRow, ...]


@dataclass(frozen=True)
class ChartPoint:
    """One period of a control chart; what it lacks is None.

    `state` is that of `insights.consistency.charts`, or `running`.
    """

    label: str
    value: float | None
    n: int | None
    state: str
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    unknown: str | None = None
    is_signal: bool = False


@dataclass(frozen=True)
class Unusual:
    """A pattern that chance seldom makes; `code` is that of Nelson's rule."""

    code: str
    direction: Literal["up", "down"] | None
    since: str
    until: str
    n_periods: int
    probability: float
    is_current: bool = False
    is_provisional: bool = False


@dataclass(frozen=True)
class Chart:
    """The control chart of one touchpoint, or (None) of the experience as a whole.

    `unknown` says why it has no limits.
    """

    measure: Measure
    touchpoint: str | None
    points: tuple[ChartPoint, ...]
    signals: tuple[Unusual, ...] = ()
    unknown: str | None = None
    is_seasonal: bool = False


@dataclass(frozen=True)
class Steadiness:
    """All charts, and the false signals to expect of them in a month."""

    charts: tuple[Chart, ...]
    false_signals: float


@dataclass(frozen=True)
class Unknown:
    """What nobody can know yet and why; codes of `vocabulary`, or a plain sentence."""

    what: str
    why: str


@dataclass(frozen=True)
class HeldBack:
    """How many rows were held back for a reason, with the first of them told."""

    reason: str
    n_rows: int
    example: str | None = None


@dataclass(frozen=True)
class Gap:
    """What the programme and the answers do not agree on.

    `kind` is "no_owner", "not_in_programme" or "no_answers".
    """

    kind: Literal["no_owner", "not_in_programme", "no_answers"]
    touchpoint: str


@dataclass(frozen=True)
class Basis:
    """What everything in the report rests on; days are inclusive, None where no date.

    `n_customers` is None where nobody can be named. `scope` is the filter in words.
    """

    n_answers: int
    n_customers: int | None = None
    n_files: int = 0
    first_date: date | None = None
    last_date: date | None = None
    precision: Precision = "day"
    scope: str | None = None


@dataclass(frozen=True)
class Story:
    """Everything one report tells; `made_at` is an aware moment.

    Main things come first: the first finding and change are the headline; standings
    are in the order they deserve attention, drivers strongest first. `moved` are the
    touchpoints compared, those that really moved first, the farthest first. `period`
    is the label of the one that findings, standings and drivers are about, None for
    all.
    """

    company: str
    made_at: datetime
    basis: Basis
    period: str | None = None
    findings: tuple[Finding, ...] = ()
    trends: tuple[Trend, ...] = ()
    changes: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    standings: tuple[Standing, ...] = ()
    drivers: Drivers | None = None
    steadiness: Steadiness | None = None
    histories: tuple[History, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    gaps: tuple[Gap, ...] = ()
    is_simulated: bool = False

    def why(self, what: str) -> str:
        """Return the code why something cannot be known, as it was gathered."""
        reasons = {each.what: each.why for each in self.unknowns}
        return reasons.get(what, "not_looked_at")
