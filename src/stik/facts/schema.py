"""The columns of every table of facts, one row per what, and what null means."""

import pyarrow as pa

from stik.facts.levels import LEVELS

_UTC = pa.timestamp("us", tz="UTC")

_WHEN = [
    pa.field("occurred_at", _UTC),
    pa.field("occurred_date", pa.date32()),
    pa.field("precision", pa.string()),
]
_WHERE = [
    pa.field("source", pa.string(), nullable=False),
    pa.field("customer", pa.int64()),
    pa.field("touchpoint", pa.string()),
    pa.field("channel", pa.string()),
    pa.field("unit", pa.string()),
    pa.field("language", pa.string()),
    pa.field("journey", pa.string()),
    pa.field("journey_instance", pa.string()),
]
_ROW = [
    pa.field("sequence", pa.int64(), nullable=False),
    pa.field("position", pa.int32(), nullable=False),
]

INTERACTIONS = pa.schema(
    [
        *_ROW,
        *_WHEN,
        *_WHERE,
        pa.field("amount", pa.float64()),
        pa.field("currency", pa.string()),
    ]
)
"""One row per thing that happened to a customer.

`sequence` numbers the messages of the place in the order they were stored and is
shared by all rows of one message; `position` orders the rows inside it.
`occurred_at` is null where no date is known; `precision` is one of second, day,
month, year, none. `occurred_date` is the day in the workspace's time zone.
`customer` is null where nobody can be named: then the row counts as a response.
"""

ANSWERS = pa.schema(
    [
        *_ROW,
        *_WHEN,
        *_WHERE,
        pa.field("question", pa.string(), nullable=False),
        pa.field("scale", pa.string(), nullable=False),
        pa.field("value", pa.float64(), nullable=False),
        pa.field("weight", pa.float64()),
    ]
)
"""One row per answered question; `weight` is null where the survey gave none."""

VERBATIMS = pa.schema(
    [
        *_ROW,
        *_WHEN,
        *_WHERE,
        pa.field("question", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
    ]
)
"""One row per thing said in the customer's own words, kept apart to erase cheaply."""

TRAITS = pa.schema(
    [
        *_ROW,
        pa.field("source", pa.string(), nullable=False),
        pa.field("customer", pa.int64()),
        pa.field("name", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("known_from", _UTC),
    ]
)
"""What was known about a customer from when on; without customer, of that response."""

IDENTITIES = pa.schema(
    [
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("external_id", pa.string(), nullable=False),
        pa.field("customer", pa.int64(), nullable=False),
        pa.field("valid_from", _UTC),
    ]
)
"""Which outside name belongs to which customer; the latest row of a name holds."""

MERGED = pa.schema(
    [
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("customer", pa.int64(), nullable=False),
        pa.field("same_as", pa.int64(), nullable=False),
    ]
)
"""Who turned out to be another customer; the latest row of a customer holds.

What was stored of `customer` counts as that of `same_as`, who is never merged himself:
where he is later, those merged into him get another row.
"""

KEYS = pa.schema(
    [
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("key", pa.int64(), nullable=False),
        pa.field("content", pa.int64(), nullable=False),
    ]
)
"""Hashes of the key and of the content of each row taken in from a keyed source."""

HELD_BACK = pa.schema(
    [
        pa.field("snapshot", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("file_hash", pa.string(), nullable=False),
        pa.field("row", pa.int64(), nullable=False),
        pa.field("raw", pa.string(), nullable=False),
        pa.field("field", pa.string()),
        pa.field("value", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("sentence", pa.string(), nullable=False),
        pa.field("mapping_version", pa.string(), nullable=False),
        pa.field("held_at", _UTC, nullable=False),
        pa.field("repaired_at", _UTC),
        pa.field("key", pa.int64()),
        pa.field("content", pa.int64()),
    ]
)
"""One row per row of a file that could not become facts.

`snapshot` is the batch it was held back in, `row` its number in the file (the first
row below the header is 1), `raw` the row as a JSON object. `field`, `value`, `reason`
are those of the first fault found, `sentence` tells them all. `key` and `content` are
hashes as in `KEYS`, null where the source has no key. A second row with `repaired_at`
and of a later batch, otherwise the same, closes the first: what was held back with that
mapping waits no more.
"""

MEMBERSHIPS = pa.schema(
    [
        pa.field("customer", pa.int64(), nullable=False),
        pa.field("version", pa.string(), nullable=False),
        pa.field("segment", pa.string()),
        pa.field("from_", _UTC, nullable=False),
        pa.field("to_", _UTC),
    ]
)
"""Who was in which segment, from when to when (null: until now), by which rules.

`version` is that of the segmentation's rules; `segment` null where the customer was in
none. Computed from traits and interactions by upkeep, and used while nothing was stored
since: `Snapshot.segmented` says of which rules.
"""

REGISTRATIONS = pa.schema(
    [
        pa.field("snapshot", pa.int64(), nullable=False),
        pa.field("initiative", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("words", pa.string(), nullable=False),
        pa.field("registered_at", _UTC, nullable=False),
    ]
)
"""When each initiative was first seen as it is written.

`words` is a JSON object of what it promises: measure, scope, first day, expected
effect, control; `digest` is the name of exactly this promise.
"""

BELIEFS = pa.schema(
    [
        pa.field("snapshot", pa.int64(), nullable=False),
        pa.field("believer", pa.string(), nullable=False),
        pa.field("metric", pa.string(), nullable=False),
        pa.field("scope", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("value", pa.float64(), nullable=False),
        pa.field("written_at", _UTC, nullable=False),
    ]
)
"""What somebody believed a metric to be in a period, before it could be seen.

`scope` is a JSON object: the values by name that answers must have. `period` is a year,
month or day such as 2026-05; `value` is in the metric's unit.
"""

ERASED = pa.schema(
    [
        pa.field("snapshot", pa.int64(), nullable=False),
        pa.field("receipt", pa.string(), nullable=False),
        pa.field("customer", pa.int64(), nullable=False),
        pa.field("name_hash", pa.string(), nullable=False),
        pa.field("erased_at", _UTC, nullable=False),
        pa.field("erased_by", pa.string()),
    ]
)
"""One row per outside name of a customer who was erased in the batch `snapshot`.

`name_hash` is a keyed hash of source and name: it knows the person's old rows again in
a file that comes later, and says nothing to who has not the place's key.
"""

SNAPSHOTS = pa.schema(
    [
        pa.field("snapshot", pa.int64(), nullable=False),
        pa.field("recorded_at", _UTC, nullable=False),
        pa.field("last_sequence", pa.int64(), nullable=False),
        pa.field("last_customer", pa.int64(), nullable=False),
        pa.field("source", pa.string()),
        pa.field("file", pa.string()),
        pa.field("file_hash", pa.string()),
        pa.field("last_row", pa.int64()),
        pa.field("mapping_version", pa.string()),
        pa.field("versions", pa.string(), nullable=False),
        pa.field("taken_back", pa.string(), nullable=False),
        pa.field("hidden", pa.string(), nullable=False),
        pa.field("segmented", pa.string(), nullable=False),
        pa.field("about_others", pa.string(), nullable=False),
    ]
)
"""One row per batch, written last: it makes the batch visible in all tables at once.

`versions` is a JSON object: table name to the Delta version that belongs to it.
`taken_back` is a JSON list of [snapshot, first, last sequence]: batches whose rows
count no more; `hidden` one of erased customers whose rows still lie in the files;
`segmented` one of the rules whose memberships and counts are up to date; `about_others`
one of [whom, first, last sequence]: rows that tell of somebody else and count only
where that one is asked for; no rollup has them.
"""

_ROLLUP = [
    pa.field("occurred_date", pa.date32()),
    pa.field("precision", pa.string()),
    pa.field("source", pa.string(), nullable=False),
    pa.field("touchpoint", pa.string()),
    pa.field("question", pa.string(), nullable=False),
    pa.field("scale", pa.string(), nullable=False),
    pa.field("value", pa.float64(), nullable=False),
    pa.field("n", pa.int64(), nullable=False),
    pa.field("n_weighted", pa.int64(), nullable=False),
    pa.field("weight", pa.float64(), nullable=False),
    pa.field("weight_square", pa.float64(), nullable=False),
]

ROLLUP_DIMENSIONS = ("channel", "unit", "language")
"""One rollup beside the base for each; questions with two of them read the facts."""

BASE = "rollup_base"
"""The rollup that every other is a finer form of."""

COUNTED = {
    BASE: pa.schema(_ROLLUP),
    **{
        f"rollup_{dimension}": pa.schema([*_ROLLUP, pa.field(dimension, pa.string())])
        for dimension in ROLLUP_DIMENSIONS
    },
}
"""Counts per day and touchpoint, written with each batch until upkeep sums them up.

`n_weighted` answers of the `n` carried a weight. What upkeep has not summed up yet is
here, and all the rest in each of the tables of `SUMS_OF`.
"""

SUMS_OF = {name: {level: level.table_of(name) for level in LEVELS} for name in COUNTED}
"""The tables of each rollup that upkeep writes, by their level; not all are kept.

By month, `occurred_date` is the first of it and `precision` month or year; by week it
is the Monday, and a date known no finer than to the month stays as it is. `touchpoint`
is null where all of them are counted together.
"""

COUNTED_IN = {table: name for name, of in SUMS_OF.items() for table in of.values()}
"""The table that holds what is not summed up yet of each of those."""

ROLLUPS = {
    **COUNTED,
    **{table: COUNTED[name] for table, name in COUNTED_IN.items()},
}
"""Every table of counts that answers the same as the answers themselves."""

BY_SEGMENT = "rollup_segment"
"""The base by the segment each customer was in when they answered."""

SEGMENT_ROLLUP = pa.schema(
    [*_ROLLUP, pa.field("version", pa.string()), pa.field("segment", pa.string())]
)
"""Counts per day and segment; `version` is that of the segmentation's rules.

Not written with each batch, as memberships may change back in time: see `MEMBERSHIPS`.
"""

FACTS = {
    "interactions": INTERACTIONS,
    "answers": ANSWERS,
    "verbatims": VERBATIMS,
    "traits": TRAITS,
    "identities": IDENTITIES,
    "merged": MERGED,
    "keys": KEYS,
    "held_back": HELD_BACK,
    "erased": ERASED,
    "memberships": MEMBERSHIPS,
    "registrations": REGISTRATIONS,
    "beliefs": BELIEFS,
}

WRITTEN = {**FACTS, **COUNTED, BY_SEGMENT: SEGMENT_ROLLUP}
"""Every table that a new place has but `snapshots`, which says what is visible."""

TABLES = {**WRITTEN, **ROLLUPS}
"""Those, and what upkeep sums up of the rollups."""
