"""The front door: open a place, load a file, ask a question."""

from stik.workspace.front_door import Workspace, create, open  # noqa: A004 as users say

__all__ = ["Workspace", "create", "open"]
