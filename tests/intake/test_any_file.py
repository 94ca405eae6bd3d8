"""Whatever the rows: chunks and order change nothing, exports add what is new."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.reading import NOW, check_sums, load_text, rows_of

import stik
from stik.intake import load

MAPPING = """
source = "visits"
[row]
customer = "who"
channel = { column = "channel", missing = ["-"] }
occurred = "day"
[traits]
tier = "tier"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[answers.felt]
column = "felt"
scale = "csat_1_5"
touchpoint = "till"
[answers.expected]
column = "expected"
scale = "expectation_1_5"
touchpoint = "till"
[verbatims.why]
column = "why"
"""
KEYED = 'key = ["id"]\n' + MAPPING
HEADER = "id,who,channel,day,tier,recommend,felt,expected,why"
CELLS = (
    ["ana", "bo", ""],
    ["web", "shop", "-"],
    ["2026-01-31", "2026-02-30", ""],
    ["gold", ""],
    ["9", "10.0", "11", ""],
    ["1", "5", ""],
    ["3", "x"],
    ["said", ""],
)
Rows = list[tuple[str, ...]]
rows = st.lists(st.tuples(*map(st.sampled_from, CELLS)), min_size=1, max_size=6)
few = settings(max_examples=3, deadline=None)


def numbered(cells: Sequence[tuple[str, ...]]) -> list[str]:
    return [",".join([str(n), *row]) for n, row in enumerate(cells)]


def facts_after(
    *files: list[str], mapping: str, rows_per_chunk: int = 1000
) -> dict[str, Counter[Any]]:
    """Return how often each fact is there after loading files into a new place."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "CELLS_PER_CHUNK", 0)
        patch.setattr(load, "LEAST_ROWS_PER_CHUNK", rows_per_chunk)
        place = stik.create(Path(folder, "place"), now=NOW)
        for number, lines in enumerate(files):
            text = "\n".join([HEADER, *lines]) + "\n"
            check_sums(load_text(place, text, mapping, name=f"{number}.csv"))
        tables = {
            name: rows_of(place, name)
            for name in ("answers", "verbatims", "traits", "held_back")
        }
        who = rows_of(place, "identities")
        called = dict(
            zip(
                who["customer"].to_pylist(), who["external_id"].to_pylist(), strict=True
            )
        )
        rollup = rows_of(place, "rollup_base")["n"].to_pylist()
        assert sum(rollup) == tables["answers"].num_rows
    left_out = {"sequence", "file", "file_hash", "row", "held_at", "snapshot"}
    return {
        name: Counter(
            tuple(
                called.get(value) if column == "customer" else value
                for column, value in row.items()
                if column not in left_out
            )
            for row in table.to_pylist()
        )
        for name, table in tables.items()
    }


@few
@given(
    cells=rows,
    rows_per_chunk=st.integers(1, 4),
    mapping=st.sampled_from([MAPPING, KEYED]),
)
def test_however_a_file_is_cut_into_chunks_the_facts_are_the_same(
    cells: Rows, rows_per_chunk: int, mapping: str
) -> None:
    lines = numbered(cells)
    in_chunks = facts_after(lines, mapping=mapping, rows_per_chunk=rows_per_chunk)
    assert in_chunks == facts_after(lines, mapping=mapping)


@few
@given(cells=rows, chance=st.randoms(use_true_random=False))
def test_in_whatever_order_rows_come_the_facts_are_the_same(
    cells: Rows, chance: Any
) -> None:
    lines = numbered(cells)
    shuffled = chance.sample(lines, len(lines))
    assert facts_after(lines, mapping=KEYED) == facts_after(shuffled, mapping=KEYED)


@few
@given(cells=rows, n_first=st.integers(1, 6), chance=st.randoms(use_true_random=False))
def test_a_newer_export_after_an_older_one_is_the_newer_one_alone(
    cells: Rows, n_first: int, chance: Any
) -> None:
    newer = numbered(cells)
    older = newer[:n_first]
    shuffled = chance.sample(newer, len(newer))
    alone = facts_after(newer, mapping=KEYED)
    assert facts_after(older, shuffled, mapping=KEYED) == alone
    assert facts_after(older, newer, newer, older, mapping=KEYED) == alone
