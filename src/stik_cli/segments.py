"""`stik segments`: how many customers are in each segment, persona, stage and tier."""

from itertools import groupby

import typer

import stik
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    number,
    plain_table,
    print_json,
)

UNKNOWN = 1


def segments(place: PlaceArgument, *, json: JsonOption = False) -> None:
    """Count the customers in each segment that the programme file defines."""
    rows = stik.open(place).segments().to_pylist()
    if json:
        print_json(rows)
    elif not rows:
        console().print("No segmentations yet: write them in programme.yaml.")
    else:
        table = plain_table(("segment",), numbers=("customers", "share"))
        for (name, kind), group in groupby(
            rows, key=lambda row: (row["segmentation"], row["kind"])
        ):
            table.add_row(f"{name} ({kind})", style="bold")
            for row in group:
                share = number(row["share"], unit="share")
                called = row["segment"] or f"{DASH} in none"
                add_texts(table, [f"  {called}", f"{row['n_customers']:,}", share])
        console().print(fit(table, name_width=40))
    if not rows:
        raise typer.Exit(UNKNOWN)
