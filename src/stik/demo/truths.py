"""The planted truths: what is true of the simulated company, and how it is found.

`TRUTHS` is the one place where they are written down. The simulation plants each
truth's effect and nothing else; the check asks each truth's question at the front
door and compares the answer. A harmless truth is found when no alarm is raised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

from stik.terms.inquiry import Inquiry
from stik.terms.period import Period


def _everything() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Effect:
    """A shift planted in the answers of everything that matches all that is named.

    `steps` are steps of the question's own scale, before the answer is rounded to it
    and cut at its ends. `from_date` is in, `to_date` is out; `months` return each
    year. `weight` replaces how much the touchpoint counts in the whole.
    """

    steps: float = 0.0
    question: str = "satisfaction"
    touchpoint: str | None = None
    channel: str | None = None
    trait: tuple[str, str] | None = None
    from_date: date | None = None
    to_date: date | None = None
    months: tuple[int, ...] = ()
    weight: float | None = None


@dataclass(frozen=True)
class Question:
    """What is asked at the front door; `verb` is ask, weakest or drivers.

    `from_date` and `to_date` are days or months, both included whole.
    """

    verb: str = "ask"
    metric: str = ""
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=_everything)
    from_date: str | None = None
    to_date: str | None = None
    compare: str | None = None
    of: tuple[str, ...] = ()

    @property
    def inquiry(self) -> Inquiry:
        """Return the question as the front door takes it."""
        return Inquiry(
            metric=self.metric,
            by=self.by,
            where={name: (value,) for name, value in self.where.items()},
            period=Period.named(first=self.from_date, last=self.to_date),
            compare=self.compare,
        )

    @property
    def command(self) -> str:
        """Return the question as it is typed, PLACE standing for the workspace."""
        where = [f"--where {_shell(f'{name}={v}')}" for name, v in self.where.items()]
        options = {
            "by": ",".join(self.by),
            "from": self.from_date,
            "to": self.to_date,
            "compare": self.compare and _shell(self.compare),
            "of": ",".join(self.of),
        }
        given = [f"--{name} {value}" for name, value in options.items() if value]
        words = ["stik", self.verb, "PLACE", self.metric, *where, *given]
        return " ".join(word for word in words if word)


def _shell(text: str) -> str:
    return f"'{text}'" if " " in text else text


class Answer(Enum):
    """What the right answer looks like; the value reads as the end of a sentence."""

    FELL = "is really lower"
    ROSE = "is really higher"
    SAME = "is not really different"
    FIRST = "comes first"
    BEGAN = "is where the fall begins"


@dataclass(frozen=True)
class Truth:
    """One planted truth: what was planted, what to ask, and what must come out.

    `row` names the row of the answer that is looked at, nothing where there is but
    one; the other rows stand beside it, so that the correction for the number of
    comparisons is paid.
    """

    name: str
    sentence: str
    question: Question
    row: Mapping[str, str]
    answer: Answer
    effects: tuple[Effect, ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Return whether the right answer is that there is nothing to act on."""
        return self.answer is Answer.SAME


BREAK_DATE = date(2025, 9, 15)
REPAIR_DATE = date(2025, 11, 24)
INVOICE_DATE = date(2026, 1, 5)
GREETING_DATE = date(2025, 10, 1)
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
