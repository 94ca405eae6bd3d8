"""Clusters of instances, asked of a workspace: named by what sets them apart."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa

from stik.insights.journeys.apart import Mark, steps_apart, traits_apart
from stik.insights.journeys.asking import details_of, result_of
from stik.insights.journeys.clusters import Clusters, clusters_of, ways_of
from stik.insights.journeys.reading import walked
from stik.insights.journeys.shares import Share
from stik.insights.journeys.steps import Steps
from stik.insights.reading import Reading
from stik.insights.result import DIFFERENCE, Result
from stik.rollups.lives import in_order, said_of_each
from stik.terms.counts import Integers
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances

CLUSTERS = (
    "Instances that touch and come back to much the same steps, put together. Each is "
    "told by the two steps and the one trait that most set it apart from all other "
    "instances, with the share of both; only the trait can be tested, as the clusters "
    "are made of the steps."
)
NOT_CLEAR = "no clear clusters: the instances differ by degrees, or are too few"
_MADE_OF_IT = "the clusters are made of it"
_MOST_VALUES = 50
"""A trait that says more different things does not part customers into groups."""

_COLUMNS = {
    "cluster": pa.int64(),
    "n_instances": pa.int64(),
    "share": pa.float64(),
    "median_seconds": pa.float64(),
    "kind": pa.string(),
    "name": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "unknown": pa.string(),
    "value_elsewhere": pa.float64(),
    "n_elsewhere": pa.int64(),
    **DIFFERENCE,
}


def clusters_result(
    inquiry: Inquiry, reading: Reading, *, instances: Mapping[str, Any]
) -> Result:
    """Return the clusters of instances, two or three rows each: see `CLUSTERS`."""
    chosen = Instances.of(instances)
    found = walked(inquiry, reading, chosen)
    ways = ways_of(found.steps)
    clusters = clusters_of(ways)
    details = details_of(
        found, definition=CLUSTERS, method="k-means, simplified silhouette"
    )
    rows: list[dict[str, Any]] = []
    if clusters is None:
        details["notes"].append(NOT_CLEAR)
    else:
        details["clearness"] = clusters.clearness
        said = _said(found.steps, reading)
        marks = [*steps_apart(ways, clusters), *traits_apart(clusters, said)]
        rows = _rows(found.steps, clusters, marks)
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(_COLUMNS.items())))
    return result_of(
        "journey_clusters", table, details, inquiry, reading, chosen, unit="share"
    )


def _rows(
    steps: Steps, clusters: Clusters, marks: Sequence[Mark]
) -> list[dict[str, Any]]:
    about = [_about(steps, clusters.which == each) for each in range(clusters.n)]
    in_order = sorted(marks, key=lambda mark: mark.cluster)
    return [{**about[mark.cluster], **_row(mark)} for mark in in_order]


def _about(steps: Steps, inside: Any) -> dict[str, Any]:  # noqa: ANN401 numpy's booleans
    return {
        "n_instances": int(inside.sum()),
        "share": Share(int(inside.sum()), len(inside)).value,
        "median_seconds": float(np.median(steps.seconds[inside])),
    }


def _row(mark: Mark) -> dict[str, Any]:
    row = {
        "cluster": mark.cluster + 1,
        "kind": mark.kind,
        "name": mark.name,
        **asdict(mark.inside.estimate),
        "value_elsewhere": mark.elsewhere.estimate.value,
        "n_elsewhere": mark.elsewhere.n,
        "difference_unknown": _MADE_OF_IT,
    }
    if mark.compared is None:
        return {**row, "difference": mark.inside.value - mark.elsewhere.value}
    of = mark.compared.difference
    return {
        **row,
        "difference": of.value,
        "difference_low": of.low,
        "difference_high": of.high,
        "p": of.p,
        "p_corrected": mark.compared.p_corrected,
        "is_real": mark.compared.is_real,
        "difference_unknown": mark.compared.unknown,
    }


def _said(steps: Steps, reading: Reading) -> dict[str, tuple[Integers, list[str]]]:
    """Return what is last said of the customer of each instance, by trait."""
    names = reading.trait_names
    if not names or not steps.n_customers:
        return {}
    rows = reading.run(in_order(said_of_each(names)))
    if not rows.num_rows:
        return {}
    who, customer = rows["who"].to_numpy(), steps.customer[steps.starts]
    at = np.minimum(np.searchsorted(who, customer), max(len(who) - 1, 0))
    is_known = (who[at] == customer) & (customer != 0)
    found = {}
    for place, name in enumerate(names):
        told = rows[f"said_{place}"].combine_chunks().dictionary_encode()
        codes = told.indices.fill_null(-1).to_numpy()
        values = told.dictionary.to_pylist()
        if len(values) <= _MOST_VALUES:
            found[name] = (np.where(is_known, codes[at], -1), values)
    return found
