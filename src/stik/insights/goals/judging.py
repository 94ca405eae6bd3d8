"""Judged: a goal is met, missed, on its way with a probability, or cannot be told."""

from datetime import date

from stik.errors import QuestionError
from stik.insights.goals.at_the_end import at_the_end
from stik.insights.goals.checking import check_grain
from stik.insights.goals.on_the_way import on_the_way
from stik.insights.goals.past import Past
from stik.insights.goals.standing import Judgement, Whole, cannot_tell
from stik.insights.goals.written import Rival, Written


def judge_goal(
    written: Written, *, past: Past, today: date, rival: Rival | None = None
) -> Judgement:
    """Return how a goal stands today.

    Once its day is over: *met* when the whole 95 % interval is on the good side of
    the target, *missed* when it is on the other, *cannot tell yet* when the target
    lies within, with how many more answers would tell. Until then: the probability
    that the period of the day measures the target, by a forecast of the past; *on
    track* from 80 %, *off track* up to 20 %, *open* between.

    Unknown below 5 answers, *cannot tell yet* below 30.

    Raises
    ------
    QuestionError
        When the goal does not say all it must (`check_goal` says what is missing).

    Examples
    --------
    >>> from stik.metrics.registry import metric
    >>> from stik.terms.counts import Counts
    >>> from stik.terms.goal import Scope
    >>> from stik.terms.scale import Scale
    >>> scale, quarter = Scale.parse("nps_0_10"), date(2026, 1, 1)
    >>> answers = Counts.of([10, 8, 3], n=[600, 200, 200])
    >>> past = Past(metric("nps"), scale, "quarter", (quarter,), (answers,))
    >>> goal = Written("better", "nps", Scope(), target=38.0, by=date(2026, 3, 31))
    >>> judgement = judge_goal(goal, past=past, today=date(2026, 4, 2))
    >>> judgement.word, judgement.n_more
    ('cannot tell yet', 11559)
    """
    goal = _whole(written, past, rival)
    if not past.counts:
        return cannot_tell(goal, "nothing was measured yet")
    return at_the_end(goal) if today > goal.by else on_the_way(goal)


def _whole(written: Written, past: Past, rival: Rival | None) -> Whole:
    target = 0.0 if written.against is not None else None
    target = written.target if written.target is not None else target
    if written.metric is None or target is None or written.by is None:
        raise QuestionError(
            f"goal '{written.name}' cannot be judged: it needs a metric, a target and "
            "a day; check it first."
        )
    if written.metric != past.metric.name:
        raise QuestionError(
            f"goal '{written.name}' is about {written.metric}, its past is of "
            f"{past.metric.name}; ask for the past of {written.metric}."
        )
    if written.per is not None and written.since is None:
        raise QuestionError(
            f"goal '{written.name}' is a change per {written.per}; say since when."
        )
    check_grain(written, past)
    if written.against is not None and rival is None:
        raise QuestionError(
            f"goal '{written.name}' is against {written.against}; give their figure."
        )
    if written.per is not None or written.against is not None:
        target = written.sign * abs(target)
    return Whole(written, past, target, written.by, rival)
