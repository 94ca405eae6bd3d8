"""What a batch of answers adds to each rollup: counts, which simply add up."""

import ibis
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.tables import unbound
from stik.facts.schema import ANSWERS, ROLLUP_DIMENSIONS, ROLLUPS

_COUNTED = ("n", "n_weighted", "weight", "weight_square")


def increments(answers: pa.Table, *, engine: Embedded) -> dict[str, pa.Table]:
    """Return the rows that a batch of answers (`schema.ANSWERS`) adds per rollup."""
    return _rollups(engine.run_with(_finest(), {"answers": answers}), engine)


def rebuilt(*, engine: Embedded) -> dict[str, pa.Table]:
    """Return every rollup counted anew from all answers registered with the engine."""
    return _rollups(engine.run(_finest()), engine)


def _rollups(finest: pa.Table, engine: Embedded) -> dict[str, pa.Table]:
    return {
        name: engine.run_with(rolled_up(name, finest.schema), {"finest": finest})
        for name in ROLLUPS
    }


def merged(name: str, rows: pa.Table, *, engine: Embedded) -> pa.Table:
    """Return a rollup's rows with those of the same cell added up."""
    return engine.run_with(rolled_up(name, rows.schema), {"finest": rows})


def rolled_up(name: str, schema: pa.Schema) -> ibis.Table:
    """Return the expression that adds the counts of `finest` up to one rollup."""
    finest = unbound("finest", schema)
    columns = ROLLUPS[name].names
    return (
        finest.group_by([column for column in columns if column not in _COUNTED])
        .agg(**{count: finest[count].sum() for count in _COUNTED})
        .select(*columns)
    )


def _finest() -> ibis.Table:
    answers = unbound("answers", ANSWERS)
    base = [c for c in ROLLUPS["rollup_base"].names if c not in _COUNTED]
    return answers.group_by([*base, *ROLLUP_DIMENSIONS]).agg(
        n=answers.count(),
        n_weighted=answers.weight.count(),
        weight=answers.weight.sum().fill_null(0.0),
        weight_square=(answers.weight * answers.weight).sum().fill_null(0.0),
    )
