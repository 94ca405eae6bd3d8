"""An inquiry is narrowed to the answers that its metric is defined on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from stik.errors import QuestionError, ScaleRefused, nearest
from stik.metrics.metric import Metric
from stik.terms.inquiry import ANSWER_COLUMNS, Inquiry
from stik.terms.period import Period, year_until
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

_LISTED = ("touchpoint", "question", "scale")


@dataclass(frozen=True)
class Listed:
    """One entry of a workspace's inventory: what was asked where, on which scale.

    `touchpoint` is null where rows name none.
    """

    touchpoint: str | None
    question: str
    scale: str
    precision: str
    n: int
    n_weighted: int
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True)
class Focus:
    """An inquiry narrowed down, the entries it reads, and what was decided for it."""

    inquiry: Inquiry
    listed: tuple[Listed, ...]
    notes: tuple[str, ...]

    @property
    def latest_year(self) -> Period | None:
        """Return the twelve months that end with that of the last answer.

        Where some dates are known to the year only: the whole year of the last one.
        None where no answer has a date.
        """
        last = max((e.last_date for e in self.listed if e.last_date), default=None)
        if last is None:
            return None
        if any(entry.precision == "year" for entry in self.listed):
            return year_until(last.replace(month=12))
        return year_until(last)


def listed(inventory: pa.Table) -> list[Listed]:
    """Return the entries of an inventory (`rollups.counting.inventory`)."""
    return [Listed(**row) for row in inventory.to_pylist()]


def focus(inquiry: Inquiry, metric: Metric, *, entries: Sequence[Listed]) -> Focus:
    """Return the inquiry narrowed to scales the metric accepts.

    Asked neither for nor by a touchpoint or question, it is about the experience
    as a whole where a question about that was put.

    Raises
    ------
    ScaleRefused
        When the answers asked for exist, but on no scale of the metric.
    QuestionError
        When a touchpoint, question or scale is named that has no answers.
    """
    _check_groups(inquiry)
    check_names(inquiry, entries)
    asked = [entry for entry in entries if _is_asked(entry, inquiry)]
    fitting = [entry for entry in asked if metric.accepts(Scale.parse(entry.scale))]
    if asked and not fitting:
        got = ", ".join(sorted({entry.scale for entry in asked}))
        raise ScaleRefused(metric.name, got=got, needed=metric.needed)
    narrowed, notes = _whole(inquiry, fitting)
    fitting = [entry for entry in fitting if _is_asked(entry, narrowed)]
    scales = tuple(sorted({entry.scale for entry in fitting}))
    if {entry.scale for entry in asked} - set(scales) and scales:
        narrowed = replace(narrowed, where={**narrowed.where, "scale": scales})
    questions = sorted({entry.question for entry in fitting})
    if len(questions) > 1 and not {"question", "touchpoint"} & set(inquiry.by):
        notes = (*notes, f"pooled over {len(questions)} questions")
    return Focus(narrowed, tuple(fitting), notes)


def _whole(
    inquiry: Inquiry, fitting: Iterable[Listed]
) -> tuple[Inquiry, tuple[str, ...]]:
    if {"touchpoint", "question"} & {*inquiry.by, *inquiry.where}:
        return inquiry, ()
    if not any(entry.touchpoint == OVERALL for entry in fitting):
        return inquiry, ()
    where = {**inquiry.where, "touchpoint": (OVERALL,)}
    return replace(inquiry, where=where), ("about the experience as a whole",)


def _is_asked(entry: Listed, inquiry: Inquiry) -> bool:
    return all(
        getattr(entry, name) in inquiry.where.get(name, (getattr(entry, name),))
        for name in _LISTED
    )


def _check_groups(inquiry: Inquiry) -> None:
    """Refuse to group by a trait that is named like a column of the answer."""
    for name in inquiry.groups:
        if name in ANSWER_COLUMNS:
            raise QuestionError(
                f"cannot group by the trait '{name}': the answer has a column of that "
                "name; give the trait another one in the mapping."
            )


def check_names(inquiry: Inquiry, entries: Sequence[Listed]) -> None:
    """Do nothing, or refuse a touchpoint, question or scale without any answers.

    Raises
    ------
    QuestionError
        Naming the nearest that has some.
    """
    for name in _LISTED:
        known = {getattr(entry, name) for entry in entries} - {None}
        for value in inquiry.where.get(name, ()):
            if entries and value not in known:
                raise QuestionError(
                    f"no answer has the {name} '{value}'; {nearest(value, known)}"
                )
