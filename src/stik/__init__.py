"""stik: what customers experience, stored, measured, understood, acted on, verified."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stik.workspace import Workspace, create, open

__all__ = ["Workspace", "create", "open"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the front door on first use, so that `import stik` stays cheap."""
    if name not in __all__:
        raise AttributeError(f"module 'stik' has no attribute '{name}'")
    from stik import workspace  # first use only: it imports the engine

    return getattr(workspace, name)
