"""Journeys at the front door: which instances, and what is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from stik.insights.result import Result
from stik.programme.writer import programme_yaml
from stik.terms.duration import seconds_in
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances, MadeBy, Rule
from stik.terms.lifetime import Lifetime
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.workspace.measuring import Where, names_of, values_of
from stik.workspace.questions import answered
from stik.workspace.visible import Visible


@dataclass(frozen=True)
class Journeys:
    """The instances of a journey; `where` and `made` choose, each form is a question.

    >>> journeys = workspace.journeys("get_fibre")  # doctest: +SKIP
    >>> journeys.where({"area": "rural"}).graph().table  # doctest: +SKIP
    """

    visible: Visible
    instances: Instances
    inquiry: Inquiry = field(default_factory=lambda: Inquiry("mean"))

    def where(  # noqa: PLR0913 the named filters, each optional
        self,
        where: Where | None = None,
        *,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        touched: str | Sequence[str] = (),
        untouched: str | Sequence[str] = (),
        longer_than: str | None = None,
        shorter_than: str | None = None,
        follows: str | None = None,
    ) -> Self:
        """Return those instances of which a visit fits all of `where`.

        They went through each step of `touched` and none of `untouched`, took longer or
        shorter than such as `2 days`, and went as a path pattern such as
        `order -> not(call)* -> delivery`. Of a period only the visits in it are looked
        at: an instance that began before has no start there, one that goes on no end.
        """
        chosen = replace(
            self.instances,
            touched=names_of(touched),
            untouched=names_of(untouched),
            longer_than=_seconds(longer_than),
            shorter_than=_seconds(shorter_than),
            follows=follows,
        )
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
        )
        return replace(self, instances=chosen, inquiry=inquiry)

    def made(
        self,
        by: MadeBy = "customer",
        *,
        starts_with: str | Sequence[str] = (),
        ends_with: str | Sequence[str] = (),
        gap: str | None = None,
        at_most: str | None = None,
    ) -> Self:
        """Return what makes an instance: its own name, or its customer by a rule.

        See `terms.instances.Rule`; `gap` and `at_most` are such as `30 days`.
        """
        rule = Rule(
            names_of(starts_with),
            names_of(ends_with),
            _seconds(gap),
            _seconds(at_most),
        )
        return replace(self, instances=replace(self.instances, made_by=by, rule=rule))

    def graph(self, score: str | None = None) -> Result:
        """Return which step follows which: visits, instances, customers, times.

        `table` has one row an arrow, those of starts and ends without the other step;
        `explain()["steps"]` the steps. A `score` is a metric, such as `nps`, or what
        came of it later: `left`, `bought_again`.

        Raises
        ------
        QuestionError
            When there is no such score, or nothing says who has left.
        """
        lifetime = self.visible.reading().programme().lifetime
        written = programme_yaml(Programme(lifetime=lifetime or Lifetime()))
        told = written if score == "left" else ""
        return self._asked("journey_graph", score=score, written=told)

    def variants(self) -> Result:
        """Return the different ways instances went, the most frequent first."""
        return self._asked("journey_variants")

    def timeline(self, customer: str, *, source: str | None = None) -> Result:
        """Return what happened to one customer, what they said and how it felt.

        `customer` is the name that a source calls them by. Of a journey only what is
        of it; see `insights.journeys.timeline.TIMELINE`.

        Raises
        ------
        CustomerUnknown
            When nobody has the name.
        """
        reading = self.visible.reading(as_of=self.inquiry.as_of)
        words = {"customer": customer, "source": source}
        journey = self.instances.journey
        return answered(
            "journey_timeline", self.inquiry, reading, journey=journey, **words
        )

    def blueprint(self, score: str | None = None) -> Result:
        """Return what is done behind each step, and what waiting and rework it has.

        `table` has one row a step (`insights.journeys.blueprint.tables.BLUEPRINT`),
        `explain()["opportunities"]` what to automate, eliminate, consolidate and
        optimise, with what it is worth a month at the rates of the programme. A `score`
        is as `graph` has it.

        Raises
        ------
        QuestionError
            When steps are not touchpoints, or there is no such score.
        """
        return self._asked("journey_blueprint", score=score, written=self._written())

    def touches(self, change: str, *, score: str | None = None) -> Result:
        """Return which processes, steps and journeys a change touches.

        It is `supplier=…`, `system=…`, `regulation=…`, `stakeholder=…` or `process=…`,
        a name in the programme's processes. `table` has one row a process and step
        (`insights.journeys.blueprint.tables.TOUCHED`).

        Raises
        ------
        QuestionError
            When no process has to do with it, or as `blueprint`.
        """
        words = {"score": score, "written": self._written()}
        return self._asked("journey_touches", change=change, **words)

    def _written(self) -> str:
        """Return what the programme says of what is behind steps, and of leaving."""
        known = self.visible.reading().programme()
        told = Programme(
            journeys=known.journeys,
            processes=known.processes,
            rates=known.rates,
            lifetime=known.lifetime or Lifetime(),
        )
        return programme_yaml(told)

    def _asked(self, question: str, **words: object) -> Result:
        reading = self.visible.reading(as_of=self.inquiry.as_of)
        told = self.instances.told()
        return answered(question, self.inquiry, reading, instances=told, **words)


def _seconds(text: str | None) -> int | None:
    return None if text is None else seconds_in(text)
