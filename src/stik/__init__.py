"""stik: what customers experience, stored, measured, understood, acted on, verified."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stik.workspace import Workspace, create, open  # noqa: A004 as exported

__all__ = ["Workspace", "create", "open"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the front door on first use, so that `import stik` stays cheap."""
    if name not in __all__:
        raise AttributeError(f"module 'stik' has no attribute '{name}'")
    return getattr(import_module("stik.workspace"), name)
