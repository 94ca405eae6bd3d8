"""A customer of a place that is served is erased by the log: nothing waits in it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stik.errors import CustomerUnknown, WriterBusy
from stik_cli.clock import now
from stik_cli.product import set_up

if TYPE_CHECKING:
    from stik.workspace import Workspace
    from stik_web.customers.models import Erasure

_LOOK_EVERY_SECONDS = 0.2
_MOST_SECONDS = 600


@dataclass(frozen=True)
class Whom:
    """Who is to be erased, and who erases."""

    name: str
    source: str | None
    by: str | None


def erase_through_the_log(
    workspace: "Workspace", whom: Whom, *, is_later: bool
) -> Mapping[str, Any]:
    """Erase a customer as REST does; return the receipt.

    Here, or where a worker writes to the place by that worker.

    Raises
    ------
    CustomerUnknown, WriterBusy
        When nobody has the name; when another process writes for many minutes.
    """
    set_up(workspace.place.folder)
    from stik_web.customers.actions import ask_to_erase  # noqa: PLC0415 - needs Django set up

    by = whom.by or "command line"
    erasure = ask_to_erase(whom.name, source=whom.source, by=by, now=now())
    ends = time.monotonic() + _MOST_SECONDS
    while not _is_done(erasure, workspace, is_later=is_later):
        if time.monotonic() > ends:
            raise WriterBusy(workspace.place.folder, holder="another process")
        time.sleep(_LOOK_EVERY_SECONDS)
    if erasure.receipt is None:
        raise CustomerUnknown(whom.name, source=whom.source)
    receipt: Mapping[str, Any] = erasure.receipt
    return receipt


def _is_done(erasure: "Erasure", workspace: "Workspace", *, is_later: bool) -> bool:
    """Do what can be done here and now; return whether there is nothing more to do."""
    from django.db import OperationalError  # noqa: PLC0415 - needs Django set up

    from stik_web.customers import actions, models  # noqa: PLC0415 - as above
    from stik_web.feeds.folders import forget_copies  # noqa: PLC0415 - as above
    from stik_web.sources.drain import drain  # noqa: PLC0415 - as above

    try:
        actions.erase_those_asked(workspace, drain=drain, now=now())
        if not is_later:
            actions.take_off_the_disk(workspace, forget_copies=forget_copies, now=now())
    except (WriterBusy, OperationalError):
        pass  # the worker is at it
    erasure.refresh_from_db()
    done = (models.State.DONE, models.State.ERASED)[: 1 + is_later]
    return erasure.state in done
