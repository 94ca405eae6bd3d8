"""How the programme, and its gaps, look in a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from stik.programme.coverage import Coverage, Gaps
from stik.terms.benchmark import Benchmark
from stik.terms.channel import Channel
from stik.terms.component import Component
from stik.terms.goal import LEADING_REASON, Goal
from stik.terms.journey import Intent, Journey
from stik.terms.process import Process
from stik.terms.programme import Programme
from stik.terms.unit import Unit
from stik_cli.output import DASH, console

_SIGNS = {"up": "≥", "down": "≤"}


def print_programme(programme: Programme, *, name: str, language: str) -> None:
    """Print the programme, each thing under the company's own label."""
    output = console()
    output.print(Text(name, style="bold"))
    if programme.vision:
        output.print(Text(programme.vision.in_language(language)))
    for part in _parts(programme, language=language):
        output.print()
        output.print(part)


def _parts(programme: Programme, *, language: str) -> Iterator[RenderableType]:
    if programme.components:
        yield _owned("Components", programme.components, language=language)
    if programme.touchpoints:
        yield _touchpoints(programme, language=language)
    if programme.channels:
        yield _owned("Channels", programme.channels, language=language)
    if programme.units:
        yield _units(programme.units, language=language)
    if programme.owners:
        people = [(owner.name, owner.email, owner.unit) for owner in programme.owners]
        yield _table("Owners", ("owner", "e-mail", "unit"), people)
    for journey in programme.journeys:
        yield _journey(journey, language=language)
    if programme.processes:
        yield _processes(programme.processes, language=language)
    yield from _aims(programme)


def _aims(programme: Programme) -> Iterator[RenderableType]:
    if programme.goals:
        yield _goals(programme.goals)
    if programme.benchmarks:
        yield _benchmarks(programme.benchmarks)


def _owned(
    title: str, things: Iterable[Component | Channel], *, language: str
) -> Group:
    rows = [(each.name, each.called(language=language), each.owner) for each in things]
    return _table(title, ("name", "label", "owner"), rows)


def _touchpoints(programme: Programme, *, language: str) -> Group:
    rows = [
        (
            each.name,
            each.called(language=language),
            each.component,
            each.owner,
            ", ".join(each.channels),
        )
        for each in programme.touchpoints
    ]
    columns = ("touchpoint", "label", "component", "owner", "channels")
    return _table("Touchpoints", columns, rows)


def _units(units: Iterable[Unit], *, language: str) -> Tree:
    tree = Tree(Text("Units", style="bold"))
    waiting = list(units)
    branches: dict[str | None, Tree] = {None: tree}
    while waiting:
        unit = next(each for each in waiting if each.parent in branches)
        waiting.remove(unit)
        label = Text(unit.called(language=language))
        branches[unit.name] = branches[unit.parent].add(label)
    return tree


def _journey(journey: Journey, *, language: str) -> Tree:
    tree = Tree(
        _told(journey, f"Journey: {journey.called(language=language)}", language)
    )
    for phase in journey.phases:
        branch = tree.add(Text(phase.called(language=language)))
        for step in phase.steps:
            words = f"{step.called(language=language)} → {step.touchpoint}"
            branch.add(_told(step, words, language))
    return tree


def _told(intent: Intent, words: str, language: str) -> Text:
    """Return a step or journey with what is expected, promised and felt."""
    told = Text(words)
    details = []
    if isinstance(intent, Journey):
        told.stylize("bold")
        details.append(f"owner: {intent.owner or DASH}")
    if intent.expectation:
        details.append(f"expected: {intent.expectation.words.in_language(language)}")
    if intent.promise:
        details.append(f"promised: {intent.promise.words}")
    if intent.emotion:
        details.append(f"to feel: {intent.emotion.in_language(language)}")
    return told.append(f"  ({'; '.join(details)})", style="dim") if details else told


def _processes(processes: Iterable[Process], *, language: str) -> Group:
    rows = [
        (
            each.name,
            each.called(language=language),
            each.owner,
            ", ".join(each.behind),
            ", ".join(activity.name for activity in each.activities),
            ", ".join(each.all_systems),
            each.supplier,
        )
        for each in processes
    ]
    columns = ("process", "label", "owner", "behind", "activities", "systems")
    return _table("Processes", (*columns, "supplier"), rows)


def _goals(goals: Iterable[Goal]) -> Group:
    rows = [
        (
            goal.name,
            target_in_words(goal),
            _scope(goal),
            goal.by.isoformat(),
            goal.owner,
        )
        for goal in goals
    ]
    return _table("Goals", ("goal", "target", "of", "by", "owner"), rows)


def target_in_words(goal: Goal) -> str:
    """Return what a goal aims at: a level, a change, a lead, or to know a reason."""
    if goal.metric == LEADING_REASON:
        return "why customers leave"
    sign = _SIGNS[goal.direction]
    if goal.per is not None:
        change = f"{'+' if goal.direction == 'up' else '-'}{abs(goal.target):g}"
        return f"{goal.metric} {sign} {change} a {goal.per}"
    if goal.against is not None:
        lead = f" {abs(goal.target):g}" if goal.target else ""
        word = "above" if goal.direction == "up" else "below"
        return f"{goal.metric}{lead} {word} {goal.against}"
    return f"{goal.metric} {sign} {goal.target:g}"


def _benchmarks(benchmarks: Iterable[Benchmark]) -> Group:
    rows = [
        (
            each.name,
            each.of,
            each.metric,
            "asked" if each.value is None else f"{each.value:g}",
            None if each.n is None else f"{each.n:,}",
            None if each.days.is_open else str(each.days),
            each.survey or each.source,
        )
        for each in benchmarks
    ]
    columns = ("benchmark", "of", "metric", "value", "n", "days", "source")
    return _table("Benchmarks", columns, rows)


def _scope(goal: Goal) -> str:
    scope = asdict(goal.scope)
    pairs = [*scope.items(), *scope.pop("traits")]
    told = [f"{name}: {value}" for name, value in pairs if value and name != "traits"]
    return ", ".join(told) or "everything"


def _table(
    title: str, columns: Iterable[str], rows: Iterable[Iterable[str | None]]
) -> Group:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(cell or DASH) for cell in row))
    return Group(Text(title, style="bold"), table)


def print_coverage(covered: Coverage, *, path: Path) -> None:
    """Print what the programme leaves open, or that nothing is."""
    output = console()
    if covered.is_complete:
        output.print(Text(f"{path}: in order; programme and data agree."))
        return
    gaps = {"touchpoint": covered.touchpoints, "channel": covered.channels or Gaps()}
    for noun, gap in gaps.items():
        for part in _gap_tables(noun, gap):
            output.print(part)
            output.print()
    if covered.without_owner:
        rows = [(each.section, each.name) for each in covered.without_owner]
        title = "Nobody answers for: add 'owner: …'"
        output.print(_table(title, ("section", "name"), rows))


def _gap_tables(noun: str, gap: Gaps) -> Iterator[Group]:
    if gap.unregistered:
        rows = [
            (
                each.name,
                f"{each.n_answers:,}",
                f"{each.n_interactions:,}",
                f"is it '{each.resembles}'?" if each.resembles else " ",
            )
            for each in gap.unregistered
        ]
        yield _table(
            f"In the data, not in the programme: add them under '{noun}s:'",
            (noun, "answers", "interactions", ""),
            rows,
        )
    if gap.without_data:
        yield _table(
            "In the programme, not in the data: ask there, or take them out",
            (noun,),
            [(name,) for name in gap.without_data],
        )
