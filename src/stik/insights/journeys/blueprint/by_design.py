"""Opportunities that the programme shows: in what processes are said to be and do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stik.insights.journeys.blueprint.amounts import together
from stik.insights.journeys.blueprint.opportunity import (
    Looking,
    Opportunity,
    names_of,
    of_unknown_hours,
    worked,
)

if TYPE_CHECKING:
    from stik.terms.process import Process


def to_automate(looking: Looking) -> Iterator[Opportunity]:
    """Yield what somebody does in a named system that is no judgement."""
    for process in looking.processes:
        steps = looking.behind(process)
        visits = together([step.visits for step in steps])
        for activity in process.activities:
            if not (steps and activity.by and activity.system) or activity.judgement:
                continue
            hours = worked(visits, activity.minutes, whose=f"'{activity.name}'")
            yield Opportunity(
                "automate",
                f"'{activity.name}': done by {activity.by} in {activity.system}",
                names_of(steps),
                (process.name,),
                visits.n,
                hours,
                looking.rated(hours, "working_hour"),
                {"visits_a_month": visits.value, "minutes": activity.minutes},
            )


def asked_again(looking: Looking) -> Iterator[Opportunity]:
    """Yield what customers are asked for though another process makes it."""
    for process in looking.processes:
        steps = looking.behind(process)
        for asked in process.asked if steps else ():
            makers = [
                each.name
                for each in looking.processes
                if asked in each.outputs and each is not process
            ]
            if makers:
                yield of_unknown_hours(
                    "eliminate",
                    f"asking the customer for '{asked}', which {makers[0]} makes",
                    steps,
                    (process.name, *makers),
                    reason="nothing says how long customers take to answer",
                )


def handed_on(looking: Looking) -> Iterator[Opportunity]:
    """Yield the processes of which the work is handed on twice or more."""
    for process in looking.processes:
        steps, times = looking.behind(process), process.n_handed_on
        if steps and times > 1:
            yield of_unknown_hours(
                "consolidate",
                f"who works on it: handed on {times} times",
                steps,
                (process.name,),
                reason="nothing says how long handing on takes",
            )


def made_twice(looking: Looking) -> Iterator[Opportunity]:
    """Yield each output that several processes make."""
    makers: dict[str, list[Process]] = {}
    for process in looking.processes:
        for output in dict.fromkeys(process.outputs):
            makers.setdefault(output, []).append(process)
    for output, of in makers.items():
        steps = [step for step in looking.steps if any(p in step.processes for p in of)]
        if len(of) > 1 and steps:
            yield of_unknown_hours(
                "consolidate",
                f"'{output}': made by {' and by '.join(names_of(of))}",
                steps,
                names_of(of),
                reason="nothing says which minutes of work make it",
            )
