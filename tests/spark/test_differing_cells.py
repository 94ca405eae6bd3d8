"""The comparison of two engines would notice a difference."""

import pyarrow as pa
import pytest
from tests.spark.same_cells import differing_cells

HERE = {"touchpoint": ["desk", None], "n": [3, 4], "mean": [2.5, None]}


def changed(**columns: list[object]) -> list[str]:
    return differing_cells(pa.table(HERE), pa.table(HERE | columns))


def test_the_order_of_rows_is_free() -> None:
    turned = {name: column[::-1] for name, column in HERE.items()}
    assert differing_cells(pa.table(HERE), pa.table(turned)) == []


def test_a_tenth_digit_is_the_same() -> None:
    assert changed(mean=[2.5 * (1 + 1e-10), None]) == []


@pytest.mark.parametrize(
    "columns",
    [
        {"n": [3, 5]},
        {"n": [3.0, 4.0]},
        {"mean": [2.5 * (1 + 1e-8), None]},
        {"mean": [2.5, float("nan")]},
        {"touchpoint": ["desk", "None"]},
    ],
    ids=["one more", "another type", "the ninth digit", "nan for null", "a word"],
)
def test_a_changed_cell_is_noticed(columns: dict[str, list[object]]) -> None:
    assert changed(**columns) != []


def test_a_missing_row_is_noticed() -> None:
    shorter = pa.table(HERE).slice(0, 1)
    assert differing_cells(pa.table(HERE), shorter) == ["2 rows against 1"]
