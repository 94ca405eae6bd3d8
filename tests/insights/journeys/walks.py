"""Steps of instances written as texts, for tests."""

import pyarrow as pa

from stik.insights.journeys.steps import Steps, steps_of

MINUTE = 60 * 1_000_000

_SCHEMA = pa.schema(
    [
        ("instance", pa.string()),
        ("at", pa.timestamp("us", tz="UTC")),
        ("step", pa.string()),
        ("customer", pa.int64()),
    ]
)


def log(*ways: str, customers: list[int | None] | None = None) -> Steps:
    """Return steps of instances: a text each, one letter a visit, a minute apart.

    A blank is a minute without a visit.
    """
    rows = [
        {
            "instance": f"i{number}",
            "at": place * MINUTE,
            "step": step,
            "customer": customers[number] if customers else None,
        }
        for number, way in enumerate(ways)
        for place, step in enumerate(way)
        if step != " "
    ]
    return steps_of(pa.Table.from_pylist(rows, schema=_SCHEMA))


def ways(steps: Steps) -> list[str]:
    """Return the instances as texts again: one letter a visit."""
    names = [steps.names[step] for step in steps.step]
    return [
        "".join(names[first : last + 1])
        for first, last in zip(steps.starts, steps.ends, strict=True)
    ]
