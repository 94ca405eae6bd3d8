"""The flags of `stik journeys`: which instances, and what single verbs take besides."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stik_cli.options import (
    AsOfOption,
    CompareOption,
    FromOption,
    ToOption,
    WhereOption,
    names,
    which,
)

if TYPE_CHECKING:
    from stik.workspace import Workspace
    from stik.workspace.journeys import Journeys

Text = str | None


@dataclass(frozen=True)
class Choosing:
    """Which instances: of which journey, made how, and the named filters."""

    journey: Annotated[
        Text, typer.Option(metavar="NAME", help="Of this journey; default of any.")
    ] = None
    step: Annotated[
        str,
        typer.Option(metavar="COLUMN", help="A step is a touchpoint, channel or unit."),
    ] = "touchpoint"
    where: WhereOption = None
    from_: FromOption = None
    to: ToOption = None
    as_of: AsOfOption = None
    touched: Annotated[
        Text, typer.Option(metavar="A,B", help="Those that went through these steps.")
    ] = None
    untouched: Annotated[
        Text,
        typer.Option(
            "--not-touched", metavar="A,B", help="Those that went through none of them."
        ),
    ] = None
    follows: Annotated[
        Text,
        typer.Option(
            metavar="PATTERN",
            help="Those that go so somewhere: 'order -> not(call)* -> delivery'.",
        ),
    ] = None
    longer_than: Annotated[
        Text, typer.Option(metavar="TIME", help="That took longer, such as '10 days'.")
    ] = None
    shorter_than: Annotated[
        Text, typer.Option(metavar="TIME", help="That took shorter.")
    ] = None
    by_customer: Annotated[
        bool,
        typer.Option(
            "--by-customer",
            help="A customer's interactions make an instance, not the number of an "
            "order or claim.",
        ),
    ] = False
    starts_with: Annotated[
        Text, typer.Option(metavar="A,B", help="An instance begins with these steps.")
    ] = None
    ends_with: Annotated[
        Text, typer.Option(metavar="A,B", help="An instance ends with these steps.")
    ] = None
    gap: Annotated[
        Text,
        typer.Option(metavar="TIME", help="A longer pause ends it, such as '30 days'."),
    ] = None
    at_most: Annotated[
        Text, typer.Option(metavar="TIME", help="No instance lasts longer.")
    ] = None

    def of(self, workspace: "Workspace") -> "Journeys":
        """Return the instances chosen.

        Raises
        ------
        QuestionError
            When a flag says what there is not.
        """
        chosen = workspace.journeys(self.journey, step=self.step).made(
            "customer" if self.by_customer else "instance",
            starts_with=names(self.starts_with),
            ends_with=names(self.ends_with),
            gap=self.gap,
            at_most=self.at_most,
        )
        return chosen.where(
            **which(self.where, self.from_, self.to, self.as_of),
            touched=names(self.touched),
            untouched=names(self.untouched),
            follows=self.follows,
            longer_than=self.longer_than,
            shorter_than=self.shorter_than,
        )


@dataclass(frozen=True)
class Words:
    """What single verbs take besides; None where it is not given."""

    score: Annotated[
        Text,
        typer.Option(
            metavar="METRIC",
            help="How good it was there: nps, csat …; or what came of it later: left, "
            "bought_again.",
        ),
    ] = None
    steps: Annotated[
        Text,
        typer.Option(metavar="A,B", help="The steps of a funnel, in their order."),
    ] = None
    anchor: Annotated[
        Text, typer.Option(metavar="STEP", help="The step to look around.")
    ] = None
    before: Annotated[
        int | None,
        typer.Option(metavar="N", help="So many places before it; default 3."),
    ] = None
    after: Annotated[
        int | None,
        typer.Option(metavar="N", help="So many places after it; default 3."),
    ] = None
    compare: CompareOption = None
    form: Annotated[
        Text,
        typer.Option(
            metavar="FORM", help="What is compared: graph, variants, funnel or rework."
        ),
    ] = None
    design: Annotated[
        Text,
        typer.Option(
            metavar="NAME",
            help="The journey of the programme; default that of --journey.",
        ),
    ] = None
    bpmn: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A BPMN 2.0 diagram to read a design from."),
    ] = None
    customer: Annotated[
        Text,
        typer.Option(metavar="NAME", help="Whose timeline: the name in a loaded file."),
    ] = None
    source: Annotated[
        Text, typer.Option(help="Only the customer so named in this source.")
    ] = None
    language: Annotated[
        Text, typer.Option(help="The language of a picture; default the place's.")
    ] = None
    touches: Annotated[
        Text,
        typer.Option(
            metavar="KIND=NAME",
            help="Of the blueprint what a change touches: supplier=NAME, system=, "
            "regulation=, stakeholder=, process=.",
        ),
    ] = None
