"""What it costs to get all answers out, and whether it grows as they do."""

from pathlib import Path

from bench.cost import Cost, of_module, of_stik
from bench.measure import Measure

ANSWERS = 1_000_000
TIMES = 4


def exporting(folder: Path, *, share: float) -> list[Measure]:
    """Return CPU time and peak memory of `stik export` at two sizes."""
    n_answers = int(ANSWERS * share)
    places = [folder / "few", folder / "many"]
    for place, n in zip(places, (n_answers, n_answers * TIMES), strict=True):
        of_module("bench.alone", "make", place, "--answers", str(n))
    few, many = (_export(place, "csv") for place in places)
    lines, parquet = (_export(places[0], each) for each in ("jsonl", "parquet"))
    name = f"`stik export` of {n_answers:,} answers"
    return [
        Measure(f"{name}, CSV", few.cpu_seconds, "CPU s", at_most=10),
        Measure(f"{name}, JSON lines", lines.cpu_seconds, "CPU s", at_most=10),
        Measure(f"{name}, Parquet", parquet.cpu_seconds, "CPU s", at_most=10),
        Measure(
            f"{TIMES} times as many answers, CSV: CPU over that of the few",
            many.cpu_seconds / few.cpu_seconds,
            at_most=TIMES * 1.1,
        ),
        Measure("peak memory of the few", few.peak_bytes / 1e6, "MB"),
        Measure(
            "peak memory of the many, over that of the few",
            many.peak_bytes / few.peak_bytes,
            at_most=1.2,
        ),
    ]


def _export(place: Path, format_: str) -> Cost:
    out = place.with_suffix(f".{format_}")
    cost = of_stik("export", place, "answers", "--format", format_, "--out", out)
    out.unlink()
    return cost
