"""Scores of steps and arrows: how good it was there, and whether that is unusual."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from stik.insights.comparison import Comparison, judged
from stik.insights.journeys.graph import Graph
from stik.insights.journeys.steps import Steps, spread
from stik.insights.likeness import design_effects
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Booleans, Counts, Floats, Integers
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

COLUMNS = pa.schema(
    [
        pa.field("score", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("n_scored", pa.int64()),
        pa.field("difference", pa.float64()),
        pa.field("is_real", pa.bool_()),
        pa.field("unknown", pa.string()),
    ]
)
"""The score of a step or arrow with its 95 % interval and the number of answers; the
difference from all others, and whether it is real after the correction for their
number; `unknown` says why a score is null."""

Row = Mapping[str, object]

NOBODY: Row = {"n_scored": 0, "unknown": "no answers"}

ENDS = ("step", "next_step")


@dataclass(frozen=True)
class Answers:
    """What customers said of their visits, or of how it all went on: one entry each.

    `visit` is the place among the steps; `is_whole` says that an answer is about the
    whole instance and not about the visit alone. `who` numbers the people.
    """

    measure: Metric
    scale: Scale
    visit: Integers
    who: Integers
    value: Floats
    is_whole: bool

    def __len__(self) -> int:
        return len(self.value)


def scored(graph: Graph, steps: Steps, answers: Sequence[Answers]) -> Graph:
    """Return a graph of these steps with the score of its steps and arrows.

    `answers` are those on each scale; where a step has some on several it has no score.
    """
    n = len(steps.names)
    place = {name: index for index, name in enumerate(steps.names)}
    by_step = scores_of_steps(steps, answers)
    by_arrow = _each_once([scores_by_arrow(steps, each) for each in answers])
    nodes = [by_step.get(name) for name in graph.nodes["step"].to_pylist()]
    ends = zip(*(graph.edges[name].to_pylist() for name in ENDS), strict=True)
    edges = [by_arrow.get(place[one] * n + place[other]) for one, other in ends]
    return Graph(_beside(graph.nodes, nodes), _beside(graph.edges, edges))


def scores_of_steps(steps: Steps, answers: Sequence[Answers]) -> dict[str, Row]:
    """Return the score (`COLUMNS`) of each step that has any answer, by its name.

    `answers` are those on each scale, as `scored` has them.
    """
    by_step = _each_once([scores_by_step(steps, each) for each in answers])
    return {steps.names[place]: row for place, row in by_step.items()}


def _each_once(by_scale: Sequence[Mapping[int, Row]]) -> dict[int, Row]:
    """Return the score of each place, unknown where it has some on two scales."""
    found: dict[int, Row] = {}
    for scores in by_scale:
        for place, row in scores.items():
            if place in found:
                n = int(str(found[place]["n_scored"])) + int(str(row["n_scored"]))
                found[place] = {"n_scored": n, "unknown": "answers on several scales"}
            else:
                found[place] = row
    return found


def _beside(table: pa.Table, rows: Sequence[Row | None]) -> pa.Table:
    told = pa.Table.from_pylist([row or NOBODY for row in rows], schema=COLUMNS)
    for field in COLUMNS:
        table = table.append_column(field, told[field.name])
    return table


def scores_by_step(steps: Steps, answers: Answers) -> dict[int, Row]:
    """Return the score (`COLUMNS`) of each step that has any answer, by its place."""
    return _scored(steps, answers, steps.step)


def scores_by_arrow(steps: Steps, answers: Answers) -> dict[int, Row]:
    """Return the score of each arrow, by the places of its steps: first * n + second.

    It is that of the visit it leads to, or of the instances that took it.
    """
    n = len(steps.names)
    arrow = np.full(len(steps), -1, dtype=np.int64)
    here = steps.followed
    arrow[here + 1] = steps.step[here].astype(np.int64) * n + steps.step[here + 1]
    return _scored(steps, answers, arrow)


def _scored(steps: Steps, answers: Answers, place: Integers) -> dict[int, Row]:
    """Return the score of each place; `place` has one entry a visit, -1 for none."""
    if answers.is_whole:
        group, row = _through(steps, answers, place)
    else:
        group, row = place[answers.visit], np.arange(len(answers))
    group, row = group[group >= 0], row[group >= 0]
    in_order = np.argsort(group, kind="stable")
    group, row = group[in_order], row[in_order]
    found, begins = np.unique(group, return_index=True)
    effects = _effects(answers, group, row)
    parts = np.split(row, begins[1:]) if len(found) else []
    counted = [_counts(answers, part) for part in parts]
    everything = _counts(answers, np.arange(len(answers)))
    pairs = [
        (each.alike(effect), _rest(everything, each).alike(effect))
        for each, effect in zip(counted, effects, strict=True)
    ]
    differences = [_difference(answers, *pair) for pair in pairs]
    estimates = [answers.measure.estimate(each, answers.scale) for each, _ in pairs]
    told = zip(estimates, judged(differences), strict=True)
    return dict(zip(found.tolist(), (_row(*each) for each in told), strict=True))


def _through(
    steps: Steps, answers: Answers, place: Integers
) -> tuple[Integers, Integers]:
    """Return each place an answered instance went through, once, and the answer."""
    n_places = int(place.max(initial=0)) + 1
    of = steps.instance[place >= 0].astype(np.int64)
    once = np.unique(of * n_places + place[place >= 0])
    instance, where = once // n_places, once % n_places
    answered = steps.instance[answers.visit]
    first = np.searchsorted(instance, answered)
    lengths = np.searchsorted(instance, answered, side="right") - first
    return where[spread(first, lengths)], np.repeat(np.arange(len(answers)), lengths)


def _counts(answers: Answers, rows: Integers) -> Counts:
    value, n = np.unique(answers.value[rows], return_counts=True)
    return Counts.of(value, n)


def _rest(everything: Counts, some: Counts) -> Counts:
    n = everything.n.copy()
    n[np.searchsorted(everything.value, some.value)] -= some.n
    return Counts.of(everything.value[n > 0], n[n > 0])


def _difference(answers: Answers, some: Counts, rest: Counts) -> Difference:
    return answers.measure.difference(some, rest, answers.scale)


def _effects(answers: Answers, group: Integers, row: Integers) -> Floats:
    """Return how much less the answers of each group are worth as people repeat."""
    if not len(group):
        return np.zeros(0)
    score = answers.measure.score(answers.value, answers.scale)[row]
    who = answers.who[row]
    in_order = np.lexsort((who, group))
    group, who, score = group[in_order], who[in_order], score[in_order]
    is_new = np.ones(len(group), dtype=bool)
    is_new[1:] = (group[1:] != group[:-1]) | (who[1:] != who[:-1])
    first = np.flatnonzero(is_new)
    n, s = np.diff(np.append(first, len(group))), np.add.reduceat(score, first)
    answered = dict(_sums(group, np.ones(len(group)), score, prefix="one_"))
    people = dict(_sums(group[first], n.astype(float), s, prefix=""))
    people["n_people"] = np.bincount(_numbered(group[first])).astype(float)
    sums = {
        **answered,
        **people,
        "n": answered["one_w"],
        "w": answered["one_w"],
        "s": answered["one_s"],
        "s_2": answered["one_s_s"],
    }
    return design_effects(pa.table(sums))


def _sums(
    group: Integers, w: Floats, s: Floats, *, prefix: str
) -> Iterator[tuple[str, Floats]]:
    by = _numbered(group)
    values = {"w": w, "s": s, "w_w": w * w, "w_s": w * s, "s_s": s * s}
    for name, each in values.items():
        yield f"{prefix}{name}", np.bincount(by, weights=each).astype(np.float64)


def _numbered(group: Integers) -> Integers:
    """Return sorted groups as numbers from 0."""
    changes: Booleans = group[1:] != group[:-1]
    found: Integers = np.concatenate([[0], np.cumsum(changes)])
    return found


def _row(estimate: Estimate, comparison: Comparison) -> Row:
    return {
        "score": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n_scored": estimate.n,
        "difference": comparison.difference.value,
        "is_real": comparison.is_real,
        "unknown": estimate.unknown,
    }
