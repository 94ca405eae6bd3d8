"""What drives an outcome, asked of a workspace: its questions held side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError
from stik.insights.drivers.board import Board, board_of
from stik.insights.drivers.driver import Driver, Drivers
from stik.insights.drivers.finding import drivers
from stik.insights.drivers.groups import beside_others
from stik.insights.drivers.notes import another_word_notes, driver_notes, other_scales
from stik.insights.drivers.responses import Responses
from stik.insights.drivers.table import (
    COLUMNS,
    driver_rows,
    group_rows,
)
from stik.insights.reading import Reading
from stik.insights.result import DIFFERENCE, Result, asked
from stik.insights.telling import insight_told
from stik.terms.inquiry import Inquiry

DRIVERS = (
    "Each rating's share of what all ratings together explain of the outcome, with "
    "its 95 % bootstrap interval; they go together, which does not prove a cause."
)
_OF_AN_ANSWER = ("touchpoint", "question", "scale")
NO_ANSWERS = "no answers"


def drivers_result(
    inquiry: Inquiry, reading: Reading, *, outcome: str, of: Sequence[str]
) -> Result:
    """Return which ratings go with an outcome, and how much each explains.

    `outcome` is a question, a metric that stands for one, or `trait=value`; `of` holds
    questions or touchpoints, without it every rating of a touchpoint may drive it. An
    inquiry by a trait or another dimension gives the drivers within each of its values.

    Raises
    ------
    QuestionError
        When a name is neither a question nor a touchpoint with answers, and when it is
        asked by what drivers cannot be grouped by.
    """
    _check_by(inquiry)
    reading.check_dimensions(inquiry)
    began = asked(inquiry, insight="drivers", outcome=outcome, of=list(of))
    board = board_of(inquiry, reading, outcome=outcome, of=of)
    told, table = _by_group(board, inquiry) if inquiry.by else _of_all(board, inquiry)
    details = {
        "definition": DRIVERS,
        "outcome": board.outcome.label,
        **told,
        "notes": [*told["notes"], *other_scales(board.questions, reading.entries)],
    }
    result = insight_told(details, inquiry, reading, asked=began)
    return Result("drivers", "share", table, result)


def _check_by(inquiry: Inquiry) -> None:
    """Refuse what drivers are not grouped by."""
    taken = {*COLUMNS, *DIFFERENCE}
    for name in inquiry.by:
        if name in _OF_AN_ANSWER or name == inquiry.grain:
            raise QuestionError(
                f"drivers cannot be told apart by {name}; group by a trait, channel or "
                "unit, and name a period with --from and --to (from_date, to_date)."
            )
        if name in taken:
            raise QuestionError(
                f"cannot group by the trait '{name}': the answer has a column of that "
                "name; give the trait another one in the mapping."
            )
    if len(inquiry.by) > 1:
        raise QuestionError(
            f"drivers are told within the values of one thing, not of "
            f"{' and '.join(inquiry.by)}; choose one, filter by the other with --where."
        )


def _of_all(board: Board, inquiry: Inquiry) -> tuple[dict[str, Any], pa.Table]:
    """Return how the drivers of everyone came about, and their table."""
    responses = board.responses(slice(None), is_weighted=inquiry.is_weighted)
    found = _drivers(responses, is_good=board.is_good)
    told = {**_told(found), "notes": driver_notes(found.drivers)}
    return told, driver_rows(found.drivers)


def _by_group(board: Board, inquiry: Inquiry) -> tuple[dict[str, Any], pa.Table]:
    """Return how the drivers within each group came about, and their table."""
    group = np.array(board.group or [], dtype=object)
    found = {
        name: _drivers(
            board.responses(group == name, is_weighted=inquiry.is_weighted),
            is_good=board.is_good,
        )
        for name in sorted({each for each in group if each is not None})
    }
    (by,) = inquiry.by
    none = group == None  # noqa: E711 element by element
    nowhere = board.responses(none, is_weighted=False).n if none.any() else 0
    told = {
        "method": next((each.method for each in found.values() if each.method), None),
        "r_squared": None,
        "n": sum(each.n for each in found.values()),
        "unknown": _unknown(found),
        "groups": [{by: name, **_told(each)} for name, each in found.items()],
        "notes": [
            *([f"left out: n = {nowhere:,}, no {by} is known"] if nowhere else []),
            *(
                f"{by} {name}: {note}"
                for name, each in found.items()
                for note in another_word_notes(each.drivers)
            ),
        ],
    }
    return told, group_rows(beside_others(found), by=by)


def _unknown(found: Mapping[str, Drivers]) -> str | None:
    """Return why nothing is known of any group, or None."""
    reasons = [each.unknown for each in found.values()]
    if not reasons:
        return NO_ANSWERS
    if None in reasons:
        return None
    return f"of no group; {next(iter(found))}: {reasons[0]}"


def _told(found: Drivers) -> dict[str, Any]:
    return {
        "method": found.method,
        "r_squared": found.r_squared,
        "n": found.n,
        "unknown": found.unknown,
    }


def _drivers(responses: Responses, *, is_good: bool | None) -> Drivers:
    """Return the drivers of responses, unknown where one of them lacks its weight."""
    if not len(responses.outcome):
        return Drivers((), 0, unknown=NO_ANSWERS)
    if responses.weight is None:
        return drivers(responses, is_good=is_good)
    used = responses.is_answered.any(axis=1)
    n_missing = int(np.isnan(responses.weight[used]).sum())
    if not n_missing:
        return drivers(responses, is_good=is_good)
    reason = f"{n_missing} of {responses.n} responses have no weight"
    unknown = tuple(
        Driver(
            name,
            responses.n_rated(column),
            unanswered=responses.unanswered(column),
            unknown=reason,
        )
        for column, name in enumerate(responses.names)
    )
    return Drivers(unknown, responses.n, unknown=reason)
