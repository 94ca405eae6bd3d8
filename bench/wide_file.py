"""A survey file as companies have them: one row a response, many question columns."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

N_QUESTIONS = 30
_ROWS_A_BLOCK = 20_000
_FIRST_DAY = np.datetime64("2023-01-01")


def write_wide_file(path: Path, *, n_rows: int) -> int:
    """Write a CSV of `n_rows` responses and return how many answers it holds."""
    seeded = np.random.default_rng(30)
    n_answers = 0
    with csv.CSVWriter(path, _block(seeded, first=0, n_rows=0).schema) as file:
        for first in range(0, n_rows, _ROWS_A_BLOCK):
            rows = min(_ROWS_A_BLOCK, n_rows - first)
            block = _block(seeded, first=first, n_rows=rows)
            file.write_table(block)
            n_answers += sum(_n_answered(block[name]) for name in _questions())
    return n_answers


def write_mapping(path: Path) -> Path:
    """Write the mapping of the wide file; question 0 is the recommendation."""
    lines = [
        'source = "wide"',
        "[row]",
        'occurred = { column = "day", format = "%Y-%m-%d", precision = "day" }',
        'customer = "customer"',
        'channel = "channel"',
        'unit = "unit"',
        'touchpoint = { column = "touchpoint" }',
    ]
    for name in _questions():
        scale = "nps_0_10" if name == "q0" else "csat_1_5"
        lines += [f"[answers.{name}]", f'column = "{name}"', f'scale = "{scale}"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _questions() -> Iterator[str]:
    return (f"q{number}" for number in range(N_QUESTIONS))


def _block(seeded: np.random.Generator, *, first: int, n_rows: int) -> pa.Table:
    days = _FIRST_DAY + seeded.integers(0, 1_000, n_rows)
    columns: dict[str, object] = {
        "response": np.arange(first, first + n_rows),
        "customer": seeded.integers(0, 50_000, n_rows),
        "day": days.astype(str),
        "channel": seeded.choice(["web", "e-mail", "kiosk"], n_rows),
        "unit": seeded.choice([f"shop {number}" for number in range(20)], n_rows),
        "touchpoint": seeded.choice(["visit", "delivery", "invoice"], n_rows),
    }
    for name in _questions():
        lowest, highest = (0, 10) if name == "q0" else (1, 5)
        value = seeded.integers(lowest, highest, n_rows, endpoint=True)
        columns[name] = pa.array(value, mask=seeded.random(n_rows) < 0.05)
    return pa.table(columns)


def _n_answered(column: pa.ChunkedArray) -> int:
    return int(pc.count(column).as_py())
