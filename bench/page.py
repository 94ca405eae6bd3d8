"""The page of figures, with what they were measured on and how."""

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from bench.measure import Measure

_PACKAGES = ("duckdb", "ibis-framework", "pyarrow", "deltalake")
_HEAD = """\
# How fast, how much memory

`make bench` measures and writes this page. Times are CPU seconds of all threads and
child processes, which other work on the machine hardly changes. A ratio compares
things that took turns in the same run, so it holds on other machines too. Commands are
measured from the start of their process; a question on many answers in a process that
has asked it once. Each figure is the median of several repeats, but for loads, which
run once.
"""
_COLUMNS = "| what | measured | must be | |\n|---|---|---|---|"


def page(sections: Mapping[str, Sequence[Measure]]) -> str:
    """Return the whole page in Markdown."""
    parts = [_HEAD, _machine()]
    for title, measures in sections.items():
        rows = "\n".join(map(str, measures))
        parts.append(f"## {title}\n\n{_COLUMNS}\n{rows}\n")
    return "\n".join(parts)


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}, "
        f"{platform.system()}) with Python {platform.python_version()}, {packages}.\n"
    )
