"""Merging a rollup: the same sums as by hand, and never all of it in memory."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.facts.schema import ANSWERS, ROLLUPS
from stik.rollups import increments, merging, stretches, subtracting
from stik.rollups.merging import merged

UNIT = ROLLUPS["rollup_unit"]
MANY_DAYS = [date(2026, 1, 1) + timedelta(days=day) for day in range(200)]
ROWS = st.fixed_dictionaries(
    {
        "occurred_date": st.sampled_from([None, *MANY_DAYS[:5]]),
        "unit": st.sampled_from([None, "", "north", "south"]),
        "question": st.sampled_from(["speed", "price"]),
        "value": st.sampled_from([-0.5, 0.0, 10.0]),
        "n": st.sampled_from([-2, -1, 1, 2, 2**40]),
        "weight": st.floats(-9, 9, allow_subnormal=False),
    }
)


def written(path: Path, rows: Sequence[dict[str, Any]]) -> str:
    """Write a file of a rollup as a batch appends it; return its path."""
    columns = {
        "precision": "day",
        "source": "visits",
        "touchpoint": None,
        "scale": "csat_1_5",
        "n_weighted": 0,
        "weight_square": 0.0,
    }
    pq.write_table(pa.Table.from_pylist([columns | r for r in rows], UNIT), path)
    return str(path)


def daily(days: Sequence[date], *, units: int) -> list[dict[str, Any]]:
    return [
        {
            "occurred_date": day,
            "unit": f"unit {unit}",
            "question": "speed",
            "value": 3.0,
            "n": 1,
            "weight": 0.5,
        }
        for day in days
        for unit in range(units)
    ]


@given(
    st.lists(st.lists(ROWS, max_size=30), min_size=1, max_size=4), st.integers(1, 200)
)
@settings(max_examples=40, deadline=None)
def test_cells_add_up_as_by_hand_whatever_the_files_and_the_rows_at_once(
    parts: list[list[dict[str, Any]]], rows_at_once: int
) -> None:
    n: Counter[tuple[Any, ...]] = Counter()
    weight: Counter[tuple[Any, ...]] = Counter()
    for row in [row for part in parts for row in part]:
        cell = tuple(
            row[name] for name in ("occurred_date", "unit", "question", "value")
        )
        n[cell] += row["n"]
        weight[cell] += row["weight"]
    with TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patched:
        patched.setattr(stretches, "ROWS_AT_ONCE", rows_at_once)
        folder = Path(made)
        files = [
            written(folder / f"{number}.parquet", part)
            for number, part in enumerate(parts)
        ]
        rows = merged("rollup_unit", files, spill_folder=folder / "spill").read_all()
    assert rows.schema == UNIT
    found = {
        (row["occurred_date"], row["unit"], row["question"], row["value"]): row
        for row in rows.to_pylist()
    }
    assert len(found) == rows.num_rows, "one row per cell"
    assert {cell: row["n"] for cell, row in found.items()} == {
        cell: counted for cell, counted in n.items() if counted
    }
    for cell, row in found.items():
        assert row["weight"] == pytest.approx(weight[cell], rel=1e-9, abs=1e-9)
    if rows_at_once > sum(map(len, parts)):
        by_question = [row["question"] for row in rows.to_pylist()]
        assert len([*groupby(by_question)]) == len({*by_question}), "in their order"


def test_merging_holds_a_stretch_of_days_and_never_the_whole_rollup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    def added_up(name: str, rows: pa.Table) -> pa.Table:
        held.append(rows.num_rows)
        return increments.added_up(name, rows)

    monkeypatch.setattr(merging, "added_up", added_up)
    monkeypatch.setattr(stretches, "ROWS_AT_ONCE", 1_000)
    rows = daily(MANY_DAYS, units=100)
    backwards = written(tmp_path / "backwards.parquet", rows[::-1])
    files = [written(tmp_path / "forwards.parquet", rows), backwards]
    spill = tmp_path / "spill"
    parts = list(merged("rollup_unit", files, spill_folder=spill))
    assert sum(part.num_rows for part in parts) == 20_000
    assert {n for part in parts for n in part["n"].to_pylist()} == {2}
    assert sum(held) == 40_000, "every row is added up once"
    assert max(held) <= 1_000
    assert max(part.num_rows for part in parts) <= 500, "given on as it comes"
    assert list(spill.iterdir()) == []


def test_a_day_of_more_rows_than_fit_is_added_up_bit_by_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    def added_up(name: str, rows: pa.Table) -> pa.Table:
        held.append(rows.num_rows)
        return increments.added_up(name, rows)

    monkeypatch.setattr(merging, "added_up", added_up)
    monkeypatch.setattr(stretches, "ROWS_AT_ONCE", 500)
    file = written(tmp_path / "rows.parquet", daily(MANY_DAYS[:1] * 100, units=50))
    rows = merged("rollup_unit", [file], spill_folder=tmp_path / "spill").read_all()
    assert rows["n"].to_pylist() == [100] * 50
    assert max(held) <= 500 + 50, "the sum so far, and one more part"


def test_a_rollup_without_files_is_merged_to_nothing(tmp_path: Path) -> None:
    rows = merged("rollup_unit", [], spill_folder=tmp_path / "spill").read_all()
    assert rows.num_rows == 0
    assert rows.schema == UNIT
    assert merging.n_cells("rollup_unit", []) == 0


def test_what_is_taken_off_is_added_up_while_its_answers_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subtracting, "ROWS_AT_ONCE", 50)
    held: list[int] = []

    def added_up(name: str, rows: pa.Table) -> pa.Table:
        held.append(rows.num_rows)
        return increments.added_up(name, rows)

    monkeypatch.setattr(subtracting, "added_up", added_up)
    parts = [answers_of(MANY_DAYS[:20]) for _ in range(100)]
    rows = subtracting.subtracted(parts, kept=["rollup_unit"])
    assert set(rows) == {"rollup_base", "rollup_unit"}
    assert rows["rollup_unit"]["n"].to_pylist() == [-100] * 20
    assert rows["rollup_unit"]["weight"].to_pylist() == pytest.approx([-150.0] * 20)
    assert max(held) <= 120, "the cells so far, and a few parts; not all 2,000 rows"


def answers_of(days: Sequence[date]) -> pa.Table:
    """Return an answer of weight 1.5 on each day."""
    told = {
        "precision": "day",
        "source": "visits",
        "question": "speed",
        "scale": "csat_1_5",
        "value": 3.0,
        "weight": 1.5,
        "sequence": 1,
        "position": 1,
    }
    return pa.Table.from_pylist(
        [told | {"occurred_date": day} for day in days], ANSWERS
    )
