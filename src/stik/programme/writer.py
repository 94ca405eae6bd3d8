"""A programme → plain values and YAML; what is not known is left out."""

import re
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, cast

import yaml

from stik.terms.goal import CLASSIC_GOALS, Goal, Scope
from stik.terms.journey import Promise
from stik.terms.label import Label
from stik.terms.lifetime import Lifetime
from stik.terms.period import Period
from stik.terms.process import Rates
from stik.terms.programme import Programme
from stik.terms.scale import Scale

if TYPE_CHECKING:
    from _typeshed import DataclassInstance  # exists for type checkers only

Plain: TypeAlias = "str | bool | float | date | list[Plain] | dict[str, Plain]"

_PAIRS = ("traits", "shares", "units")
"""The fields of terms that hold pairs, written as tables."""

_RARE_BREAK = re.compile("[\x85\u2028\u2029]")


def programme_yaml(programme: Programme) -> str:
    """Return the text of a programme file."""
    return yaml.dump(
        plain_programme(programme),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=88,
    )


def plain_programme(programme: Programme) -> dict[str, Plain]:
    """Return the programme as the tables, lists and values of its file."""
    plain: dict[str, Plain] = {}
    for section in fields(programme):
        content = getattr(programme, section.name)
        if isinstance(content, Label):
            plain[section.name] = _plain(content)
        elif isinstance(content, Lifetime | Rates):
            plain[section.name] = _table(content)
        elif content:
            plain[section.name] = {
                each.name: _table(each, without="name") for each in content
            }
    return plain


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as lines, and equal days out each time."""

    def ignore_aliases(self, data: object) -> bool:
        return isinstance(data, date) or super().ignore_aliases(data)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if _RARE_BREAK.search(text):
        style = '"'  # the only style that escapes them; others read back as blanks
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _table(thing: "DataclassInstance", *, without: str = "") -> dict[str, Plain]:
    """Return the fields of a term that say something."""
    table: dict[str, Plain] = {}
    begun = CLASSIC_GOALS.get(thing.classic or "") if isinstance(thing, Goal) else None
    for field in fields(thing):
        content = getattr(thing, field.name)
        if begun is not None and hasattr(begun, field.name):
            if content != getattr(begun, field.name):
                table[field.name] = _plain(content)
        elif field.name in _PAIRS and content:
            table[field.name] = dict(content)
        elif field.name == "segments":
            named = {each.name: _table(each, without="name") for each in content}
            table |= {field.name: cast("Plain", named)} if named else {}
        elif field.name != without and _says_something(content):
            table[field.name] = _plain(content)
    return table


def _says_something(content: object) -> bool:
    return content is not False and content not in (None, (), Scope())


def _plain(content: object) -> Plain:
    if isinstance(content, Label):
        languages: dict[str, Plain] = dict(content.words)
        return content.words[0][1] if content.is_plain else languages
    if isinstance(content, Scale):
        return content.name
    if isinstance(content, Promise):
        return content.words
    if isinstance(content, Period):
        return str(content)
    if isinstance(content, float):
        return int(content) if content.is_integer() else content
    if isinstance(content, tuple):
        return [_plain(each) for each in content]
    if is_dataclass(content) and not isinstance(content, type):
        return _table(content)
    return cast("Plain", content)
