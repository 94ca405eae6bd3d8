"""The page of figures, with what they were measured on and how."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version

from bench.figures import Part

_PACKAGES = ("duckdb", "ibis-framework", "pyarrow", "deltalake", "pandas")
_HEAD = """\
# How fast, how much memory

`make bench` measures what takes minutes, `make bench-large` the rest; each writes its
parts of this page and leaves the others as they were measured last. Times are CPU
seconds of all threads and child processes, which other work on the machine changes less
than the time that passes, but by up to a third. A ratio compares things that took turns
in the same run, so it holds on other machines too. Commands are measured from the start
of their process; a question on many answers in a process that has asked it once. Each
figure is the median of several repeats, but for loads and for what is built, which run
once. All data is made up.

Bounds in CPU seconds are meant for the machine they were set on. What others do on it
can make each instruction up to three times as dear, so a fixed loop of Python (0.055
CPU s there, left to itself) is timed before and after each part. Where it took more or
less than that by a tenth, the part says how many times as much (its *pace*); its times
are shown as measured and at the usual pace, that is divided by it. The verdict is on
these.
"""


def page(parts: Iterable[Part]) -> str:
    """Return the whole page in Markdown."""
    return "\n".join([_HEAD, *map(_written, parts)])


def machine() -> str:
    """Return what the figures are measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()}) with "
        f"Python {platform.python_version()}, {packages}"
    )


def _written(part: Part) -> str:
    measured = f"*Measured by `{part.command}` on {part.day}: {part.machine}.*\n"
    first, *others = map(str, part.sections)
    title, _, rest = first.partition("\n\n")
    return "\n".join([f"{title}\n\n{measured}\n{rest}", *others])
