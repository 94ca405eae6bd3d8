"""Flags that belong together are fields of a dataclass, which a command takes whole."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import Any, get_type_hints


def with_flags(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that has a flag for each field of its dataclasses.

    Fields are annotated like parameters, with `typer.Option`, and have defaults.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {
        name: hint for name, hint in hints.items() if is_dataclass(hint)
    }

    @wraps(command)
    def spread_out(**given: Any) -> None:  # noqa: ANN401 whatever flags take
        for name, group in groups.items():
            own = {field.name: given.pop(field.name) for field in fields(group)}
            given[name] = group(**own)
        command(**given)

    flags = [
        flag
        for each in signature(command).parameters.values()
        for flag in (
            _flags(groups[each.name])
            if each.name in groups
            else [each.replace(annotation=hints[each.name])]
        )
    ]
    spread_out.__dict__["__signature__"] = signature(command).replace(parameters=flags)
    spread_out.__annotations__ = {flag.name: flag.annotation for flag in flags}
    return spread_out


def _flags(group: Any) -> list[Parameter]:  # noqa: ANN401 a class of fields
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]
