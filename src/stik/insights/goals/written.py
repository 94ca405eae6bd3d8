"""A goal as somebody wrote it: perhaps not whole, perhaps against somebody else."""

from dataclasses import dataclass
from datetime import date

from stik.errors import QuestionError
from stik.terms.estimate import Estimate
from stik.terms.goal import DIRECTIONS, Goal, Scope
from stik.terms.period import GRAINS


@dataclass(frozen=True)
class Written:
    """A goal with whatever is said of it; None is what is not said.

    Parameters
    ----------
    name, owner : str
        What it is called, and who answers for it.
    metric : str, optional
        Such as `nps`; its unit is that of `target`.
    scope : Scope, optional
        Which part of the experience; `Scope()` is all of it.
    direction : {"up", "down"}
        Whether at least or at most the target is wanted.
    target : float, optional
        Where the metric should be; with `per` how much it should change in each such
        period, without a sign; with `against` how far it should be ahead of the rival.
    by : date, optional
        The last day.
    per : str, optional
        A grain of time, such as `quarter`: the target is a change.
    since : date, optional
        With `per`, a day of the period that the change is counted from.
    against : str, optional
        A competitor, or the industry: the target is a lead.
    reasons : str, optional
        The trait that says why customers left, of the goal to know that.

    Raises
    ------
    QuestionError
        On a direction or a grain that there is not, and on `per` with `against`.
    """

    name: str
    metric: str | None = None
    scope: Scope | None = None
    direction: str = "up"
    target: float | None = None
    by: date | None = None
    owner: str | None = None
    per: str | None = None
    since: date | None = None
    against: str | None = None
    reasons: str | None = None

    def __post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            known = " or ".join(DIRECTIONS)
            raise QuestionError(f"goal '{self.name}': the direction is {known}.")
        if self.per is not None and self.per not in GRAINS:
            known = ", ".join(GRAINS)
            raise QuestionError(f"goal '{self.name}': a change is per {known}.")
        if self.per is not None and self.against is not None:
            raise QuestionError(
                f"goal '{self.name}': a change and a lead are two goals; write both."
            )

    @classmethod
    def of(cls, goal: Goal) -> "Written":
        """Return a goal of the programme."""
        return cls(
            goal.name,
            metric=goal.metric,
            scope=goal.scope,
            direction=goal.direction,
            target=goal.target,
            by=goal.by,
            owner=goal.owner,
            per=goal.per,
            since=goal.counted_from,
            against=goal.against,
            reasons=goal.reasons,
        )

    @property
    def sign(self) -> float:
        """Return 1 where more is wanted, -1 where less is."""
        return 1.0 if self.direction == "up" else -1.0


@dataclass(frozen=True)
class Rival:
    """A competitor's or an industry's figure on the same question and scale.

    An estimate without an interval is a figure published without its n; it is taken
    as exact, and every sentence about it says so.
    """

    name: str
    estimate: Estimate

    @property
    def is_taken_as_exact(self) -> bool:
        """Return whether nothing is known of its uncertainty."""
        return self.estimate.low is None
