"""`stik report`: one page that opens with the answers, in the language asked for."""

from pathlib import Path
from typing import Annotated

import typer

import stik
from stik_cli.clock import now
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import print_json
from stik_cli.writing import write_text


def report(
    place: PlaceArgument,
    *,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where to write the page.")
    ] = Path("report.html"),
    language: Annotated[
        str | None,
        typer.Option(help="en, sl, pl, sr, sr-latn or lv; default the workspace's."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Write one self-contained page: answers in sentences, charts, tables."""
    page = stik.open(place).report(language=language, now=now())
    write_text(page, out)
    if json:
        print_json({"report": str(out), "bytes": len(page.encode())})
    else:
        typer.echo(f"{out}: {len(page.encode()) / 1000:,.0f} kB; open it in a browser.")
