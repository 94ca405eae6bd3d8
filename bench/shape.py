"""Rollups of the shape that a billion answers give, without the answers themselves."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import stik
from bench.many_answers import NOW, QUESTIONS, named
from stik.facts.schema import COUNTED, ROLLUP_DIMENSIONS
from stik.rollups.summing import Summing
from stik.workspace import Workspace

ANSWERS = 1_000_000_000
FIRST_DAY, END_DAY = np.datetime64("2016-01-01"), np.datetime64("2026-01-01")
_DATES_AT_ONCE = 50


def workspace_of_shape(place: Path) -> Workspace:
    """Return a new workspace whose rollups hold every cell of ten years of answers."""
    workspace = stik.create(place, now=NOW)
    with workspace.store.writing() as writer:
        for rollup in COUNTED:
            with TemporaryDirectory(prefix="stik_shape_") as made:
                path = Path(made) / "counted.parquet"
                _write(path, rollup)
                summing = Summing(rollup, [str(path)], {}, ANSWERS, Path(made))
                writer.rewrite(summing.contents(), now=NOW)
    return workspace


def _write(path: Path, rollup: str) -> None:
    """Write every cell of every day, as batches would count it."""
    days = np.arange(FIRST_DAY, END_DAY)
    with pq.ParquetWriter(path, COUNTED[rollup]) as file:
        for part in _rows(rollup, days, "second"):
            file.write_batch(part)


def _rows(name: str, dates: np.ndarray, precision: str) -> Iterator[pa.RecordBatch]:
    """Yield every cell of some dates, then of the next; counts are drawn by chance."""
    seeded = np.random.default_rng(len(dates))
    cells = _cells(name)
    expected = cells["share"].to_numpy() * ANSWERS / len(dates)
    for first in range(0, len(dates), _DATES_AT_ONCE):
        some = dates[first : first + _DATES_AT_ONCE]
        cell = np.tile(np.arange(len(cells)), len(some))
        n = seeded.poisson(expected[cell])
        rows = cells.take(pa.array(cell)).drop_columns(["share"])
        added = {
            "occurred_date": np.repeat(some, len(cells)),
            "precision": pa.repeat(precision, len(cell)),
            "source": pa.repeat("many", len(cell)),
            "n": n,
            "n_weighted": n // 2,
            "weight": n // 2 * 1.6,
            "weight_square": n // 2 * 3.2,
        }
        for column, values in added.items():
            rows = rows.append_column(column, pa.array(values))
        ordered = rows.select(COUNTED[name].names).cast(COUNTED[name])
        yield from ordered.combine_chunks().to_batches()


def _cells(name: str) -> pa.Table:
    """Return the cells that each date has, with the share of its answers in them."""
    further = [each for each in ROLLUP_DIMENSIONS if each in COUNTED[name].names]
    kinds = ["touchpoint", *further]
    places = list(product(*(named(kind).to_pylist() for kind in kinds)))
    rows = [
        {
            **dict(zip(kinds, where, strict=True)),
            "question": asked.name,
            "scale": asked.scale,
            "value": float(value),
            "share": asked.share / (asked.high - asked.low + 1) / len(places),
        }
        for where in places
        for asked in QUESTIONS
        for value in range(asked.low, asked.high + 1)
    ]
    return pa.Table.from_pylist(rows)
