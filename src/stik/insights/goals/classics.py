"""The three goals that most companies begin with, ready to be filled in."""

from dataclasses import dataclass, replace
from datetime import date

from stik.errors import QuestionError, nearest
from stik.insights.goals.written import Written
from stik.terms.goal import CLASSIC_GOALS


@dataclass(frozen=True)
class Classic:
    """A goal to begin with: its question, what it needs, and how it is judged.

    `goal` has no day yet. `asks` names the questions put to the front door, in words;
    `needs` what must be in the facts before.
    """

    name: str
    question: str
    goal: Written
    needs: str
    judged_by: str

    def by(self, day: date, *, owner: str | None = None) -> Written:
        """Return the goal with its last day and its owner."""
        return replace(self.goal, by=day, owner=owner)


def _begun(classic: str, name: str) -> Written:
    """Return what a classic goal says, under a name of its own."""
    said = CLASSIC_GOALS[classic]
    return Written(
        name,
        metric=said.metric,
        scope=said.scope,
        direction=said.direction,
        target=said.target,
        per=said.per,
        against="the industry" if said.is_against else None,
    )


CLASSICS: tuple[Classic, ...] = (
    Classic(
        "why_customers_leave",
        "Why do customers leave?",
        _begun("why_customers_leave", "know why customers leave"),
        needs="one stated reason from each customer who left",
        judged_by="goals.reasons.leading_reason: met when one reason surely leads",
    ),
    Classic(
        "nps_against_a_rival",
        "Is our NPS above that of a competitor, or of the industry?",
        _begun("nps_against_a_rival", "NPS above the industry"),
        needs="our answers on nps_0_10, and their figure with its n, date and source",
        judged_by="goals.judging.judge_goal, with the figure as rival",
    ),
    Classic(
        "nps_of_long_standing_customers",
        "Does the NPS of long-standing customers rise by 3 a quarter?",
        _begun("nps_of_long_standing_customers", "NPS of long-standing customers"),
        needs="our answers on nps_0_10 by quarter, and who is a long-standing customer",
        judged_by="goals.judging.judge_goal, since the quarter it is counted from",
    ),
)


def classic(name: str) -> Classic:
    """Return the classic goal called `name`.

    Raises
    ------
    QuestionError
        Naming the nearest known one.

    Examples
    --------
    >>> classic("nps_of_long_standing_customers").goal.target
    3.0
    """
    for known in CLASSICS:
        if known.name == name:
            return known
    names = [known.name for known in CLASSICS]
    raise QuestionError(
        f"there is no goal '{name}' to begin with; {nearest(name, names)}"
    )
