"""The answers of one person are alike: how much less they are therefore worth.

An interval that takes them for answers of different people is too narrow. Each cell's
design effect is the cluster-robust variance of its mean score, people being clusters,
over the one that takes every answer by itself. Source: Kish (1965), Survey Sampling;
Liang and Zeger (1986), Biometrika 73:13-22.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.metrics.metric import Metric
from stik.rollups.likeness import Scores
from stik.terms.counts import Floats
from stik.terms.scale import Scale

FROM_A_SAMPLE_ABOVE = 1_000_000
"""Of more answers only some people are looked at: about half a million answers."""

AT_MOST = 5_000_000
"""Of more answers nobody is looked at; each is then taken by itself."""

SAMPLE = 500_000

_SUMS = (
    *("n", "n_people", "w", "s", "s_2"),
    *("w_w", "w_s", "s_s", "one_w_w", "one_w_s", "one_s_s"),
)


def scores_of(counts: pa.Table, metric: Metric) -> Scores:
    """Return what each value of a table of counts counts, by its scale."""
    scores: dict[str, Mapping[float, float] | None] = {}
    for name in sorted(set(counts["scale"].to_pylist())):
        scale = Scale.parse(name)
        if not metric.accepts(scale):
            continue
        values = pc.unique(counts.filter(pc.equal(counts["scale"], name))["value"])
        value = np.sort(values.to_numpy(zero_copy_only=False))
        counted = metric.score(value, scale)
        is_itself = np.array_equal(counted, value)
        pairs = zip(value.tolist(), counted.tolist(), strict=True)
        scores[name] = None if is_itself else dict(pairs)
    return scores


def design_effects(rows: pa.Table) -> Floats:
    """Return the design effect of each row of `rollups.likeness`, 1 or more.

    1 where everybody answered once. Where all scores are the same it is the mean number
    of answers of a person: nothing says that they differ.
    """
    sums = {name: rows[name].to_numpy().astype(float) for name in _SUMS}
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums["s"] / sums["w"]
        of_people = _spread(sums, mean, "s_s", "w_s", "w_w")
        of_answers = _spread(sums, mean, "one_s_s", "one_w_s", "one_w_w")
        n, n_people = sums["n"], sums["n_people"]
        of_people *= n_people / (n_people - 1)
        of_answers *= n / (n - 1)
        variance = sums["s_2"] / sums["w"] - mean**2
        differs = variance > 1e-9 * np.maximum(1.0, mean**2)
        effect = np.where(
            differs & (n_people > 1),
            of_people / of_answers,
            sums["w_w"] / sums["one_w_w"],
        )
    effect = np.where(
        n == n_people, 1.0, np.maximum(1.0, np.nan_to_num(effect, nan=1.0))
    )
    found: Floats = effect
    return found


def _spread(sums: Mapping[str, Floats], mean: Floats, *names: str) -> Floats:
    """Return the sum of squares about the mean, from sums of products."""
    squares, products, weights = (sums[name] for name in names)
    found: Floats = squares - 2 * mean * products + mean**2 * weights
    return found


@dataclass(frozen=True)
class People:
    """How many people gave the answers of a cell, and how alike theirs are.

    `n` is null where only some people were looked at.
    """

    n: int | None
    design_effect: float


def people_of(
    rows: pa.Table, keys: Sequence[str], *, is_sample: bool
) -> dict[tuple[Any, ...], People]:
    """Return the people of each cell of `rollups.likeness`, by its keys."""
    cells = zip(*(rows[key].to_pylist() for key in keys), strict=True)
    n = rows["n_people"].to_pylist()
    effects = design_effects(rows).tolist()
    named = cells if keys else [()]
    return {
        key: People(None if is_sample else int(n_people), effect)
        for key, n_people, effect in zip(named, n, effects, strict=True)
    }


def summed(rows: pa.Table, weight: Floats, keys: Sequence[str]) -> pa.Table:
    """Return rows by the keys where those of a row all weigh so much more.

    What has no weight (NaN) counts nothing.
    """
    each = np.nan_to_num(weight)
    by: dict[str, Any] = {key: rows[key] for key in keys}
    for name in _SUMS:
        values = rows[name].to_numpy().astype(float)
        by[name] = values * each ** _POWER.get(name, 2)
    table = pa.table(by)
    sums = [(name, "sum") for name in _SUMS]
    if not keys:
        totals = {f"{name}_sum": [pc.sum(table[name]).as_py()] for name in _SUMS}
        grouped = pa.table(totals)
    else:
        grouped = table.group_by(list(keys), use_threads=False).aggregate(sums)
    return grouped.rename_columns(
        [n.removesuffix("_sum") for n in grouped.column_names]
    )


_POWER = {"n": 0, "n_people": 0, "w": 1, "s": 1, "s_2": 1}
