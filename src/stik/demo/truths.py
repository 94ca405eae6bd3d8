"""The planted truths: what is true of the simulated company, and how it is found.

`TRUTHS` is the one place where they are written down. The simulation plants each
truth's effect and nothing else (those of journeys: the ways of `ways.py`); the check
asks each truth's question at the front door and compares the answer. A harmless truth
is found when no alarm is raised.
"""

from types import MappingProxyType

from stik.demo.days import BREAK_DATE, INVOICE_DATE, REPAIR_DATE
from stik.demo.journey_truths import JOURNEY_TRUTHS, TOWNS_WAIT_ALIKE
from stik.demo.truth import Answer, Effect, Question, Truth

_WINTER = (12, 1)
_RATED = ("order", "booking", "waiting", "installation", "first_invoice")

_BROKEN_WEEKS = Question(
    metric="csat",
    by=("touchpoint",),
    from_date=BREAK_DATE.isoformat(),
    to_date="2025-11-23",
    compare="previous",
)
_LAST_WINTER = Question(
    metric="csat",
    by=("touchpoint",),
    from_date="2025-12",
    to_date="2026-01",
    compare="last-year",
)


def _recommending(trait: str, value: str, *, against: str) -> Question:
    """Return the question for two groups' NPS in a half-year: one answer a customer."""
    return Question(
        metric="nps",
        where=MappingProxyType({"touchpoint": "overall", trait: value}),
        from_date="2026-01",
        to_date="2026-06",
        compare=f"{trait}={against}",
    )


TRUTHS = (
    Truth(
        name="booking broke",
        sentence=(
            "A new booking form made booking a date 0.8 step worse for ten weeks, "
            "from 15 September 2025."
        ),
        effects=(
            Effect(
                steps=-0.8,
                touchpoint="booking",
                from_date=BREAK_DATE,
                to_date=REPAIR_DATE,
            ),
        ),
        question=_BROKEN_WEEKS,
        row={"touchpoint": "booking"},
        answer=Answer.FELL,
    ),
    Truth(
        name="booking stands out unasked",
        sentence="Whoever looks at every touchpoint and quarter sees booking fall.",
        question=Question(
            metric="csat",
            by=("touchpoint", "quarter"),
            from_date="2025-01",
            to_date="2026-06",
            compare="last-year",
        ),
        row={"touchpoint": "booking", "quarter": "2025-Q4"},
        answer=Answer.FELL,
    ),
    Truth(
        name="the week booking broke",
        sentence="The fall began in the week of 15 September 2025, give or take one.",
        question=Question(
            metric="mean",
            by=("week",),
            where=MappingProxyType({"question": "booking_satisfaction"}),
            from_date="2025-06-30",
            to_date="2025-11-23",
        ),
        row={"week": "2025-W38"},
        answer=Answer.BEGAN,
    ),
    Truth(
        name="rural customers suffer",
        sentence="Rural customers recommend the company about 15 NPS points less.",
        effects=(Effect(steps=-0.4, question="recommend", trait=("area", "rural")),),
        question=_recommending("area", "rural", against="city"),
        row={},
        answer=Answer.FELL,
    ),
    Truth(
        name="waiting is the weakest",
        sentence="Waiting for the technician is 0.7 step worse than it has to be.",
        effects=(Effect(steps=-0.7, touchpoint="waiting"),),
        question=Question(verb="weakest"),
        row={"touchpoint": "waiting"},
        answer=Answer.FIRST,
    ),
    Truth(
        name="installation matters most",
        sentence="Installation weighs three times as much in the whole as other steps.",
        effects=(Effect(touchpoint="installation", weight=0.45),),
        question=Question(verb="drivers", metric="csat", of=_RATED),
        row={"driver": "installation"},
        answer=Answer.FIRST,
    ),
    Truth(
        name="the clearer invoice worked",
        sentence="A one-page invoice from 5 January 2026 raised it by 0.4 step.",
        effects=(
            Effect(steps=0.4, touchpoint="first_invoice", from_date=INVOICE_DATE),
        ),
        question=Question(
            metric="csat",
            by=("touchpoint",),
            from_date=INVOICE_DATE.isoformat(),
            to_date="2026-06",
            compare="last-year",
        ),
        row={"touchpoint": "first_invoice"},
        answer=Answer.ROSE,
    ),
    Truth(
        name="faults are hard by phone",
        sentence="Reporting a fault by phone is 0.6 step of 7 harder than in the app.",
        effects=(
            Effect(
                steps=-0.6,
                question="effort",
                touchpoint="fault_report",
                channel="phone",
            ),
        ),
        question=Question(
            metric="ces",
            where=MappingProxyType({"touchpoint": "fault_report", "channel": "phone"}),
            compare="channel=app",
        ),
        row={},
        answer=Answer.FELL,
    ),
    *JOURNEY_TRUTHS,
    Truth(
        name="winter at the door",
        sentence="Waiting is 0.35 step worse every December and January, no more.",
        effects=(Effect(steps=-0.35, touchpoint="waiting", months=_WINTER),),
        question=_LAST_WINTER,
        row={"touchpoint": "waiting"},
        answer=Answer.SAME,
    ),
    Truth(
        name="winter on the phone",
        sentence="The call centre is 0.35 step worse every December and January.",
        effects=(Effect(steps=-0.35, touchpoint="call_centre", months=_WINTER),),
        question=_LAST_WINTER,
        row={"touchpoint": "call_centre"},
        answer=Answer.SAME,
    ),
    Truth(
        name="the new greeting did nothing",
        sentence="A new greeting on the phone from 1 October 2025 changed nothing.",
        question=Question(
            metric="csat",
            by=("touchpoint",),
            from_date="2025-10",
            to_date="2026-06",
            compare="last-year",
        ),
        row={"touchpoint": "call_centre"},
        answer=Answer.SAME,
    ),
    Truth(
        name="towns are like cities",
        sentence="Customers in towns recommend the company as customers in cities do.",
        question=_recommending("area", "town", against="city"),
        row={},
        answer=Answer.SAME,
    ),
    Truth(
        name="the business plan is ordinary",
        sentence="Customers on the business plan are no happier than on the basic one.",
        question=_recommending("plan", "business", against="basic"),
        row={},
        answer=Answer.SAME,
    ),
    Truth(
        name="old age is no matter",
        sentence="Customers of 65 and over recommend as those of 30 to 44 do.",
        question=_recommending("age_group", "65 and over", against="30-44"),
        row={},
        answer=Answer.SAME,
    ),
    TOWNS_WAIT_ALIKE,
    Truth(
        name="ordering went on as before",
        sentence="Nothing happened to ordering in the weeks in which booking broke.",
        question=_BROKEN_WEEKS,
        row={"touchpoint": "order"},
        answer=Answer.SAME,
    ),
)
"""Everything planted, the truths to find first, the harmless ones after them."""

EFFECTS = tuple(effect for truth in TRUTHS for effect in truth.effects)
