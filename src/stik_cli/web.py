"""`stik web`: take messages over HTTP; beside it runs one `stik worker`."""

from typing import Annotated

import typer

from stik_cli.options import PlaceArgument

HostOption = Annotated[
    str | None,
    typer.Option(metavar="HOST", help="Listen on this address, not that of settings."),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        metavar="PORT",
        min=1,
        max=65_535,
        help="Listen on this port, not that of settings.",
    ),
]


def web(
    place: PlaceArgument, *, host: HostOption = None, port: PortOption = None
) -> None:
    """Take messages over HTTP into the intake log; 'stik worker' makes them facts."""
    from granian import Granian  # noqa: PLC0415 - only this command pays for it
    from granian.constants import Interfaces  # noqa: PLC0415 - as above

    from stik_cli.product import configuration, set_up  # noqa: PLC0415 - as above

    set_up(place)
    settings = configuration(place, host=host, port=port)
    Granian(
        "stik_web.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=settings.threads,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()
