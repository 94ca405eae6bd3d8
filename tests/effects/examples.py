"""What the tests of effects share: one initiative, its months, and made-up series."""

import tomllib
from datetime import date
from pathlib import Path

from stik.effects.initiative import Initiative
from stik.terms.goal import Scope

CASES = Path(__file__).parent / "cases"


def cases(name):
    """Return what a file of cases worked by hand holds."""
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def months(n, *, first=date(2023, 1, 1)):
    """Return the first days of n months."""
    begun = first.year * 12 + first.month - 1
    return tuple(date((begun + i) // 12, (begun + i) % 12 + 1, 1) for i in range(n))


def an_initiative(**changed):
    """Return what Ana hopes of calling back within a day."""
    said = {
        "measure": "nps",
        "scope": Scope(touchpoint="support"),
        "registered_on": date(2025, 2, 20),
        "begins_on": date(2025, 3, 1),
        "expected": 4.0,
        "owner": "Ana",
    }
    return Initiative("call back within a day", **{**said, **changed})
