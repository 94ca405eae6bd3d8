"""The plan of a chart: how its limits are made, and which signals are looked for."""

from dataclasses import dataclass
from typing import Literal

from stik.errors import QuestionError, nearest
from stik.insights.consistency.rules import RULES, rule

ChartKind = Literal[
    "xmr", "i_prime", "p", "p_prime", "u", "u_prime", "mean", "mean_prime"
]

KINDS: dict[ChartKind, str] = {
    "xmr": "individual values, spread from their moving range",
    "i_prime": "values of differing n, spread from their normalised moving range",
    "p": "shares, spread from sampling alone",
    "p_prime": "shares, spread from sampling and between periods (Laney)",
    "u": "events per area of opportunity, spread from sampling alone",
    "u_prime": "events per area, spread from sampling and between periods (Laney)",
    "mean": "means and NPS, spread from sampling alone",
    "mean_prime": "means and NPS, spread from sampling and between periods (Laney)",
}
"""The charts there are, each in one line."""

FEWEST_IN_BASELINE = 8
"""Below this many periods limits are unknown."""

SETTLED_BASELINE = 20
"""Below this many periods limits are provisional."""


@dataclass(frozen=True)
class PhaseStart:
    """A known change: from this period on new limits are made."""

    period: str
    change: str = ""


@dataclass(frozen=True)
class Plan:
    """How a chart is made; the default suits any metric.

    Parameters
    ----------
    kind : ChartKind or None
        One of `KINDS`; None chooses by the readings and their n.
    rules : tuple of int
        Which of Nelson's rules 1 to 8 are looked for.
    phases : tuple of PhaseStart
        Known changes; limits of one phase never judge another.
    baseline : int or None
        How many periods of each phase the limits are made of, at least 8; the later
        ones are judged by them. None makes them of all periods of the phase.
    exceptional : tuple of str
        Periods known to be special. They are shown, but neither judged nor part of
        the limits.
    seasonal : bool or None
        Whether each period is held against the same season of earlier years. None:
        where there are two full years and the seasons do differ.
    """

    kind: ChartKind | None = None
    rules: tuple[int, ...] = (1, 2)
    phases: tuple[PhaseStart, ...] = ()
    baseline: int | None = None
    exceptional: tuple[str, ...] = ()
    seasonal: bool | None = None

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in KINDS:
            raise QuestionError(
                f"there is no chart '{self.kind}'; {nearest(self.kind, KINDS)}"
            )
        for number in self.rules:
            rule(number)
        if self.baseline is not None and self.baseline < FEWEST_IN_BASELINE:
            raise QuestionError(
                f"a baseline of {self.baseline} periods is too short; "
                f"give {FEWEST_IN_BASELINE} or more."
            )

    @property
    def rules_in_use(self) -> tuple[int, ...]:
        """Return the numbers of the rules, each once and in order."""
        return tuple(each.number for each in RULES if each.number in self.rules)
