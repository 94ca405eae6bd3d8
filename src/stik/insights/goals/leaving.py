"""The goal to know why customers leave: told once one stated reason surely leads."""

from datetime import date

from stik.errors import nearest
from stik.insights.goals.checking import GoalCheck
from stik.insights.goals.objections import Objection
from stik.insights.goals.reasons import Leading, leading_reason
from stik.insights.goals.standing import Judgement, Word
from stik.insights.goals.written import Written
from stik.insights.reading import Reading
from stik.terms.goal import REASONS, Scope


def stated(written: Written, reading: Reading) -> Leading:
    """Return which reason leads among those stated in the goal's trait, if any."""
    trait = written.reasons or REASONS
    if written.scope not in (None, Scope()):
        return _unknown("reasons are counted of all who left; take the scope out")
    if trait not in reading.trait_names:
        known = nearest(trait, reading.trait_names)
        return _unknown(f"no trait '{trait}' says why customers left; {known}")
    return leading_reason(reading.last_said(trait))


def _unknown(reason: str) -> Leading:
    return Leading(None, None, None, None, None, 0, None, unknown=reason)


def check_reasons(leading: Leading) -> GoalCheck:
    """Return what can be said against the goal to know why customers leave."""
    if leading.unknown is not None:
        sentence = f"not measurable: {leading.unknown}"
        mend = "Ask those who leave for one reason, and load it as a trait."
        return GoalCheck((Objection("not measurable", sentence, mend),))
    if leading.n_more is None:
        return GoalCheck((), n_usual=leading.n)
    needed = leading.n + leading.n_more
    note = f"{needed:,} stated reasons would tell, {leading.n:,} are there"
    return GoalCheck((), needed, leading.n, (note,))


def judge_reasons(leading: Leading, *, by: date, today: date) -> Judgement:
    """Return whether it is known why customers leave.

    *Met* when one reason surely leads; else *missed* once the day is over, and *cannot
    tell yet* before. `value` is by how much its share leads that of the second.
    """
    if leading.unknown is not None or leading.ahead is None:
        sentence = f"Cannot tell yet: {leading.unknown}"
        return Judgement("cannot tell yet", sentence, 0.0, n=leading.n)
    lead = (
        f"{leading.reason} leads {leading.second} by {100 * leading.ahead:.1f} "
        f"percentage points ({100 * (leading.low or 0):.1f} to "
        f"{100 * (leading.high or 0):.1f}), n = {leading.n:,}"
    )
    word: Word = "missed" if today > by else "cannot tell yet"
    if leading.is_sure:
        word, sentence = "met", f"Met: {lead}"
    else:
        more = "no number of answers tells two that are level"
        if leading.n_more is not None:
            more = f"needs {leading.n_more:,} more answers"
        sentence = f"{word.capitalize()}: perhaps {lead}; {more}"
    return Judgement(
        word,
        sentence,
        0.0,
        leading.ahead,
        leading.low,
        leading.high,
        n_more=leading.n_more,
        n=leading.n,
    )
