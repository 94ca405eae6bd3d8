"""A trait as it was then is found by looking the customer up, not by comparing all."""

import duckdb

from stik.engine.engine import compiled
from stik.engine.tables import unbound
from stik.facts.schema import ANSWERS, TRAITS
from stik.rollups.traits import with_trait

SHORT_CUTS = "empty_result_pullup,statistics_propagation"
"""What DuckDB would spare itself on empty tables."""


def test_no_join_compares_every_answer_with_every_trait():
    rows = with_trait(unbound("answers", ANSWERS), "tier", column="tier")
    with duckdb.connect() as connection:
        connection.register("answers", ANSWERS.empty_table())
        connection.register("traits", TRAITS.empty_table())
        connection.execute(f"SET disabled_optimizers = '{SHORT_CUTS}'")
        query = f"EXPLAIN {compiled(rows, dialect='duckdb')}"
        ((_, plan),) = connection.execute(query).fetchall()
    assert "HASH_JOIN" in plan
    assert "NL_JOIN" not in plan
    assert "NESTED_LOOP" not in plan
