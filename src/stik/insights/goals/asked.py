"""Goals asked of a workspace: how each stands today, and what speaks against it."""

from datetime import date

from stik.errors import QuestionError
from stik.insights.goals.checking import GoalCheck, check_goal
from stik.insights.goals.judging import judge_goal
from stik.insights.goals.leaving import check_reasons, judge_reasons, stated
from stik.insights.goals.measured import Measured, measured
from stik.insights.goals.objections import Objection
from stik.insights.goals.rows import Judged, details_of, goal_rows, told_of
from stik.insights.goals.standing import Judgement
from stik.insights.goals.written import Written
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.programme.file import programme_of_text
from stik.terms.goal import LEADING_REASON
from stik.terms.inquiry import Inquiry
from stik.terms.period import period_begin
from stik.terms.programme import Programme

GOALS = (
    "A goal is met or missed once its day is over and its whole 95 % interval is on "
    "one side of the target; before, it is on track from 80 % probability on, off "
    "track up to 20 %."
)


def goals_result(
    inquiry: Inquiry, reading: Reading, *, written: str, today: str
) -> Result:
    """Return how the goals in a programme's text stand on a day (ISO).

    `explanation["goals"]` holds what each was judged from, and the objections to it.
    """
    programme = programme_of_text(written)
    day = date.fromisoformat(today)
    found = [
        judged(Written.of(goal), reading, programme=programme, today=day)
        for goal in programme.goals
    ]
    details = {
        "definition": GOALS,
        "confidence": 0.95,
        "today": today,
        "goals": {each.written.name: told_of(each) for each in found},
        "notes": [],
    }
    told = explained(
        details,
        inquiry,
        asked=asked(inquiry, insight="goals", written=written, today=today),
        snapshot=reading.snapshot,
    )
    return Result("goals", "mixed", goal_rows(found), told)


def judged(
    written: Written, reading: Reading, *, programme: Programme, today: date
) -> Judged:
    """Return how a goal that has a day stands, and what speaks against it.

    What was not measured at all cannot be told yet, and the sentence says why.
    """
    by = written.by or today
    if written.metric == LEADING_REASON:
        leading = stated(written, reading)
        judgement = judge_reasons(leading, by=by, today=today)
        return Judged(written, judgement, check_reasons(leading))
    try:
        found = measured(written, reading, programme=programme, today=today)
        judgement = _judgement(written, found, by=by, today=today)
    except QuestionError as error:
        sentence, target = f"Cannot tell yet: {error}", written.target or 0.0
        judgement = Judgement("cannot tell yet", sentence, target, n=0)
        return Judged(written, judgement, _not_measured(reading, error))
    check = check_goal(written, past=found.past, rival=found.rival)
    return Judged(written, judgement, check, details_of(written, found))


def checked(
    written: Written, reading: Reading, *, programme: Programme, today: date
) -> GoalCheck:
    """Return what can be said against a goal, from what was measured of it."""
    unwritten = check_goal(written)
    if not unwritten.is_sound:
        return unwritten
    if written.metric == LEADING_REASON:
        return check_reasons(stated(written, reading))
    try:
        found = measured(written, reading, programme=programme, today=today)
        return check_goal(written, past=found.past, rival=found.rival)
    except QuestionError as error:
        return _not_measured(reading, error)


def _not_measured(reading: Reading, error: QuestionError) -> GoalCheck:
    """Return that there are answers, but none of those the goal is about."""
    if not reading.entries:
        return GoalCheck((), notes=("nothing was measured yet, so no more is checked",))
    mend = "Ask for it, or write the goal about what is asked."
    return GoalCheck((Objection("not measurable", f"not measurable: {error}", mend),))


def _judgement(
    written: Written, found: Measured, *, by: date, today: date
) -> Judgement:
    """Return how a goal stands; a period that its day lies in must be over."""
    grain = found.past.grain
    if today > by and period_begin(by, grain=grain) == period_begin(today, grain=grain):
        sentence = f"Cannot tell yet: the {grain} of {by} is not over"
        return Judgement("cannot tell yet", sentence, written.target or 0.0, n=0)
    return judge_goal(written, past=found.past, today=today, rival=found.rival)
