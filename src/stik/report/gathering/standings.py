"""How each touchpoint stands, and which of them drive the experience."""

from typing import Any, Literal

from stik.report.gathering.source import Source, estimate_of, mean_on
from stik.report.story import Driver, Drivers, Standing


def standings_of(source: Source) -> list[Standing]:
    """Return every touchpoint on each scale, in the order it deserves attention."""
    rows = source.asked.weakest(**source.now_words).table.to_pylist()
    return [
        Standing(
            source.label(row["touchpoint"]),
            mean_on(row["scale"]),
            estimate_of(row),
            rank=row["rank"],
            shortfall=row["shortfall"],
            reach=row["reach"],
            certainty=row["certainty"],
            priority=row["priority"],
            is_worse=bool(row["is_worse"]),
            unknown=row["not_ranked"],
        )
        for row in rows
    ]


def drivers_of(source: Source) -> Drivers | None:
    """Return what goes together with the experience as a whole, where it was asked."""
    if not source.overall:
        return None
    outcome = max(source.overall, key=lambda entry: entry.n)
    result = source.asked.drivers(outcome.question, **source.now_words)
    told = result.explain()
    drivers = tuple(
        _driver(source, row)
        for row in result.table.to_pylist()
        if row["unknown"] is None
    )
    return Drivers(
        outcome.question.replace("_", " "),
        n=told["n"],
        r_square=told["r_squared"],
        drivers=drivers,
        unknown=told["unknown"],
    )


def _driver(source: Source, row: dict[str, Any]) -> Driver:
    entry = next(e for e in source.known.entries if e.question == row["driver"])
    scores = source.rows(
        "mean",
        where={"question": entry.question, "scale": entry.scale},
        **source.now_words,
    )
    return Driver(
        source.label(entry.touchpoint or entry.question),
        estimate_of(row),
        score=estimate_of(scores[0]),
        score_measure=mean_on(entry.scale),
        caution=_caution(row),
    )


def _caution(row: dict[str, Any]) -> Literal["against", "another_word"] | None:
    """Return why a driver cannot be a headline, if it cannot."""
    if row["is_another_word"]:
        return "another_word"
    return "against" if row["correlation"] < 0 else None
