"""Insights asked of a whole workspace: the weakest part, and what drives an outcome."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.cells import Cell, Key
from stik.insights.drivers import Drivers, drivers
from stik.insights.focus import Listed
from stik.insights.responses import Responses
from stik.insights.result import Result, asked
from stik.insights.weakest import Ranked, Rated, weakest
from stik.metrics.registry import METRICS, metric
from stik.terms.inquiry import Inquiry
from stik.terms.scale import Scale
from stik.terms.snapshot import Snapshot
from stik.terms.touchpoint import OVERALL

JUDGED = ("gap", "csat", "rating", "ces", "emotion")
"""The scale kinds on which a touchpoint is judged good or not."""

WEAKEST = (
    "Touchpoints by shortfall (how far below the others, or below what was expected, "
    "as a share of the scale) times reach (share of respondents who rated it) times "
    "certainty (that it is truly worse, corrected for the number ranked)."
)
DRIVERS = (
    "Each rating's share of what all ratings together explain of the outcome, with "
    "its 95 % bootstrap interval; they go together, which does not prove a cause."
)


def judged_scales(inquiry: Inquiry, entries: Sequence[Listed]) -> Inquiry:
    """Return an inquiry by touchpoint over every scale a touchpoint is judged on."""
    scales = {entry.scale for entry in entries}
    wanted = inquiry.where.get("scale", tuple(sorted(scales)))
    judged = tuple(s for s in wanted if Scale.parse(s).kind in JUDGED)
    return replace(
        inquiry, by=("touchpoint", "scale"), where={**inquiry.where, "scale": judged}
    )


def weakest_result(
    inquiry: Inquiry,
    *,
    cells: Callable[[Inquiry], Sequence[Cell]],
    respondents: Callable[[Inquiry], pa.Table],
    snapshot: Snapshot,
) -> Result:
    """Return the touchpoints of an inquiry (`judged_scales`), the weakest first.

    `respondents` gives how many different people answered in each group.
    """
    everyone = respondents(replace(inquiry, by=()))["n"].to_pylist()
    rated_by: dict[Key, int] = {
        (row["touchpoint"], row["scale"]): row["n"]
        for row in respondents(inquiry).to_pylist()
    }
    rated = [
        Rated(str(cell.groups[0]), cell.scale, cell.counts, rated_by[cell.groups])
        for cell in cells(inquiry)
        if cell.scale is not None
    ]
    ranked = weakest(rated, n_respondents=everyone[0] if everyone else 0)
    details = insight_explanation(inquiry, snapshot, definition=WEAKEST)
    return Result("weakest", "steps", ranked_rows(ranked), details)


def ranked_rows(ranked: Sequence[Ranked]) -> pa.Table:
    """Return a ranking as a table, one row per touchpoint and scale."""
    schema = pa.schema(
        [
            ("rank", pa.int64()),
            ("touchpoint", pa.string()),
            ("scale", pa.string()),
            ("value", pa.float64()),
            ("low", pa.float64()),
            ("high", pa.float64()),
            ("n", pa.int64()),
            ("shortfall", pa.float64()),
            ("reach", pa.float64()),
            ("certainty", pa.float64()),
            ("priority", pa.float64()),
            ("is_worse", pa.bool_()),
            ("unknown", pa.string()),
        ]
    )
    rows = [
        {
            **{name: getattr(place, name, None) for name in schema.names},
            "scale": place.scale.name,
            "value": place.estimate.value,
            "low": place.estimate.low,
            "high": place.estimate.high,
            "n": place.estimate.n,
        }
        for place in ranked
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def outcome_of(name: str, entries: Sequence[Listed]) -> Listed:
    """Return the question that an outcome, a metric or a question, stands for.

    A metric stands for the one question about the experience as a whole that it is
    defined on.

    Raises
    ------
    QuestionError
        When there is none, or several.
    """
    named = [entry for entry in entries if entry.question == name]
    if not named:
        named = _of_metric(name, entries)
    questions = sorted({entry.question for entry in named})
    if len(questions) != 1:
        known = ", ".join(questions) or "none"
        raise QuestionError(
            f"'{name}' does not stand for one question about the experience as a whole "
            f"({known}); name the question itself."
        )
    return named[0]


def _of_metric(name: str, entries: Sequence[Listed]) -> list[Listed]:
    questions = {entry.question for entry in entries}
    if name not in {known.name for known in METRICS}:
        raise QuestionError(
            f"there is no metric or question '{name}'; "
            f"{nearest(name, {*questions, *(known.name for known in METRICS)})}"
        )
    found = metric(name)
    fitting = [e for e in entries if found.accepts(Scale.parse(e.scale))]
    overall = [entry for entry in fitting if entry.touchpoint == OVERALL]
    return overall or fitting


def driver_questions(
    outcome: str, *, of: Sequence[str], entries: Sequence[Listed]
) -> list[str]:
    """Return the question of an outcome, then those that may drive it.

    `of` holds questions or touchpoints; without it every rating of a touchpoint, on a
    scale it can be judged by, may.

    Raises
    ------
    QuestionError
        When a name is neither a question nor a touchpoint with answers.
    """
    target = outcome_of(outcome, entries)
    chosen: dict[str, None] = {}
    for name in of or _rated(target, entries):
        found = [e.question for e in entries if name in (e.question, e.touchpoint)]
        if not found:
            known = {n for e in entries for n in (e.question, e.touchpoint)}
            raise QuestionError(
                f"no answer has the question or touchpoint '{name}'; "
                f"{nearest(name, known)}"
            )
        chosen |= dict.fromkeys(sorted(set(found)))
    chosen.pop(target.question, None)
    return [target.question, *chosen]


def _rated(outcome: Listed, entries: Sequence[Listed]) -> list[str]:
    return sorted(
        {
            entry.question
            for entry in entries
            if entry.touchpoint not in (OVERALL, outcome.touchpoint)
            and Scale.parse(entry.scale).kind in JUDGED[1:]
        }
    )


def drivers_result(
    inquiry: Inquiry,
    answers: pa.Table,
    *,
    questions: Sequence[str],
    snapshot: Snapshot,
) -> Result:
    """Return the drivers of an outcome: `answers` side by side, the outcome first."""
    columns = [answers[f"a_{index}"].to_numpy() for index in range(len(questions))]
    rated = np.column_stack(columns[1:]) if columns[1:] else np.empty((len(answers), 0))
    weight = answers["weight"].to_numpy() if inquiry.is_weighted else None
    found = drivers(Responses(questions[1:], rated, columns[0], weight))
    details = insight_explanation(
        inquiry,
        snapshot,
        definition=DRIVERS,
        outcome=questions[0],
        method=found.method,
        r_squared=found.r_squared,
        n=found.n,
        unknown=found.unknown,
    )
    return Result("drivers", "share", driver_rows(found), details)


def driver_rows(found: Drivers) -> pa.Table:
    """Return drivers as a table, one row per question."""
    schema = pa.schema(
        [
            ("driver", pa.string()),
            ("value", pa.float64()),
            ("low", pa.float64()),
            ("high", pa.float64()),
            ("n", pa.int64()),
            ("explained", pa.float64()),
            ("correlation", pa.float64()),
            ("mean", pa.float64()),
            ("is_another_word", pa.bool_()),
            ("unknown", pa.string()),
        ]
    )
    rows = [
        {
            "driver": driver.name,
            "value": driver.share,
            "low": driver.low,
            "high": driver.high,
            "n": driver.n,
            "explained": driver.explained,
            "correlation": driver.correlation,
            "mean": driver.mean,
            "is_another_word": driver.is_another_word_for_outcome,
            "unknown": driver.unknown,
        }
        for driver in found.drivers
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def insight_explanation(
    inquiry: Inquiry, snapshot: Snapshot, **details: object
) -> Mapping[str, Any]:
    """Return how an insight came about: what it means, filter, snapshot."""
    return {
        **details,
        "filter": {name: list(values) for name, values in inquiry.where.items()},
        "period": str(inquiry.period),
        "snapshot": {
            "snapshot": snapshot.snapshot,
            "sequence": snapshot.last_sequence,
            "recorded_at": snapshot.recorded_at.isoformat(),
        },
        "asked": asked(inquiry),
    }
