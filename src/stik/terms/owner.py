"""An owner: a person who answers for a part of the experience."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """Somebody with a name, reached by e-mail, working in a unit."""

    name: str
    email: str | None = None
    unit: str | None = None
