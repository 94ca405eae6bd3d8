"""Whether two tables say the same: whole numbers exactly, others to nine digits."""

import math

import pyarrow as pa

RELATIVE = 1e-9


def differing_cells(one: pa.Table, other: pa.Table) -> list[str]:
    """Return a sentence for each cell that differs; the order of rows is free."""
    if one.schema != other.schema:
        return [f"columns {one.schema} against {other.schema}"]
    if one.num_rows != other.num_rows:
        return [f"{one.num_rows} rows against {other.num_rows}"]
    return [
        f"row {row}, {name}: {left!r} against {right!r}"
        for name in one.column_names
        for row, (left, right) in enumerate(
            zip(_sorted(one)[name], _sorted(other)[name], strict=True)
        )
        if not _is_same(left, right)
    ]


def _sorted(table: pa.Table) -> dict[str, list[object]]:
    """Return the rows ordered by what is exact first, so that they stand in pairs.

    Arrow cannot order by a list; the other columns do.
    """
    fields = [f for f in table.schema if not pa.types.is_list(f.type)]
    exact = [f.name for f in fields if not pa.types.is_floating(f.type)]
    rough = [f.name for f in fields if pa.types.is_floating(f.type)]
    order = [(name, "ascending") for name in exact + rough]
    return table.sort_by(order).to_pydict()


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        both_nan = math.isnan(one) and math.isnan(other)
        return both_nan or math.isclose(one, other, rel_tol=RELATIVE, abs_tol=1e-12)
    return one == other
