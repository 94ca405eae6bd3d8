"""Checked when written: what can be said against a goal before anybody works for it."""

from dataclasses import dataclass
from math import ceil

from stik.errors import QuestionError
from stik.insights.comparison import Z_POWER, Z_SURE, n_to_see
from stik.insights.goals.objections import Objection, Stated, objections_to
from stik.insights.goals.past import Past, error_of, periods_between
from stik.insights.goals.words import value_in_words
from stik.insights.goals.written import Rival, Written


@dataclass(frozen=True)
class GoalCheck:
    """What can be said against a goal before anybody works for it.

    `n_needed` and `n_usual` are answers in each period, null where unknown. `notes`
    say what could not be checked, and why.
    """

    objections: tuple[Objection, ...]
    n_needed: int | None = None
    n_usual: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is said against it."""
        return not self.objections


def check_goal(
    written: Written, *, past: Past | None = None, rival: Rival | None = None
) -> GoalCheck:
    """Return what can be said against a goal, from what the past shows.

    - *too general*: no metric, scope, target or day is named;
    - *too narrow*: the scope has fewer customers than it takes answers;
    - *not measurable*: a period gets fewer answers than it takes to see the change
      (with 80 % probability at p < 0.05);
    - *not reachable*: beyond the ends of the scale, or further than the metric ever
      moved in as many periods.

    Examples
    --------
    >>> check_goal(Written("better service")).objections[0].sentence
    'too general: it names no metric, scope, target or day'
    """
    objections = _too_general(written)
    if objections:
        return GoalCheck(objections)
    if past is None or not past.counts:
        return GoalCheck((), notes=("nothing was measured yet, so no more is checked",))
    check_grain(written, past)
    goal, unknown = _stated(written, past, rival)
    if goal is None:
        return GoalCheck((), n_usual=past.n_usual, notes=(unknown,))
    needed, notes = _n_needed(goal)
    return GoalCheck(objections_to(goal, n_needed=needed), needed, past.n_usual, notes)


def check_grain(written: Written, past: Past) -> None:
    """Do nothing, or refuse a past that is not by the period the goal speaks of.

    Raises
    ------
    QuestionError
        Naming both grains.
    """
    if written.per is not None and written.per != past.grain:
        raise QuestionError(
            f"goal '{written.name}' is per {written.per}, its past by {past.grain}; "
            f"ask for the past by {written.per}."
        )


def _too_general(written: Written) -> tuple[Objection, ...]:
    parts = {
        "metric": written.metric,
        "scope": written.scope,
        "target": written.target,
        "day": written.by,
    }
    missing = [name for name, part in parts.items() if part is None]
    if written.against is not None and "target" in missing:
        missing.remove("target")
    if not missing:
        return ()
    named = " or ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
    mend = "Say what is measured, of whom, how far it must get and by when."
    return (Objection("too general", f"too general: it names no {named}", mend),)


def _stated(
    written: Written, past: Past, rival: Rival | None
) -> tuple[Stated | None, str]:
    """Return the goal with its change, or why the change is not known."""
    by, target = written.by or past.first_date[-1], written.target or 0.0
    now = past.estimates[-1]
    periods = past.periods_until(by)
    if periods < 1:
        return None, f"{by} is past already; judge the goal instead"
    if written.per is not None:
        change = written.sign * abs(target)
        times = periods_between(past.first_date[-1], by, grain=written.per)
        goal = Stated(
            written, past, by, change, written.per, change * times, periods, rival
        )
        return goal, ""
    if now.value is None:
        return None, f"the last {past.grain} is unknown: {now.unknown}"
    if written.against is not None:
        if rival is None or rival.estimate.value is None:
            return None, f"no figure of {written.against} is known"
        target = rival.estimate.value + written.sign * target
    change = target - now.value
    if change * written.sign <= 0:
        return (
            None,
            f"it is there already: {value_in_words(now.value, unit=past.metric.unit)}",
        )
    return Stated(written, past, by, change, past.grain, change, periods, rival), ""


def _n_needed(goal: Stated) -> tuple[int | None, tuple[str, ...]]:
    """Return the answers each period takes, None where no number would do."""
    variance = goal.past.variance
    if variance is None or goal.change == 0:
        return None, ("too few answers to say how much they differ",)
    if goal.written.against is None or goal.rival is None:
        return n_to_see(variance, difference=goal.change), ()
    notes = (
        (f"the figure of {goal.rival.name} comes without its n and is taken as exact",)
        if goal.rival.is_taken_as_exact
        else ()
    )
    lead = abs(goal.written.target or 0.0) or abs(goal.change)
    room = (lead / (Z_SURE + Z_POWER)) ** 2 - error_of(goal.rival.estimate) ** 2
    return (ceil(variance / room) if room > 0 else None), notes
