"""A designed journey and the instances held against it, as questions ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Self
from zoneinfo import ZoneInfo

import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.journeys.asking import details_of, result_of
from stik.insights.journeys.holding import Held, held_against
from stik.insights.journeys.promises import promises_of
from stik.insights.journeys.reading import Walked, walked
from stik.insights.reading import Reading
from stik.insights.result import Result
from stik.programme.file import programme_of_text
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances
from stik.terms.journey import Journey
from stik.terms.period import Period

_METHOD = "alignment by dynamic programming; Wilson's interval, customers as clusters"


@dataclass(frozen=True)
class Design:
    """A journey of a programme written as text, and the zone of its working days."""

    written: str
    name: str
    zone: str

    @property
    def journey(self) -> Journey:
        """Return the journey.

        Raises
        ------
        QuestionError
            When the programme has none of that name, or no step of it.
        """
        known = {each.name: each for each in programme_of_text(self.written).journeys}
        if self.name not in known:
            raise QuestionError(
                f"the programme has no journey '{self.name}'; "
                f"{nearest(self.name, known)}"
            )
        if not any(known[self.name].steps()):
            raise QuestionError(
                f"the journey '{self.name}' has no step yet; write its phases and "
                "steps in programme.yaml."
            )
        return known[self.name]


@dataclass(frozen=True)
class Asked:
    """Instances held against a design, and the question they are of."""

    inquiry: Inquiry
    reading: Reading
    instances: Instances
    zone: str
    found: Walked
    held: Held

    @classmethod
    def of(
        cls,
        inquiry: Inquiry,
        reading: Reading,
        instances: Mapping[str, Any],
        design: Mapping[str, str],
    ) -> Self:
        """Return them read.

        Raises
        ------
        QuestionError
            When there is no such journey, designed or as it happened.
        """
        told, chosen = Design(**design), Instances.of(instances)
        journey = told.journey
        found = walked(inquiry, reading, chosen)
        held = held_against(journey, found.steps)
        return cls(inquiry, reading, chosen, told.zone, found, held)

    @property
    def promises(self) -> pa.Table:
        """Return the promises to the instances, as far as the facts are known."""
        until = _until(self.inquiry.period, self.reading, zone=self.zone)
        return promises_of(self.held, zone=self.zone, now=until)

    def details(self, definition: str) -> dict[str, Any]:
        """Return what is told of each of these answers."""
        details = details_of(self.found, definition=definition, method=_METHOD)
        return {**details, "n_ways": len(self.held.ways.length)}

    def result(
        self,
        name: str,
        table: pa.Table,
        details: dict[str, Any],
        words: Mapping[str, Any],
    ) -> Result:
        """Return the result of the question."""
        return result_of(
            name, table, details, self.inquiry, self.reading, self.instances, **words
        )


def _until(period: Period, reading: Reading, *, zone: str) -> datetime:
    """Return the moment up to which is known what happened, in the period."""
    known = reading.snapshot.recorded_at
    if period.end_date is None:
        return known
    return min(known, datetime.combine(period.end_date, time(), ZoneInfo(zone)))
