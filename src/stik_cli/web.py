"""`stik web`: take messages over HTTP; beside it runs one `stik worker`."""

from typing import Annotated

import typer

from stik_cli.options import PlaceArgument

THREADS = 32
"""So many requests at once share the commits of the intake log."""

HostOption = Annotated[
    str, typer.Option(metavar="HOST", help="Listen on this address.")
]
PortOption = Annotated[int, typer.Option(metavar="PORT", help="Listen on this port.")]


def web(
    place: PlaceArgument, *, host: HostOption = "127.0.0.1", port: PortOption = 8000
) -> None:
    """Take messages over HTTP into the intake log; 'stik worker' makes them facts."""
    from granian import Granian  # noqa: PLC0415 - only this command pays for it
    from granian.constants import Interfaces  # noqa: PLC0415 - as above

    from stik_cli.product import set_up  # noqa: PLC0415 - as above

    set_up(place)
    Granian(
        "stik_web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()
