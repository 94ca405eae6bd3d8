"""What it is worth, asked of a workspace: a point more, keeping, what is to come."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.insights.value.worth.found import WorthFound
from stik.insights.value.worth.looking import Looking
from stik.insights.value.worth.point import CLAIM
from stik.insights.value.worth.rows import (
    spending_rows,
    worth_table,
)
from stik.programme.file import programme_of_text
from stik.terms.inquiry import Inquiry

DEFINITION = (
    "What goes with one point more of each customer: the amount brought, and the share "
    "still there, in so many months after the first answer. They go together, which "
    "does not prove a cause."
)

_WHAT = {
    "definition": DEFINITION,
    "claim": CLAIM,
    "method": "bootstrap of customers; linearised ratios; BG/NBD, gamma-gamma",
}


def worth_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    written: str,
    about: str | None,
    looking: Mapping[str, Any],
) -> Result:
    """Return what it is worth, a row for each figure, null where `unknown` says why.

    `written` is a programme with lifetime and spending, `about` a question or metric,
    `looking` the words of `Looking`. `what` says of which kind a row is: `point` (one
    point more), `spending` (winning against keeping), `quoted` (an often-quoted figure
    beside our own), `customers` (what they will still bring).

    Raises
    ------
    QuestionError
        When a name or number cannot be.
    """
    words: dict[str, Any] = {"about": about, "looking": dict(looking)}
    began = asked(inquiry, insight="worth", written=written, **words)
    far = Looking(**looking)
    far.check()
    worth = WorthFound(inquiry, reading, programme_of_text(written), about, far)
    spent, spending = spending_rows(worth.programme.spending)
    rows = [*worth.point_rows(), *spent, *worth.quoted(spending), *worth.coming_rows()]
    details = {**_WHAT, **worth.told()}
    now = replace(inquiry, as_they_are_now=True)
    told = explained(details, now, asked=began, snapshot=reading.snapshot)
    return Result("worth", "amount", worth_table(rows), told)
