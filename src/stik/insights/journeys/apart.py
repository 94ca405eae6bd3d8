"""What sets each cluster of instances apart: two steps and one trait."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from stik.insights.comparison import Comparison, judged
from stik.insights.journeys.clusters import Clusters, Ways
from stik.insights.journeys.shares import Share
from stik.terms.counts import Booleans, Integers


@dataclass(frozen=True)
class Mark:
    """Something that more or fewer instances of a cluster have than of all others.

    `kind` is `step`, `again` (comes back to the step) or `trait`. `compared` is null
    for steps: clusters are made by them, so that a test would say nothing.
    """

    cluster: int
    kind: str
    name: str
    inside: Share
    elsewhere: Share
    compared: Comparison | None = None


def steps_apart(ways: Ways, clusters: Clusters) -> Iterator[Mark]:
    """Give the two different steps that set each cluster most apart."""
    for cluster in range(clusters.n):
        inside = clusters.which == cluster
        marks = [
            Mark(cluster, kind, name, *_parted(has[:, at], inside))
            for kind, has in (("step", ways.touched), ("again", ways.again))
            for at, name in enumerate(ways.names)
        ]
        marks.sort(key=lambda mark: (-_gap(mark), mark.kind != "step", mark.name))
        first_of = {mark.name: mark for mark in reversed(marks)}
        yield from islice((m for m in marks if first_of[m.name] is m), 2)


def _parted(has: Booleans, inside: Booleans) -> tuple[Share, Share]:
    n_inside, n_in = int(inside.sum()), int((has & inside).sum())
    return Share(n_in, n_inside), Share(int(has.sum()) - n_in, len(has) - n_inside)


def _gap(mark: Mark) -> float:
    return abs(mark.inside.value - mark.elsewhere.value)


def traits_apart(
    clusters: Clusters, said: Mapping[str, tuple[Integers, list[str]]]
) -> Iterator[Mark]:
    """Give the trait that is most surely more frequent in each cluster, if any is.

    `said` has of each trait the place of what it says of each instance's customer (-1:
    nothing) and what that is. Corrected for all traits and clusters looked at.
    """
    marks = [mark for trait in said for mark in _marks(trait, *said[trait], clusters)]
    compared = judged([mark.inside.less(mark.elsewhere) for mark in marks])
    for cluster in range(clusters.n):
        of = [
            (mark, comparison)
            for mark, comparison in zip(marks, compared, strict=True)
            if mark.cluster == cluster and (comparison.difference.value or 0.0) > 0
        ]
        if of:
            mark, found = min(of, key=lambda each: (_p(each[1]), -_gap(each[0])))
            yield Mark(
                cluster, mark.kind, mark.name, mark.inside, mark.elsewhere, found
            )


def _p(comparison: Comparison) -> float:
    return 1.0 if comparison.difference.p is None else comparison.difference.p


def _marks(
    trait: str, code: Integers, values: list[str], clusters: Clusters
) -> Iterator[Mark]:
    known = code >= 0
    key = clusters.which[known] * len(values) + code[known]
    counts = np.bincount(key, minlength=clusters.n * len(values))
    table = counts.reshape(clusters.n, len(values))
    n_in, n_all = table.sum(axis=1), int(table.sum())
    for cluster in range(clusters.n):
        for at, value in enumerate(values):
            inside = Share(int(table[cluster, at]), int(n_in[cluster]))
            n_else = int(table[:, at].sum()) - inside.n_fit
            elsewhere = Share(n_else, n_all - inside.n)
            yield Mark(cluster, "trait", f"{trait}={value}", inside, elsewhere)
