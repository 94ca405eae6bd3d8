"""Two groups or periods held beside each other, in every form of journeys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.comparison import Comparison, judged
from stik.insights.journeys.asking import arrows_of
from stik.insights.journeys.funnel import stages_of
from stik.insights.journeys.graph import graph_of
from stik.insights.journeys.rework import n_having, rework_of
from stik.insights.journeys.shares import Share
from stik.insights.journeys.steps import Steps
from stik.insights.journeys.variants import variants_of
from stik.insights.result import COMPARED, NUMBERS
from stik.metrics.metric import Difference
from stik.terms.estimate import N_UNKNOWN

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Shares:
    """The share of instances in each row of a form.

    `of` says of how many it is in a row that no instance is in.
    """

    known: Mapping[Key, Share]
    of: Callable[[Key], int]

    def share(self, key: Key) -> Share:
        """Return the share of a row."""
        return self.known.get(key) or Share(0, self.of(key))


def arrow_shares(steps: Steps, _names: Sequence[str]) -> Shares:
    """Return what share of the instances took each arrow, began and ended where.

    Of starts it is a share of those that have begun, of ends of those that are over.
    """
    n_begun, n_over = int(steps.is_begun.sum()), int(steps.is_over.sum())

    def of(key: Key) -> int:
        step, next_step = key
        if step is None:
            return n_begun
        return n_over if next_step is None else steps.n_instances

    rows = arrows_of(graph_of(steps)).to_pylist()
    taken = {(row["step"], row["next_step"]): row["n_instances"] for row in rows}
    return Shares({key: Share(n, of(key)) for key, n in taken.items()}, of)


def variant_shares(steps: Steps, _names: Sequence[str]) -> Shares:
    """Return what share of the instances seen whole went each way."""
    n = int(steps.is_whole.sum())
    rows = variants_of(steps)
    ways = zip(rows["steps"].to_pylist(), rows["n_instances"].to_pylist(), strict=True)
    return Shares({(tuple(way),): Share(went, n) for way, went in ways}, lambda _key: n)


def funnel_shares(steps: Steps, names: Sequence[str]) -> Shares:
    """Return what share of those at the step before reach each step of a funnel."""
    stages = enumerate(stages_of(steps, names), start=1)
    known = {(place, stage.step): stage.share for place, stage in stages}
    return Shares(known, lambda _key: 0)


def rework_shares(steps: Steps, _names: Sequence[str]) -> Shares:
    """Return what share of the instances with a step come back to it."""
    having = n_having(steps)
    known = {
        (each.kind, each.step, each.other_step): each.share for each in rework_of(steps)
    }
    return Shares(known, lambda key: having.get(key[1], 0))


@dataclass(frozen=True)
class Form:
    """A form in which two sides are compared: what a row is, and its share in each."""

    columns: Mapping[str, pa.DataType]
    shares: Callable[[Steps, Sequence[str]], Shares]
    is_counted: bool = True


_TEXT = pa.string()

FORMS = {
    "graph": Form({"step": _TEXT, "next_step": _TEXT}, arrow_shares),
    "variants": Form({"steps": pa.list_(_TEXT)}, variant_shares),
    "funnel": Form(
        {"place": pa.int64(), "step": _TEXT}, funnel_shares, is_counted=False
    ),
    "rework": Form({"kind": _TEXT, "step": _TEXT, "other_step": _TEXT}, rework_shares),
}
"""What can be compared. Rows that are counted are as many as there are: those that few
instances are in cannot be told apart, and are no comparison."""


def form_called(name: str) -> Form:
    """Return the form of a name.

    Raises
    ------
    QuestionError
        When there is none.
    """
    if name not in FORMS:
        raise QuestionError(f"there is no form '{name}'; {nearest(name, FORMS)}")
    return FORMS[name]


def compared(
    first: Steps, other: Steps, form: Form, *, names: Sequence[str], label: str
) -> pa.Table:
    """Return each row of a form with its share in both, and how they differ.

    A difference is called real after the correction for all that are shown (Benjamini
    and Hochberg); the surest come first, those of a funnel in its order.
    """
    one, two = form.shares(first, names), form.shares(other, names)
    keys = list(dict.fromkeys([*one.known, *two.known]))
    differences = [
        _difference(one.share(key), two.share(key), is_counted=form.is_counted)
        for key in keys
    ]
    rows = [
        {
            **dict(zip(form.columns, key, strict=True)),
            **_sides(one.share(key), two.share(key), comparison),
            "compared_with": label,
        }
        for key, comparison in zip(keys, judged(differences), strict=True)
    ]
    if form.is_counted:
        rows.sort(key=_sureness)
    columns = {**form.columns, **NUMBERS, **COMPARED}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(columns.items())))


def _difference(share: Share, other: Share, *, is_counted: bool) -> Difference:
    n_in = share.n_fit + other.n_fit
    if is_counted and n_in < N_UNKNOWN:
        reason = f"{n_in} instances on both sides, needs {N_UNKNOWN}"
        return Difference(None, None, None, None, share.n, other.n, reason)
    return share.less(other)


def _sides(share: Share, other: Share, comparison: Comparison) -> dict[str, Any]:
    found, before, of = share.estimate, other.estimate, comparison.difference
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "unknown": found.unknown,
        "value_before": before.value,
        "n_before": before.n,
        "difference": of.value,
        "difference_low": of.low,
        "difference_high": of.high,
        "p": of.p,
        "p_corrected": comparison.p_corrected,
        "is_real": comparison.is_real,
        "difference_unknown": comparison.unknown,
    }


def _sureness(row: Mapping[str, Any]) -> tuple[int, float]:
    rank = {True: 0, False: 1, None: 2}[row["is_real"]]
    return rank, -abs(row["difference"] or 0.0)
