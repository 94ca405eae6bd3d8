"""Questions of value: why customers leave, how long they stay, what it is worth."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from stik.errors import QuestionError, nearest
from stik.insights.result import Result
from stik.insights.value.lives.lifetimes import AT
from stik.insights.value.worth.looking import Looking
from stik.programme.writer import programme_yaml
from stik.terms.inquiry import Inquiry
from stik.terms.lifetime import Lifetime
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.terms.segmentation import Condition
from stik.terms.spending import SpendingPeriod
from stik.workspace.measuring import Where, names_of, values_of
from stik.workspace.understanding import Understanding

Said = Mapping[str, str]
"""Of a `Lifetime`, by field: a trait's name, or `trait=value` for a condition."""


class Valuing(Understanding):
    """What can be asked of customers' lives with the company."""

    @abstractmethod
    def programme(self) -> Programme:
        """Return what the company says about its experience."""

    def leaving(  # noqa: PLR0913 as `ask`
        self,
        *,
        of: str | Sequence[str] = (),
        lifetime: Said | None = None,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
    ) -> Result:
        """Return why customers leave: stated reasons, and what goes with leaving.

        `lifetime` says where the facts have it, such as `{"left": "status=gone",
        "months": "tenure"}`; what it leaves out the programme says. `of` names traits,
        segmentations and questions that are held alike; without it each trait stands
        by itself. `table` has one row per reason and per value of a trait.
        """
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
        )
        written = self._lifetime(lifetime)
        return self._answered("leaving", inquiry, written=written, of=names_of(of))

    def retention(  # noqa: PLR0913 as `ask`
        self,
        *,
        by: str | None = None,
        at: Sequence[float] = AT,
        lifetime: Said | None = None,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
    ) -> Result:
        """Return what share of the customers stays longer than so many months.

        `by` is a trait or segmentation, or a question or metric: then promoters,
        passives and detractors (good, middling and bad answers) are counted from their
        first answer on. `table` has one row per group and month of `at`;
        `explain()["difference"]` the log-rank test. `lifetime` as in `leaving`.
        """
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
        )
        words = {"written": self._lifetime(lifetime), "group": by, "at": list(at)}
        return self._answered("retention", inquiry, **words)

    def worth(  # noqa: PLR0913 as `ask`
        self,
        metric: str | None = None,
        *,
        lifetime: Said | None = None,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        **looking: Any,  # noqa: ANN401 the words of `Looking`
    ) -> Result:
        """Return what it is worth: one point more, keeping, and what is still to come.

        `metric` is a question, or a metric that stands for one. `looking` may say
        `months` (after an answer), `ahead` (months to come), `discount` (a year) and
        `currency`; `lifetime` is as in `leaving`, spending stands in the programme.
        `table` has one row per figure: `what` is point, spending, quoted or customers.
        """
        known = {field.name for field in fields(Looking)}
        for name in looking:
            if name not in known:
                raise QuestionError(f"there is no '{name}'; {nearest(name, known)}")
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
        )
        words = {"about": metric, "looking": looking}
        written = self._lifetime(lifetime, spending=self.programme().spending)
        return self._answered("worth", inquiry, written=written, **words)

    def _lifetime(
        self, said: Said | None, *, spending: tuple[SpendingPeriod, ...] = ()
    ) -> str:
        """Return the lifetime of the programme, with what is said, as a programme."""
        known = self.programme().lifetime or Lifetime()
        named = {field.name for field in fields(Lifetime)}
        for name in said or {}:
            if name not in named:
                raise QuestionError(
                    f"there is no '{name}' of a lifetime; {nearest(name, named)}"
                )
        read: dict[str, Any] = {
            name: _read(name, text) for name, text in (said or {}).items()
        }
        lifetime = replace(known, **read)
        return programme_yaml(Programme(lifetime=lifetime, spending=spending))


def _read(name: str, text: str) -> str | Condition:
    if name not in ("left", "word_of_mouth"):
        return text
    trait, is_written, values = text.partition("=")
    among = tuple(value.strip() for value in values.split(",") if value.strip())
    if not is_written or not among:
        raise QuestionError(f"'{text}' says no value; write {name} as trait=value.")
    return Condition(trait=trait.strip(), is_any=among)
