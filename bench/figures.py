"""The figures of the page as they were last measured, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.measure import Section

FILE = Path(__file__).parent / "figures.json"


@dataclass(frozen=True)
class Part:
    """What one run measured: its sections, on which day, by which command, on what."""

    command: str
    day: str
    machine: str
    sections: Sequence[Section]


def kept() -> dict[str, Part]:
    """Return each part as it was last measured, by its name."""
    if not FILE.exists():
        return {}
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, Part])


def keep(parts: Mapping[str, Part]) -> None:
    """Write down all parts."""
    written = msgspec.json.format(msgspec.json.encode(parts), indent=1)
    FILE.write_bytes(written + b"\n")
