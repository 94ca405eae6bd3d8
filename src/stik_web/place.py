"""The workspace that this deployment serves."""

from pathlib import Path
from threading import local

from django.conf import settings

import stik
from stik.workspace import Workspace

_of_this_thread = local()


def workspace() -> Workspace:
    """Return the workspace; each thread has its own, so that none waits for another."""
    place = Path(str(settings.PLACE))
    found: Workspace | None = getattr(_of_this_thread, "workspace", None)
    if found is None or found.place.folder != place:
        found = _of_this_thread.workspace = stik.open(place)
    return found
