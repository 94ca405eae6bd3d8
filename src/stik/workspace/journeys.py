"""Journeys at the front door: which instances, and what is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from stik.errors import QuestionError
from stik.insights.journeys.asking import graph_in
from stik.insights.journeys.designed import Design
from stik.insights.journeys.draft import draft_of
from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.reading import walked
from stik.insights.result import Result
from stik.programme.writer import programme_yaml
from stik.terms.duration import seconds_in
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances, MadeBy, Rule
from stik.terms.journey import Journey
from stik.terms.lifetime import Lifetime
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.workspace.measuring import Where, names_of, values_of
from stik.workspace.questions import answered
from stik.workspace.visible import Visible

LEFT = "left"
"""The score of which the programme says what it is."""


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

        `{"nps": "detractors"}` chooses those of customers whose first answer of the
        period makes them so; of other scales `good answers` and `bad answers`.
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
        words = {"score": score, "written": self._lifetime(score)}
        return self._asked("journey_graph", **words)

    def picture(self, score: str | None = None, *, language: str | None = None) -> str:
        """Return the graph as one SVG: steps from top to bottom, light and dark.

        At most 40 steps are drawn; a sentence under the picture says what is not.

        Raises
        ------
        QuestionError
            As `graph`, or when pictures do not speak the language.
        """
        from stik.report.journeys.svg import journey_svg  # noqa: PLC0415 - only pictures wait for it

        graph = graph_in(self.graph(score))
        return journey_svg(
            graph, language=self._language(language), title=self._title(language)
        )

    def page(self, score: str | None = None, *, language: str | None = None) -> str:
        """Return the picture as a page of HTML that needs nothing else, with tables.

        Raises
        ------
        QuestionError
            As `picture`.
        """
        from stik.report.journeys.page import journey_page  # noqa: PLC0415 - see `picture`

        result = self.graph(score)
        told = result.explain()
        return journey_page(
            graph_in(result),
            title=self._title(language),
            subtitle=told["period"],
            language=self._language(language),
            notes=told["notes"],
        )

    def _language(self, asked: str | None) -> str:
        return asked or self.visible.store.place.language

    def _title(self, language: str | None) -> str:
        """Return the journey as the programme calls it, or its name."""
        name = self.instances.journey
        known = {
            each.name: each for each in self.visible.reading().programme().journeys
        }
        if name in known:
            return known[name].called(language=self._language(language))
        return name or self.visible.store.place.name

    def variants(self) -> Result:
        """Return the different ways instances went, the most frequent first."""
        return self._asked("journey_variants")

    def funnel(self, steps: str | Sequence[str] = ()) -> Result:
        """Return how many instances reach each of the steps, in this order.

        Others may lie between. `table` has one row a step: the share of those at the
        step before that reach it, and of those at the first; the median time; base
        rate and lift. Who is not over and may still reach it is in `n_open` alone.

        Raises
        ------
        QuestionError
            When no step is named, or one that there is not.
        """
        return self._asked("journey_funnel", steps=list(names_of(steps)))

    def rework(self) -> Result:
        """Return which steps instances come back to: at once, later, or to and fro.

        `table` has one row a kind and step: how often, in how many instances, and their
        share of those that have the step. With `step="channel"` or `"unit"` it shows
        who is sent from one to the other and back.
        """
        return self._asked("journey_rework")

    def around(self, anchor: str, *, before: int = 3, after: int = 3) -> Result:
        """Return which steps lie so many places before and after each visit of one.

        `table` has one row a place and step: its share there, the base rate (its share
        at that place of any visit) and the lift. A null step: the instance begins
        after that place, or ends before it.

        Raises
        ------
        QuestionError
            When there is no such step.
        """
        places = [before, after]
        return self._asked("journey_around", anchor=anchor, places=places)

    def clusters(self) -> Result:
        """Return instances put together that touch and repeat much the same steps.

        `table` has up to three rows a cluster, the largest first: two steps and a trait
        of customers that most set it apart, with the share in it and elsewhere.
        It is empty where no clusters are clear.
        """
        return self._asked("journey_clusters")

    def compare(
        self, other: str, *, form: str = "graph", steps: str | Sequence[str] = ()
    ) -> Result:
        """Return how these instances differ from others, row by row of a form.

        `other` is a group such as `area=city` (where these are of another one), or
        `last-year` or `previous`; `form` is graph, variants, rework, or funnel with its
        `steps`. `table` has the share in both, the difference with interval and p, and
        whether it is real after the correction for all that are shown.

        Raises
        ------
        QuestionError
            When it cannot be compared like that.
        """
        names = list(names_of(steps))
        return self._asked("journey_compared", compare=other, form=form, steps=names)

    def draft(self) -> Journey:
        """Return a first draft of a design: the way that most instances went.

        See `insights.journeys.draft`; nothing is expected and nothing promised yet.

        Raises
        ------
        QuestionError
            When there is no instance to draft it from.
        """
        reading = self.visible.reading(as_of=self.inquiry.as_of)
        graph = graph_of(walked(self.inquiry, reading, self.instances).steps)
        if not graph.nodes.num_rows:
            raise QuestionError(
                "there is no instance to draft a journey from; ask of fewer filters."
            )
        return draft_of(graph, name=self.instances.journey or "journey")

    def designed(self, name: str) -> Journey:
        """Return a journey as the programme has it.

        Raises
        ------
        QuestionError
            When it has none of that name.
        """
        return Design(**self._design(name)).journey

    def check(self, design: str | None = None, *, score: str | None = None) -> Result:
        """Return what was found of each step of the journey as it is designed.

        `design` is a journey of the programme; without it the one that is asked about.
        `table` is `insights.journeys.conformance.FINDINGS`; `explain()["design"]` has
        the steps, with the `score` at each.

        Raises
        ------
        QuestionError
            When the programme has no such journey, or no step of it.
        """
        words = {"score": score, "lifetime": self._lifetime(score)}
        return self._asked("journey_check", design=self._design(design), **words)

    def fits(self, design: str | None = None) -> Result:
        """Return how far each instance went as designed; see `conformance.FITS`.

        Raises
        ------
        QuestionError
            As `check`.
        """
        return self._asked("journey_fits", design=self._design(design))

    def promises(self, design: str | None = None) -> Result:
        """Return each promise that the design makes to each instance: kept, or broken.

        See `insights.journeys.promises.PROMISES`; what is not due yet is `open`.

        Raises
        ------
        QuestionError
            As `check`.
        """
        return self._asked("journey_promises", design=self._design(design))

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

    def _lifetime(self, score: str | None) -> str:
        """Return as text what the programme says of leaving, where it is asked for."""
        if score != LEFT:
            return ""
        lifetime = self.visible.reading().programme().lifetime
        return programme_yaml(Programme(lifetime=lifetime or Lifetime()))

    def _design(self, name: str | None) -> dict[str, str]:
        """Return a journey of the programme, by its name or of the one asked about."""
        asked = name or self.instances.journey
        if asked is None:
            raise QuestionError("which journey? Name one of those in programme.yaml.")
        journeys = self.visible.reading().programme().journeys
        written = programme_yaml(Programme(journeys=tuple(journeys)))
        zone = str(self.visible.store.place.zone)
        return {"written": written, "name": asked, "zone": zone}

    def _asked(
        self, question: str, *, compare: str | None = None, **words: object
    ) -> Result:
        inquiry = replace(self.inquiry, compare=compare)
        reading = self.visible.reading(as_of=inquiry.as_of)
        told = self.instances.told()
        return answered(question, inquiry, reading, instances=told, **words)


def _seconds(text: str | None) -> int | None:
    return None if text is None else seconds_in(text)
