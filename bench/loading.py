"""What it costs to take a wide file in, and whether memory grows with the file."""

from pathlib import Path

from bench.cost import Cost, of_stik
from bench.measure import Measure
from bench.wide_file import N_QUESTIONS, write_mapping, write_wide_file

ROWS = 100_000
TIMES = 4


def loading(folder: Path, *, share: float) -> list[Measure]:
    """Return answers per CPU second and peak memory of `stik load` at two sizes."""
    mapping = write_mapping(folder / "wide.toml")
    n_rows = int(ROWS * share)
    small, large = folder / "wide.csv", folder / "wide_large.csv"
    n_small = write_wide_file(small, n_rows=n_rows)
    n_large = write_wide_file(large, n_rows=n_rows * TIMES)
    one, more = (_load(file, mapping=mapping) for file in (small, large))
    name = f"`stik load`, CSV of {n_rows:,} rows and {N_QUESTIONS} questions"
    return [
        Measure(
            name,
            n_small / one.cpu_seconds,
            "answers per CPU s",
            at_least=200_000,
        ),
        Measure(
            f"the same, a file {TIMES} times as long",
            n_large / more.cpu_seconds,
            "answers per CPU s",
            at_least=200_000,
        ),
        Measure("its peak memory, short file", one.peak_bytes / 1e6, "MB"),
        Measure(
            f"peak memory of the file {TIMES} times as long, over the short one's",
            more.peak_bytes / one.peak_bytes,
            at_most=1.2,
        ),
    ]


def _load(file: Path, *, mapping: Path) -> Cost:
    place = file.with_suffix("")
    of_stik("new", place)
    return of_stik("load", place, file, "--map", mapping)
