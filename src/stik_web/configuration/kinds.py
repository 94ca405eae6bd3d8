"""What a setting may be: each kind reads a value and says the mend where it is none.

A value is text where it comes from the environment, or what TOML knows. `read` raises
`ValueError`, whose sentence is the mend: "write a whole number from 1 to 65535".
"""

from dataclasses import dataclass
from math import isfinite
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

_SECONDS_TO_ANSWER = 10
"""A database that is not there is told after so long, not waited for without end."""


class Kind(Protocol):
    """One kind of value; one that `is_private` is never repeated in a sentence."""

    is_private: bool

    @property
    def told(self) -> str:
        """Return what may be written, as the reference tells it."""

    def read(self, value: object) -> Any:  # noqa: ANN401 each kind has its own
        """Return the value as the product uses it."""


@dataclass(frozen=True)
class Text:
    """Any text but an empty one."""

    is_private = False
    told = "text"

    def read(self, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError("write a text")
        return value.strip()


@dataclass(frozen=True)
class Names:
    """Names joined by commas; in TOML also a list of them."""

    is_private = False
    told = "names joined by commas, in `stik.toml` also a list"

    def read(self, value: object) -> list[str]:
        given = value.split(",") if isinstance(value, str) else value
        if not isinstance(given, list) or not given:
            raise ValueError("write names joined by commas, none empty")
        names = [name.strip() if isinstance(name, str) else "" for name in given]
        if not all(names):
            raise ValueError("write names joined by commas, none empty")
        return names


@dataclass(frozen=True)
class Number:
    """A number from `least` to `most`; `is_whole` takes no fractions."""

    least: float
    most: float
    is_whole: bool = False
    is_private = False

    @property
    def told(self) -> str:
        kind = "whole number" if self.is_whole else "number"
        return f"{kind} from {self.least:,g} to {self.most:,.0f}"

    def read(self, value: object) -> float:
        try:
            number = int(str(value)) if self.is_whole else float(str(value))
        except ValueError as error:
            raise ValueError(self._mend) from error
        if not isfinite(number) or not self.least <= number <= self.most:
            raise ValueError(self._mend)
        return number

    @property
    def _mend(self) -> str:
        return f"write a {self.told}"


@dataclass(frozen=True)
class YesOrNo:
    """Yes or no; in TOML also true or false."""

    is_private = False
    told = "`yes` or `no`"

    def read(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        if value not in {"yes", "no"}:
            raise ValueError("write 'yes' or 'no'")
        return value == "yes"


@dataclass(frozen=True)
class Secret:
    """A random text of at least so many characters."""

    least: int
    is_private = True

    @property
    def told(self) -> str:
        return f"{self.least} random characters or more"

    def read(self, value: object) -> str:
        if not isinstance(value, str) or len(value) < self.least:
            raise ValueError(f"write {self.told}, or leave it out")
        return value


@dataclass(frozen=True)
class Database:
    """The address of a PostgreSQL database, as Django takes it apart."""

    is_private = True
    told = "`postgresql://user:password@host:port/name`"

    def read(self, value: object) -> dict[str, Any]:
        parts = urlsplit(value if isinstance(value, str) else "")
        try:
            port = parts.port or ""
        except ValueError as error:
            raise ValueError(f"write {self.told} with a number as port") from error
        if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
            raise ValueError(f"write {self.told}")
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or options.pop("host", ""),
            "PORT": port,
            "OPTIONS": {"connect_timeout": _SECONDS_TO_ANSWER, **options},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
