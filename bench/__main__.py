"""Measure a part and write its figures and the page; a smaller share only prints."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.asking import asking
from bench.beside import beside
from bench.draining import draining
from bench.drivers import driving
from bench.event_logs import reading_logs
from bench.exporting import exporting
from bench.figures import Part, keep, kept
from bench.journeying import journeying
from bench.large import billion, hundred_million
from bench.loading import loading
from bench.measure import Section
from bench.pace import pace
from bench.page import machine, page
from bench.serving import serving
from bench.starting import starting
from stik_cli.clock import now

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "performance.md"
COMMANDS = {"quick": "make bench", "large": "make bench-large"}
COMMANDS["beside"] = COMMANDS["large"]


def main() -> None:
    """Measure the parts that are named, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="+", choices=COMMANDS)
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    asked = parser.parse_args()
    for name in asked.parts:
        sections = list(_measured(name, share=asked.share))
        if asked.share == 1:
            _write(name, sections)


def _measured(name: str, *, share: float) -> Iterator[Section]:
    with TemporaryDirectory(prefix="stik_bench_") as folder:
        before = pace()
        for measured in _sections(name, Path(folder), share=share):
            after = pace()
            section = replace(measured, pace=(before + after) / 2)
            before = after
            print(section, flush=True)
            yield section


def _sections(name: str, folder: Path, *, share: float) -> Iterator[Section]:
    """Measure what is measured as a command first, while this process is small."""
    match name:
        case "quick":
            yield Section("Starting", starting(folder))
            yield serving(folder, share=share)
            yield Section("Loading", loading(folder, share=share))
            yield Section("Event logs", reading_logs(folder, share=share))
            yield Section("Journeys", journeying(folder, share=share))
            yield Section("Exporting", exporting(folder, share=share))
            yield draining(folder, share=share)
            yield Section("Asking", asking(folder, share=share))
            yield Section("Drivers", driving(share=share))
        case "large":
            yield from hundred_million(folder, share=share)
            yield billion(folder)
        case "beside":
            yield beside(folder, share=share)


def _write(name: str, sections: list[Section]) -> None:
    """Keep a part's figures and write the page anew with those of the other parts."""
    part = Part(COMMANDS[name], f"{now():%Y-%m-%d}", machine(), sections)
    parts = {**kept(), name: part}
    in_order = {each: parts[each] for each in COMMANDS if each in parts}
    keep(in_order)
    PAGE.write_text(page(in_order.values()), encoding="utf-8")
    print(f"written: {PAGE.name}")


if __name__ == "__main__":
    main()
