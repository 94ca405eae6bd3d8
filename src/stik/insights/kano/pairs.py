"""What a feature is, from the rows of `rollups.pairs`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from stik.insights.kano.needs import Feature, Given, kano_counted
from stik.terms.estimate import Estimate

Rows = Sequence[Mapping[str, Any]]


def counted(rows: Rows) -> Feature:
    """Return what a feature is to customers who count alike."""
    return kano_counted({_pair(row): Given.unweighted(row["n"]) for row in rows})


def weighed(rows: Rows) -> Feature:
    """Return what a feature is by weight; unknown where somebody has none."""
    n_missing = sum(row["n"] - row["n_weighted"] for row in rows)
    if n_missing:
        return _unknown(counted(rows), n_missing=n_missing)
    return kano_counted(
        {
            _pair(row): Given(row["n"], row["weight"], row["weight_square"])
            for row in rows
        }
    )


def _unknown(feature: Feature, *, n_missing: int) -> Feature:
    reason = f"{n_missing} of {feature.n} answers have no weight"
    return replace(
        feature,
        need=None,
        p=None,
        better=Estimate.missing(n=feature.better.n, reason=reason),
        worse=Estimate.missing(n=feature.worse.n, reason=reason),
        unknown=reason,
    )


def _pair(row: Mapping[str, Any]) -> tuple[int, int]:
    return int(row["a_0"]), int(row["a_1"])
