"""A process and those it started: the CPU time they took, the memory they hold."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_KIB = 1024


@dataclass(frozen=True)
class Processes:
    """The process of a number, and all its descendants."""

    root: int

    def numbers(self) -> set[int]:
        """Return which live now."""
        return set(_with_children(self.root))

    def cpu_seconds(self) -> float:
        """Return the CPU time of those that live, and of children that ended."""
        living = self.numbers()
        try:
            ticks = sum(map(_ticks, living))
        except FileNotFoundError:  # one ended meanwhile: it counts among the ended
            return self.cpu_seconds()
        return ticks / _TICKS if self.numbers() == living else self.cpu_seconds()

    def pss_bytes(self) -> int:
        """Return the memory they hold; what several share counts once."""
        return sum(map(_pss, self.numbers()))


def _with_children(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _with_children(int(child))


def _ticks(process: int) -> int:
    """Return the CPU time of a process and of its children that ended."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:15]))


def _pss(process: int) -> int:
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    [kib] = [line.split()[1] for line in told.splitlines() if line.startswith("Pss:")]
    return int(kib) * _KIB
