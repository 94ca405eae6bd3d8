"""The same question gives the same cells on DuckDB and on a real Spark cluster."""

import pytest
from tests.spark.expressions import EXPRESSIONS
from tests.spark.same_cells import differing_cells

from stik.engine.distributed import Distributed
from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles

pytestmark = pytest.mark.spark


@pytest.mark.parametrize("question", EXPRESSIONS)
def test_both_engines_give_the_same_cells(
    question: str, embedded: Embedded, distributed: Distributed, facts: list[TableFiles]
) -> None:
    for engine in (embedded, distributed):
        engine.register(facts)
    one, other = (e.run(EXPRESSIONS[question]) for e in (embedded, distributed))
    assert one.num_rows > 0
    assert differing_cells(one, other) == []
