"""How a journey against its design looks in a terminal."""

from collections import Counter
from typing import Any

from stik.insights.result import Result
from stik_cli.journeys_view import (
    MOST,
    headers_of,
    print_counts,
    print_rows,
    score_of,
    time,
)
from stik_cli.output import (
    DASH,
    add_texts,
    console,
    fit,
    number,
    plain_table,
    print_told,
)

_FINDINGS = ("reached", "skipped", "misplaced", "repeated", "late")

_BESIDE_A_SCORE = ("reached", "skipped", "late")
"""A line has no room for more; --json and --out have all."""


def print_check(result: Result, **_: object) -> None:
    """Print what was found of each step, and what the design has not."""
    if not print_counts(result):
        return
    told, rows = result.explain(), result.table.to_pylist()
    found = {(row["phase"], row["step"], row["finding"]): row for row in rows}
    score = told.get("score")
    shown = _FINDINGS if score is None else _BESIDE_A_SCORE
    table = plain_table(("step",), numbers=(*shown, *headers_of(score)))
    for step in told["design"]:
        of = [found.get((step["phase"], step["step"], each)) for each in shown]
        texts = [step["step"], *map(_share, of)]
        add_texts(table, [*texts, *score_of(step, score)])
    console().print(fit(table, name_width=30))
    _print_added([row for row in rows if row["finding"] == "added"])
    whole = found[None, None, "as_designed"]
    console().print(
        f"\n{_share(whole)} of {whole['n']:,} instances seen whole went as designed."
    )
    print_told(result)


def _share(row: dict[str, Any] | None) -> str:
    """Return a share; a dash where there is none, or it is unknown."""
    return DASH if row is None else number(row["share"], unit="share")


def _print_added(rows: list[dict[str, Any]]) -> None:
    """Print the touchpoints that the design has not, the most frequent first."""
    often = sorted((row for row in rows if row["n_found"]), key=lambda r: -r["n_found"])
    if not often:
        return
    table = plain_table(("beside the design",), numbers=("instances", "share"))
    for row in often[:MOST]:
        add_texts(table, [row["step"], f"{row['n_found']:,}", _share(row), ""])
    console().print()
    console().print(fit(table, name_width=30))


def print_fits(result: Result, **_: object) -> None:
    """Print the instances that went least as designed."""
    if not print_counts(result):
        return
    rows = sorted(result.table.to_pylist(), key=lambda row: row["fitness"])
    table = plain_table(("instance",), numbers=("visits", "cost", "fitness"))
    for row in rows[:MOST]:
        numbers = [f"{row['n_visits']:,}", f"{row['cost']:,}", f"{row['fitness']:.2f}"]
        add_texts(table, [row["instance"], *numbers, ""])
    print_rows(table, result, n_left=len(rows) - MOST, what="instances")


def print_promises(result: Result, **_: object) -> None:
    """Print how many of each promise were kept, and those broken the longest."""
    if not print_counts(result):
        return
    rows = result.table.to_pylist()
    n = Counter((row["promise"], row["words"], row["outcome"]) for row in rows)
    table = plain_table(("promise", "time"), numbers=("kept", "broken", "open"))
    for name, words in dict.fromkeys((row["promise"], row["words"]) for row in rows):
        counts = [f"{n[name, words, each]:,}" for each in ("kept", "broken", "open")]
        add_texts(table, [name, words, *counts, ""])
    console().print(fit(table, name_width=30))
    console().print()
    broken = [row for row in rows if row["outcome"] == "broken"]
    broken.sort(key=lambda row: -row["late_seconds"])
    latest = plain_table(("instance", "promise"), numbers=("promised by", "late"))
    for row in broken[:MOST]:
        by = f"{row['promised_by']:%Y-%m-%d}"
        add_texts(
            latest, [row["instance"], row["promise"], by, time(row["late_seconds"]), ""]
        )
    print_rows(latest, result, n_left=len(broken) - MOST, what="broken promises")
