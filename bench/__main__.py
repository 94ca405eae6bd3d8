"""Run every measure and write the page; a smaller share of the size only prints."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.asking import asking
from bench.drivers import driving
from bench.loading import loading
from bench.measure import Measure
from bench.page import page
from bench.starting import starting

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "performance.md"


def main() -> None:
    """Measure the command line first, while this process is small."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    share = parser.parse_args().share
    with TemporaryDirectory(prefix="stik_bench_") as folder:
        sections = {
            "Starting": _told(starting(Path(folder))),
            "Loading": _told(loading(Path(folder), share=share)),
            "Asking": _told(asking(Path(folder), share=share)),
            "Drivers": _told(driving(share=share)),
        }
    if share == 1:
        PAGE.write_text(page(sections), encoding="utf-8")
        print(f"written: {PAGE.name}")


def _told(measures: list[Measure]) -> list[Measure]:
    print(*measures, sep="\n", flush=True)
    return measures


if __name__ == "__main__":
    main()
