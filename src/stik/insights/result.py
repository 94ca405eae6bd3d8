"""The answer to an inquiry: a table, and how each of its numbers came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from stik.terms.inquiry import Inquiry

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = {
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "unknown": pa.string(),
}
COMPARED = {
    "compared_with": pa.string(),
    "value_before": pa.float64(),
    "n_before": pa.int64(),
    "difference": pa.float64(),
    "difference_low": pa.float64(),
    "difference_high": pa.float64(),
    "p": pa.float64(),
    "p_corrected": pa.float64(),
    "is_real": pa.bool_(),
    "difference_unknown": pa.string(),
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
    rows: Sequence[Mapping[str, Any]], *, by: Sequence[str], is_compared: bool
) -> pa.Table:
    """Return rows as a table with the columns every answer has, in their order."""
    fields = [pa.field(name, pa.string()) for name in by]
    columns = {**NUMBERS, **(COMPARED if is_compared else {})}
    fields += [pa.field(name, of) for name, of in columns.items()]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(fields))


def asked(inquiry: Inquiry) -> dict[str, Any]:
    """Return an inquiry as plain values, so that it can be asked again."""
    return {
        "metric": inquiry.metric,
        "by": list(inquiry.by),
        "where": {name: list(values) for name, values in inquiry.where.items()},
        "first_date": _iso(inquiry.period.first_date),
        "end_date": _iso(inquiry.period.end_date),
        "compare": inquiry.compare,
        "as_of": _iso(inquiry.as_of),
        "is_weighted": inquiry.is_weighted,
    }


def _iso(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()
