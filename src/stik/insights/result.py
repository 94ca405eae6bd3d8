"""The answer to an inquiry: a table, and how each of its numbers came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from stik.terms.inquiry import Inquiry
from stik.terms.period import Period
from stik.terms.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = {
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "unknown": pa.string(),
}
WEIGHTED = {"n_effective": pa.float64(), "design_effect": pa.float64()}
"""How many unweighted answers weighted ones are worth, and n over that (Kish)."""

DIFFERENCE = {
    "difference": pa.float64(),
    "difference_low": pa.float64(),
    "difference_high": pa.float64(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "is_real": pa.bool_(),
    "difference_unknown": pa.string(),
}
COMPARED = {
    "compared_with": pa.string(),
    "value_before": pa.float64(),
    "n_before": pa.int64(),
    **DIFFERENCE,
}


@dataclass(frozen=True)
class Result:
    """An answered question.

    `table` has one row per cell: a column for each `by`, then value, low, high
    (95 % interval), n and unknown (why the value is null); a comparison adds what
    it was compared with, the difference and whether it is real.
    """

    name: str
    unit: str
    table: pa.Table
    explanation: Mapping[str, Any]

    def to_pandas(self) -> "pd.DataFrame":
        """Return the table as a pandas data frame (needs pandas installed)."""
        return self.table.to_pandas()

    def explain(self) -> dict[str, Any]:
        """Return definition, rows, filter, n, method, interval and snapshot."""
        return dict(self.explanation)

    def to_json(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "metric": self.name,
            "unit": self.unit,
            "rows": self.table.to_pylist(),
            "explain": self.explain(),
        }

    @property
    def has_unknown(self) -> bool:
        """Return whether any number of it is unknown, or there is none."""
        unknown = self.table["unknown"].to_pylist()
        return not unknown or any(reason is not None for reason in unknown)


def table_of(
    rows: Sequence[Mapping[str, Any]], *, inquiry: Inquiry, is_compared: bool
) -> pa.Table:
    """Return rows as a table with the columns every answer has, in their order."""
    by = inquiry.by
    fields = [pa.field(name, pa.string()) for name in by]
    columns = dict(NUMBERS)
    columns |= WEIGHTED if inquiry.is_weighted else {}
    columns |= COMPARED if is_compared else {}
    fields += [pa.field(name, of) for name, of in columns.items()]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(fields))


_WHEN_ANSWERED = "were when they answered"


def explained(
    details: Mapping[str, Any],
    inquiry: Inquiry,
    *,
    asked: Mapping[str, Any],
    snapshot: Snapshot,
) -> dict[str, Any]:
    """Return details with the filter, period, snapshot and what was asked.

    `inquiry` is what was asked in the end, `asked` what it began as.
    """
    notes = [*details.get("notes", ()), *_whose(inquiry, asked["insight"])]
    return {
        **details,
        "notes": notes,
        "filter": {name: list(values) for name, values in inquiry.where.items()},
        "period": str(inquiry.period),
        "snapshot": {
            "snapshot": snapshot.snapshot,
            "sequence": snapshot.last_sequence,
            "recorded_at": snapshot.recorded_at.isoformat(),
        },
        "asked": dict(asked),
    }


def _whose(inquiry: Inquiry, insight: str) -> list[str]:
    """Return in words of which moment the customers' traits and segments are."""
    if not inquiry.traits:
        return []
    names = ", ".join(inquiry.traits)
    then = "were at the time" if insight.startswith("journey") else _WHEN_ANSWERED
    when = "are now" if inquiry.as_they_are_now else then
    return [f"{names}: customers as they {when}"]


def asked(inquiry: Inquiry, *, insight: str, **words: object) -> dict[str, Any]:
    """Return what was asked as plain values, so that it can be asked again."""
    return {
        "insight": insight,
        **words,
        "metric": inquiry.metric,
        "by": list(inquiry.by),
        "where": {name: list(values) for name, values in inquiry.where.items()},
        "first_date": _iso(inquiry.period.first_date),
        "end_date": _iso(inquiry.period.end_date),
        "compare": inquiry.compare,
        "as_of": _iso(inquiry.as_of),
        "is_weighted": inquiry.is_weighted,
        "is_raked": inquiry.is_raked,
        "as_they_are_now": inquiry.as_they_are_now,
    }


def inquiry_asked(asked: Mapping[str, Any]) -> Inquiry:
    """Return the inquiry of plain values (`asked`).

    Raises
    ------
    KeyError, TypeError, ValueError
        When they are no such values.
    """
    first, end = (
        None if asked[name] is None else date.fromisoformat(asked[name])
        for name in ("first_date", "end_date")
    )
    return Inquiry(
        metric=asked["metric"],
        by=tuple(asked["by"]),
        where={name: tuple(values) for name, values in asked["where"].items()},
        period=Period(first, end),
        compare=asked["compare"],
        as_of=asked["as_of"] and datetime.fromisoformat(asked["as_of"]),
        is_weighted=asked["is_weighted"],
        is_raked=asked.get("is_raked", False),
        as_they_are_now=asked["as_they_are_now"],
    )


def _iso(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()
