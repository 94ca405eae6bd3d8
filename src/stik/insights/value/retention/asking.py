"""How long customers stay, asked of a workspace: all of them, or group by group."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from itertools import pairwise
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.insights.value.lives.experience import experience_of, question_called
from stik.insights.value.lives.known import EPOCH, Lives
from stik.insights.value.lives.reading import (
    Asked,
    lifetime_written,
    lives_of,
    lives_told,
)
from stik.insights.value.retention.grouped import Grouped, by_experience, by_trait
from stik.insights.value.retention.staying import (
    GroupRetention,
    RetentionByGroup,
    retention,
    retention_by_group,
)
from stik.insights.value.worth.point import CLAIM
from stik.metrics.registry import METRICS
from stik.terms.estimate import Estimate
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period

DEFINITION = (
    "The share of the customers who stay longer than so many months, by Kaplan and "
    "Meier: who has not left counts for as long as they were seen. Groups that stay "
    "differently go together with staying, which does not prove a cause."
)
_COLUMNS = {
    "group": pa.string(),
    "months": pa.float64(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "n_customers": pa.int64(),
    "n_left": pa.int64(),
    "unknown": pa.string(),
}


def retention_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    written: str,
    group: str | None,
    at: Sequence[float],
) -> Result:
    """Return what share of the customers stays longer than each number of months.

    `written` is a programme with the lifetime; `group` a trait or segmentation, or a
    question or metric: then months are counted from each customer's first answer in the
    period. One row per group and number of months; `n` is how many customers, all seen
    for so long, would tell as much.

    Raises
    ------
    QuestionError
        Where nothing says who has left, a name is none, or months do not rise.
    """
    words: dict[str, Any] = {"written": written, "group": group, "at": list(at)}
    began = asked(inquiry, insight="retention", **words)
    _check(at)
    kinds = {*reading.trait_names, *(each.name for each in reading.segmentations)}
    _check_group(group, reading, kinds=kinds)
    also = [group] if group is not None and group in kinds else []
    lives = lives_of(Asked(inquiry, reading, lifetime_written(written), also=also))
    if group is None or also:
        grouped = by_trait(lives, group)
    else:
        grouped = _by_answers(lives, group, reading, period=inquiry.period)
    rows, told = _found(grouped, at=at)
    details = {**_details(lives), **told, "notes": [*lives_told(lives), *told["notes"]]}
    now = replace(inquiry, as_they_are_now=True)
    explanation = explained(details, now, asked=began, snapshot=reading.snapshot)
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(_COLUMNS.items())))
    return Result("retention", "share", table, explanation)


def _by_answers(
    lives: Lives, name: str, reading: Reading, *, period: Period
) -> Grouped | str:
    question = question_called(name, reading)
    return by_experience(
        lives, experience_of(lives.who, question, reading, period=period)
    )


def _check(at: Sequence[float]) -> None:
    rising = [0.0, *at]
    if not at or any(b <= a for a, b in pairwise(rising)):
        raise QuestionError(
            "the months must rise from above 0, such as 6, 12, 24 (--at 6,12,24)."
        )


def _check_group(group: str | None, reading: Reading, *, kinds: set[str]) -> None:
    """Refuse a group that is no trait, segmentation, question or metric."""
    asked_of = {entry.question for entry in reading.entries}
    known = kinds | asked_of | {metric.name for metric in METRICS}
    if group is not None and group not in known:
        raise QuestionError(
            f"'{group}' is no trait, segmentation, question or metric; "
            f"{nearest(group, known)}"
        )


def _details(lives: Lives) -> dict[str, Any]:
    last = date.fromordinal(int(lives.until) + EPOCH) if lives.has_days else None
    return {
        "definition": DEFINITION,
        "claim": CLAIM,
        "method": "Kaplan and Meier, Rothman's intervals; log-rank test",
        "n": lives.n,
        "n_left": lives.n_left,
        "seen_until": last and last.isoformat(),
    }


Found = tuple[list[dict[str, Any]], dict[str, Any]]
"""The rows, and what is to be told of them."""


def _found(grouped: Grouped | str, *, at: Sequence[float]) -> Found:
    if isinstance(grouped, str):
        missing = Estimate.missing(n=0, reason=grouped)
        return [{"months": m, **asdict(missing)} for m in at], _compared(None, None)
    if grouped.group is None:
        lifetimes = grouped.lifetimes
        whole = GroupRetention(
            "", lifetimes.n, lifetimes.n_left, retention(lifetimes, at=at)
        )
        return _rows([whole], name=None), _compared(None, grouped)
    found = retention_by_group(grouped.lifetimes, grouped.group, at=at)
    known = {each.name: each for each in found.groups}
    in_order = [known[name] for name in grouped.order]
    return _rows(in_order), _compared(found, grouped)


def _rows(
    groups: Sequence[GroupRetention], *, name: str | None = ""
) -> list[dict[str, Any]]:
    return [
        {
            "group": None if name is None else each.name,
            "months": retained.months,
            **asdict(retained.share),
            "n_customers": each.n,
            "n_left": each.n_left,
        }
        for each in groups
        for retained in each.retained
    ]


def _compared(
    found: RetentionByGroup | None, grouped: Grouped | None
) -> dict[str, Any]:
    """Return whether the groups differ, and who is in none of them."""
    difference = None if found is None else found.difference
    notes = []
    if grouped is not None and grouped.n_before:
        before = f"{grouped.n_before:,} customers who had left before"
        notes.append(f"left out: {before} {grouped.counted_from}")
    if found is not None and found.n_without_group:
        notes.append(f"in no group: {found.n_without_group:,} customers")
    return {
        "counted_from": None if grouped is None else grouped.counted_from,
        "difference": None if difference is None else difference._asdict(),
        "is_real": None if found is None else found.is_real,
        "difference_unknown": None if found is None else found.unknown,
        "notes": notes,
    }
