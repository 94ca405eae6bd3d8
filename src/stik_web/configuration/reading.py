"""Reads the settings: the environment first, then `stik.toml`, else the default."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from stik.errors import SettingError, nearest
from stik.facts.place import SETTINGS_FILE, SETTINGS_OF_A_PLACE
from stik_web.configuration.listed import Configuration

TABLE = "serve"
"""The table of `stik.toml` that holds the settings of the product."""

_PREFIX = "STIK_"
_ALIKE = 0.8
"""So near a name must be to be taken for a slip: others share our prefix by chance."""

KNOWN = {each.name: each for each in fields(Configuration)}


def variable(name: str) -> str:
    """Return the variable of the environment that says a setting."""
    return f"{_PREFIX}{name.upper()}"


def configured(place: Path | None, *, environment: Mapping[str, str]) -> Configuration:
    """Return the settings of the product that serves a place; without one, of none.

    Raises
    ------
    SettingError
        On the first value that cannot be, or name that nobody knows.
    """
    in_file = dict(_in_file(place / SETTINGS_FILE)) if place else {}
    in_environment = dict(_in_environment(environment))
    return Configuration(**{**in_file, **in_environment})


def said_in(place: Path, *, environment: Mapping[str, str]) -> tuple[int, int]:
    """Return how many settings the environment says, and how many the file."""
    in_file, here = _in_file(place / SETTINGS_FILE), _in_environment(environment)
    return len(dict(here)), len(dict(in_file))


def _in_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    variables = {variable(name): name for name in KNOWN}
    for key in environment:
        meant = get_close_matches(key, variables, n=1, cutoff=_ALIKE)
        if key.startswith(_PREFIX) and key not in variables and meant:
            raise SettingError(key, f"is no setting; did you mean '{meant[0]}'?")
    for key, name in variables.items():
        if key in environment:
            yield name, _read(KNOWN[name], environment[key], where=key)


def _in_file(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield what the table of the file says, once its names are known."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(str(path), f"cannot be read ({error}); mend it.") from error
    said = content.pop(TABLE, {})
    _refuse_unknown(content, path=path)
    if not isinstance(said, dict):
        raise SettingError(f"{path}, {TABLE}", f"is no table; write [{TABLE}].")
    for name, value in said.items():
        where = f"{path}, {TABLE}.{name}"
        if name not in KNOWN:
            raise SettingError(where, f"is no setting; {nearest(name, KNOWN)}")
        yield name, _read(KNOWN[name], value, where=where)


def _refuse_unknown(content: Mapping[str, object], *, path: Path) -> None:
    for name in content.keys() - SETTINGS_OF_A_PLACE:
        mend = (
            f"write it below [{TABLE}]."
            if name in KNOWN
            else nearest(name, {*SETTINGS_OF_A_PLACE, TABLE})
        )
        raise SettingError(f"{path}, {name}", f"is not known here; {mend}")


def _read(setting: "Field[Any]", value: object, *, where: str) -> object:
    kind = setting.metadata["kind"]
    try:
        return kind.read(value)
    except ValueError as error:
        found = "cannot be used" if kind.is_private else f"is {value!r}"
        raise SettingError(where, f"{found}; {error}.") from error
