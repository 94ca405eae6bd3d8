"""The programme: everything a company says about the experience it wants to offer."""

from dataclasses import dataclass

from stik.terms.benchmark import Benchmark
from stik.terms.channel import Channel
from stik.terms.component import Component
from stik.terms.feature import Feature
from stik.terms.goal import Goal
from stik.terms.journey import Journey
from stik.terms.label import Label
from stik.terms.lifetime import Lifetime
from stik.terms.margin import Margin
from stik.terms.owner import Owner
from stik.terms.process import Process, Rates
from stik.terms.proposal import Proposal
from stik.terms.segmentation import Segmentation
from stik.terms.spending import SpendingPeriod
from stik.terms.survey import Survey
from stik.terms.touchpoint import Touchpoint
from stik.terms.unit import Unit


@dataclass(frozen=True)
class Programme:
    """The company's nouns in the order they were written; names are unique in each."""

    vision: Label | None = None
    components: tuple[Component, ...] = ()
    owners: tuple[Owner, ...] = ()
    units: tuple[Unit, ...] = ()
    channels: tuple[Channel, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    journeys: tuple[Journey, ...] = ()
    segmentations: tuple[Segmentation, ...] = ()
    goals: tuple[Goal, ...] = ()
    initiatives: tuple[Proposal, ...] = ()
    features: tuple[Feature, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    margins: tuple[Margin, ...] = ()
    surveys: tuple[Survey, ...] = ()
    lifetime: Lifetime | None = None
    spending: tuple[SpendingPeriod, ...] = ()
    processes: tuple[Process, ...] = ()
    rates: Rates | None = None

    def touchpoint(self, name: str) -> Touchpoint | None:
        """Return the touchpoint of that name, None where it is not described."""
        return next((each for each in self.touchpoints if each.name == name), None)
