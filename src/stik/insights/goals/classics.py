"""The three goals that most companies begin with, ready to be filled in."""

from dataclasses import dataclass, replace
from datetime import date

from stik.errors import QuestionError, nearest
from stik.insights.goals.written import Written
from stik.terms.goal import Scope

LONG_STANDING = Scope(traits=(("standing", "long"),))
"""Those whose trait or computed segment `standing` is `long`."""


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


CLASSICS: tuple[Classic, ...] = (
    Classic(
        "why_customers_leave",
        "Why do customers leave?",
        Written(
            "know why customers leave",
            metric="leading_reason",
            scope=Scope(),
            direction="up",
            target=0.0,
        ),
        needs="one stated reason from each customer who left",
        judged_by="goals.reasons.leading_reason: met when one reason surely leads",
    ),
    Classic(
        "nps_against_a_rival",
        "Is our NPS above that of a competitor, or of the industry?",
        Written(
            "NPS above the industry",
            metric="nps",
            scope=Scope(),
            direction="up",
            target=0.0,
            against="the industry",
        ),
        needs="our answers on nps_0_10, and their figure with its n, date and source",
        judged_by="goals.judging.judge_goal, with the figure as rival",
    ),
    Classic(
        "nps_of_long_standing_customers",
        "Does the NPS of long-standing customers rise by 3 a quarter?",
        Written(
            "NPS of long-standing customers",
            metric="nps",
            scope=LONG_STANDING,
            direction="up",
            target=3.0,
            per="quarter",
        ),
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
