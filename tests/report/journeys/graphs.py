"""Graphs of journeys to be drawn, written as arrows."""

import pyarrow as pa

from stik.insights.journeys.graph import EDGES, NODES, Graph

DAY = 86_400.0


def graph(arrows, *, starts, ends, customers=True):
    """Return the graph of arrows "a>b": times taken, with where journeys begin, end."""
    edges = [
        {
            "step": step,
            "next_step": next_step,
            "n_visits": n,
            "n_instances": n,
            "n_customers": n if customers else 0,
            "median_seconds": 2 * DAY,
            "p90_seconds": 3 * DAY,
        }
        for way, n in arrows.items()
        for step, next_step in [way.split(">")]
    ]
    names = {e["step"] for e in edges} | {e["next_step"] for e in edges} | {*starts}
    nodes = [
        {
            "step": name,
            "n_visits": starts.get(name, 0)
            + sum(e["n_visits"] for e in edges if e["next_step"] == name),
            "n_instances": 1,
            "n_customers": 1,
            "n_starts": starts.get(name, 0),
            "n_ends": ends.get(name, 0),
        }
        for name in sorted(names)
    ]
    return Graph(
        pa.Table.from_pylist(nodes, schema=NODES),
        pa.Table.from_pylist(edges, schema=EDGES),
    )


def fibre():
    """Return a small journey: ordered, visited, back for a second visit, paid."""
    return graph(
        {
            "Orders>Technician visits": 100,
            "Technician visits>First invoice": 90,
            "Technician visits>Calls": 40,
            "Calls>Technician visits": 38,
            "Calls>Calls": 12,
        },
        starts={"Orders": 100},
        ends={"First invoice": 90, "Technician visits": 8, "Calls": 2},
    )


def with_outcome(rows, **columns):
    """Return a table with further columns, one value a row."""
    for name, values in columns.items():
        rows = rows.append_column(name, pa.array(values))
    return rows
