"""One customer's timeline: what happened to them, what they said, and how it felt."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import CustomerUnknown
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.rollups.of_customer import named, rows_of_customers
from stik.terms.counts import Floats
from stik.terms.inquiry import Inquiry
from stik.terms.scale import Scale

TIMELINE = pa.schema(
    [
        pa.field("at", pa.timestamp("us", tz="UTC")),
        pa.field("precision", pa.string()),
        pa.field("what", pa.string(), nullable=False),
        pa.field("journey", pa.string()),
        pa.field("journey_instance", pa.string()),
        pa.field("touchpoint", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("question", pa.string()),
        pa.field("scale", pa.string()),
        pa.field("value", pa.float64()),
        pa.field("feeling", pa.float64()),
        pa.field("text", pa.string()),
        pa.field("seconds_since", pa.float64()),
    ]
)
"""One row a moment, in the order of time; those without a date come last. `what` is
visit, answer or words. `feeling` is an answer on an emotion scale, brought to -1, the
worst, to 1, the best; `seconds_since` is the time since the visit before, of visits."""

DEFINITION = (
    "What happened to one customer and what they said of it, in the order of time; a "
    "feeling goes from -1, the worst, to 1, the best."
)
ROW = ("sequence", "position")
WHAT = {"interactions": "visit", "answers": "answer", "verbatims": "words"}


def timeline_of(held: Mapping[str, pa.Table]) -> pa.Table:
    """Return the timeline (`TIMELINE`) of what is held of a customer.

    Rows in: a table each of `schema.INTERACTIONS`, `ANSWERS` and `VERBATIMS`.
    """
    order = [(name, "ascending") for name in ("is_undated", "until", *ROW)]
    parts = [_moments(held[table], what) for table, what in WHAT.items()]
    rows = pa.concat_tables(parts, promote_options="default").sort_by(order)
    since = pa.array(_since(rows), pa.float64(), from_pandas=True)
    rows = rows.append_column("seconds_since", since)
    return rows.select(TIMELINE.names).cast(TIMELINE)


def timeline_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    customer: str,
    source: str | None,
    journey: str | None,
) -> Result:
    """Return the timeline of the customer whom a source calls so (None: any source).

    `journey` keeps what is of that journey alone.

    Raises
    ------
    CustomerUnknown
        When nobody has the name.
    """
    known = reading.run(named(customer))
    if source is not None:
        known = known.filter(pc.equal(known["source"], source))
    numbers = pc.unique(known["customer"]).to_pylist()
    if not numbers:
        raise CustomerUnknown(customer, source=source)
    held = {
        name: reading.run(rows_of_customers(name, numbers, journey=journey))
        for name in WHAT
    }
    table = timeline_of(held)
    table = table.append_column("unknown", pa.nulls(table.num_rows, pa.string()))
    sources = sorted(set(known["source"].to_pylist()))
    details = {
        "definition": DEFINITION,
        "n": table.num_rows,
        "notes": [f"who is called '{customer}' in {', '.join(sources)}"],
    }
    words = {"customer": customer, "source": source, "journey": journey}
    began = asked(inquiry, insight="journey_timeline", **words)
    told = explained(details, inquiry, asked=began, snapshot=reading.snapshot)
    return Result("journey_timeline", "feeling", table, told)


def _moments(rows: pa.Table, what: str) -> pa.Table:
    n = rows.num_rows
    is_undated = pc.equal(rows["precision"], "none")
    columns = {
        "at": rows["occurred_at"],
        "is_undated": is_undated,
        "until": _until(rows),
        "what": pa.array([what] * n, pa.string()),
        "feeling": _feelings(rows) if what == "answer" else pa.nulls(n, pa.float64()),
    }
    wanted = {*TIMELINE.names, *ROW} - set(columns)
    columns |= {name: rows[name] for name in rows.column_names if name in wanted}
    return pa.table(columns)


def _until(rows: pa.Table) -> pa.ChunkedArray:
    """Return the last moment of each row: an answer follows the visits of its day."""
    is_exact = pc.equal(rows["precision"], "second")
    a_day = pa.scalar(timedelta(days=1), pa.duration("us"))
    return pc.if_else(is_exact, rows["occurred_at"], pc.add(rows["occurred_at"], a_day))


def _feelings(rows: pa.Table) -> pa.Array:
    """Return answers on emotion scales as -1 to 1, null on others."""
    found = [
        _feeling(Scale.parse(scale), value)
        for scale, value in zip(
            rows["scale"].to_pylist(), rows["value"].to_pylist(), strict=True
        )
    ]
    return pa.array(found, pa.float64())


def _feeling(scale: Scale, value: float) -> float | None:
    if scale.kind != "emotion" or scale.low is None or scale.high is None:
        return None
    middle, half = (scale.low + scale.high) / 2, (scale.high - scale.low) / 2
    return (value - middle) / half


def _since(rows: pa.Table) -> Floats:
    """Return the seconds from the visit before, NaN of the first and of all others."""
    is_visit = pc.and_(pc.equal(rows["what"], "visit"), rows["at"].is_valid())
    here = np.flatnonzero(is_visit.to_numpy())
    at = rows["at"].cast(pa.int64()).to_numpy()[here]
    found = np.full(rows.num_rows, np.nan)
    found[here[1:]] = np.diff(at) / 1e6
    return found
