"""A table of facts can be asked, whatever its columns."""

import pyarrow as pa
import pytest

from stik.engine.tables import arrow_schema, unbound
from stik.facts.schema import SNAPSHOTS, TABLES

EVERY_TABLE = TABLES | {"snapshots": SNAPSHOTS}


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_every_table_keeps_its_names_and_types(name: str) -> None:
    schema = EVERY_TABLE[name]
    asked = arrow_schema(unbound(name, schema))
    assert asked.names == schema.names
    assert asked.types == schema.types


def test_a_moment_is_in_utc_to_the_microsecond_even_after_rounding() -> None:
    snapshots = unbound("snapshots", SNAPSHOTS)
    hours = snapshots.select(hour=snapshots.recorded_at.truncate("h"))
    assert arrow_schema(hours).types == [pa.timestamp("us", tz="UTC")]
