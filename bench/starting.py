"""What the command line costs before it does any work."""

from pathlib import Path

from bench.cost import median_cpu_seconds, of_stik
from bench.measure import Measure
from bench.wide_file import write_mapping, write_wide_file

REPEATS = 7


def starting(folder: Path) -> list[Measure]:
    """Return the CPU time of `--help`, and of a question on a small workspace."""
    place, file = folder / "small", folder / "small.csv"
    n_answers = write_wide_file(file, n_rows=1_000)
    of_stik("new", place)
    of_stik("load", place, file, "--map", write_mapping(folder / "small.toml"))
    show_help, ask = median_cpu_seconds(
        [
            lambda: of_stik("--help"),
            lambda: of_stik("ask", place, "nps", "--by", "touchpoint,year"),
        ],
        repeats=REPEATS,
    )
    question = f"`stik ask PLACE nps --by touchpoint,year` on {n_answers:,} answers"
    return [
        Measure("`stik --help`", show_help, "CPU s", at_most=0.3),
        Measure(question, ask, "CPU s", at_most=2.0),
    ]
