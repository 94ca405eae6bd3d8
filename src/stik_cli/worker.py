"""`stik worker`: what was taken over HTTP becomes facts."""

from typing import Annotated

import typer

from stik_cli.options import PlaceArgument

OnceOption = Annotated[
    bool,
    typer.Option("--once", help="End when all that waits now is facts, files too."),
]


def worker(place: PlaceArgument, *, once: OnceOption = False) -> None:
    """Make facts of all that waits in the intake log, now and whenever more comes."""
    import stik  # noqa: PLC0415 - as below
    from stik_cli.product import set_up  # noqa: PLC0415 - Django is for few commands

    set_up(place)
    from stik_web.sources.drain import drain  # noqa: PLC0415 - needs Django set up
    from stik_web.worker import load_files, work  # noqa: PLC0415 - as above

    workspace = stik.open(place)
    if once:
        drain(workspace)
        load_files(workspace)
    else:
        work(workspace)
