"""The workspace that this deployment serves."""

from threading import local

from django.conf import settings

import stik
from stik.workspace import Workspace

_of_this_thread = local()


def workspace() -> Workspace:
    """Return the workspace; each thread has its own, so that none waits for another."""
    if not hasattr(_of_this_thread, "workspace"):
        _of_this_thread.workspace = stik.open(str(settings.PLACE))
    found: Workspace = _of_this_thread.workspace
    return found
