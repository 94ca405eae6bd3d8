"""A planted truth: what is planted, which question finds it, what must come out."""

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
    """What is asked at the front door; `verb` is ask, weakest, drivers or journeys.

    Of journeys groups are compared, in a `form` with its `steps`. `from_date` and
    `to_date` are days or months, both included whole.
    """

    verb: str = "ask"
    metric: str = ""
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=_everything)
    from_date: str | None = None
    to_date: str | None = None
    compare: str | None = None
    of: tuple[str, ...] = ()
    journey: str | None = None
    form: str | None = None
    steps: tuple[str, ...] = ()

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
            "journey": self.journey,
            "form": self.form,
            "steps": ",".join(self.steps),
            "by": ",".join(self.by),
            "from": self.from_date,
            "to": self.to_date,
            "compare": self.compare and _shell(self.compare),
            "of": ",".join(self.of),
        }
        given = [f"--{name} {value}" for name, value in options.items() if value]
        asked = "compare" if self.verb == "journeys" else self.metric
        words = ["stik", self.verb, "PLACE", asked, *where, *given]
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
