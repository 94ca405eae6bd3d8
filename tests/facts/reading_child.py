"""Reads a place over and over, prints how many messages it saw, stops when told."""

import select
import sys

from tests.facts.reading import rows_of

import stik


def tell(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


workspace = stik.open(sys.argv[1])
tell("reading")
is_last = False
while not is_last:
    is_last = bool(select.select([sys.stdin], [], [], 0)[0])
    latest = workspace.store.latest()
    n_asked = sum(rows_of(workspace, "rollup_base")["n"].to_pylist())
    assert n_asked >= latest.last_sequence
    verbatims, again = rows_of(workspace, "verbatims"), workspace.store.latest()
    assert latest.last_sequence <= verbatims.num_rows <= again.last_sequence
    assert n_asked % 1_000 == 0
    tell(verbatims.num_rows)
