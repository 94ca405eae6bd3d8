"""Twenty thousand answers and the traits of those who gave them, as Parquet files."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from stik.engine.tables import TableFiles, with_one_number_each
from stik.facts.schema import ANSWERS, MERGED, TRAITS

N_ANSWERS = 20_000
N_CUSTOMERS = 1_500
N_FILES = 4
FIRST_DAY = np.datetime64("2016-11-01")
SCALES = {"recommend": "nps_0_10", "overall": "csat_1_5", "speed": "csat_1_5"}


def write_facts(folder: Path) -> list[TableFiles]:
    """Write the tables into `folder`; the newest tenth of the answers is hidden."""
    seeded = np.random.default_rng(20_000)
    answers = _files("answers", _answers(seeded), folder)
    traits = _files("traits", _traits(seeded), folder)
    merged = TableFiles("merged", _files("merged", _merged(), folder), MERGED)
    counted = f"sequence <= {N_ANSWERS // 3 - 600}"
    return [
        with_one_number_each(TableFiles("answers", answers, ANSWERS, counted), merged),
        with_one_number_each(TableFiles("traits", traits, TRAITS), merged),
        TableFiles("interactions", (), ANSWERS),
    ]


def _merged() -> pa.Table:
    """Return every tenth customer as the next but one; the next was an error."""
    was = np.repeat(np.arange(0, N_CUSTOMERS - 2, 10), 2)
    last = np.tile([1, 2], len(was) // 2)
    return _table(MERGED, {"sequence": last, "customer": was, "same_as": was + last})


def _answers(seeded: np.random.Generator) -> pa.Table:
    """Return three answers of each message; blanks are everywhere they may be."""
    row = np.arange(N_ANSWERS)
    sequence = row // len(SCALES)
    n_messages = int(sequence.max()) + 1
    moment = FIRST_DAY + np.sort(seeded.integers(0, 900 * 86_400, n_messages)).astype(
        "timedelta64[s]"
    )
    question = np.array(list(SCALES))[row % len(SCALES)]
    top = np.where(question == "recommend", 11, 5)
    value = seeded.integers(0, top) + np.where(question == "recommend", 0, 1)
    customer = seeded.integers(0, N_CUSTOMERS, n_messages)
    by_message = {
        "occurred_at": moment.astype("datetime64[us]"),
        "occurred_date": moment.astype("datetime64[D]"),
        "customer": _or_null(customer, every=7),
        "touchpoint": seeded.choice(["checkout", "delivery", "šalter"], n_messages),
        "channel": _or_null(seeded.choice(["web", "kiosk"], n_messages), every=11),
        "unit": seeded.choice(["north", "south"], n_messages),
    }
    columns = {name: pa.array(of).take(sequence) for name, of in by_message.items()}
    return _table(
        ANSWERS,
        columns
        | {
            "sequence": sequence,
            "position": row % len(SCALES),
            "precision": pa.repeat("second", N_ANSWERS),
            "source": pa.repeat("sample", N_ANSWERS),
            "question": question,
            "scale": np.array(list(SCALES.values()))[row % len(SCALES)],
            "value": value.astype(float),
            "weight": _or_null(seeded.uniform(0.2, 3.0, N_ANSWERS), every=3),
        },
    )


def _traits(seeded: np.random.Generator) -> pa.Table:
    """Return two tiers of each customer, the second known from a later day on."""
    n_traits = 2 * N_CUSTOMERS
    known_from = FIRST_DAY + seeded.integers(0, 900, n_traits).astype("timedelta64[D]")
    return _table(
        TRAITS,
        {
            "sequence": np.arange(n_traits),
            "position": np.zeros(n_traits),
            "source": pa.repeat("sample", n_traits),
            "customer": np.arange(n_traits) % N_CUSTOMERS,
            "name": pa.repeat("tier", n_traits),
            "value": seeded.choice(["gold", "silver", "bronze"], n_traits),
            "known_from": known_from.astype("datetime64[us]"),
        },
    )


def _or_null(values: np.ndarray, *, every: int) -> pa.Array:
    return pa.array(values, mask=np.arange(len(values)) % every == 0)


def _table(schema: pa.Schema, columns: dict[str, object]) -> pa.Table:
    """Return `columns` in the types of `schema`, the columns not given all null."""
    n_rows = len(next(iter(columns.values())))
    return pa.table(
        [
            pa.array(columns[field.name]).cast(field.type)
            if field.name in columns
            else pa.nulls(n_rows, field.type)
            for field in schema
        ],
        schema=schema,
    )


def _files(name: str, table: pa.Table, folder: Path) -> tuple[str, ...]:
    """Write `table` as a few files of about the same size."""
    n_rows = -(-table.num_rows // N_FILES)
    paths = [folder / f"{name} [{number}].parquet" for number in range(N_FILES)]
    for number, path in enumerate(paths):
        pq.write_table(table.slice(number * n_rows, n_rows), path)
    return tuple(map(str, paths))
