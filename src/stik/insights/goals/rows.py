"""Goals as a table, and what each was judged from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError
from stik.insights.goals.checking import GoalCheck
from stik.insights.goals.measured import Measured
from stik.insights.goals.standing import Judgement
from stik.insights.goals.written import Written
from stik.metrics.registry import metric as metric_called
from stik.terms.goal import LEADING_REASON

SCHEMA = pa.schema(
    [
        ("goal", pa.string()),
        ("metric", pa.string()),
        ("owner", pa.string()),
        ("target", pa.float64()),
        ("unit", pa.string()),
        ("by", pa.date32()),
        ("word", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n", pa.int64()),
        ("probability", pa.float64()),
        ("n_more", pa.int64()),
        ("sentence", pa.string()),
        ("unknown", pa.string()),
    ]
)


@dataclass(frozen=True)
class Judged:
    """A goal as it stands, what speaks against it, and what it was judged from."""

    written: Written
    judgement: Judgement
    check: GoalCheck
    details: Mapping[str, Any] = field(default_factory=dict)


def details_of(written: Written, found: Measured) -> dict[str, Any]:
    """Return what a goal was judged from, as plain values."""
    past, since = found.past, written.since
    rival = found.rival
    return {
        "filter": {name: list(values) for name, values in found.asked.where.items()},
        "scale": past.scale.name,
        "grain": past.grain,
        "periods": len(past.counts),
        "first": None if not past.first_date else past.first_date[0].isoformat(),
        "last": None if not past.first_date else past.first_date[-1].isoformat(),
        "since": None if since is None else since.isoformat(),
        "n_customers": past.n_customers,
        "rival": None
        if rival is None
        else {"of": rival.name, **asdict(rival.estimate)},
        "notes": list(found.notes),
    }


def told_of(found: Judged) -> dict[str, Any]:
    """Return what a goal was judged from, and what speaks against it."""
    check = found.check
    return {
        **found.details,
        "objections": [asdict(each) for each in check.objections],
        "n_needed": check.n_needed,
        "n_usual": check.n_usual,
        "not_checked": list(check.notes),
    }


def goal_rows(found: Sequence[Judged]) -> pa.Table:
    """Return goals as a table, one row each; `unknown` says why there is no value."""
    return pa.Table.from_pylist([_row(each) for each in found], schema=SCHEMA)


def _row(found: Judged) -> dict[str, Any]:
    written, judgement = found.written, found.judgement
    numbers = ("value", "low", "high", "n", "probability", "n_more", "sentence")
    return {
        "goal": written.name,
        "metric": written.metric,
        "owner": written.owner,
        "target": judgement.target,
        "unit": _unit(written),
        "by": written.by,
        "word": judgement.word,
        **{name: getattr(judgement, name) for name in numbers},
        "unknown": judgement.sentence if judgement.value is None else None,
    }


def _unit(written: Written) -> str | None:
    if written.metric == LEADING_REASON:
        return "share"
    try:
        return metric_called(written.metric or "").unit
    except QuestionError:
        return None
