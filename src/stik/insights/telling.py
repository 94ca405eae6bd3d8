"""How an answer came about, told alike by every insight."""

from collections.abc import Mapping, Sequence
from typing import Any

from stik.insights.reading import Reading
from stik.insights.result import explained
from stik.terms.inquiry import Inquiry

NO_DATE = "they have no date"


def insight_told(
    details: Mapping[str, Any],
    inquiry: Inquiry,
    reading: Reading,
    *,
    asked: Mapping[str, Any],
) -> dict[str, Any]:
    """Return how an insight came about: what it means, filter, snapshot."""
    missed = left_out(inquiry, reading)
    told = {
        **details,
        "is_weighted": inquiry.is_weighted,
        "left_out": missed,
        "notes": [*details["notes"], *left_out_notes(missed)],
    }
    return explained(told, inquiry, asked=asked, snapshot=reading.snapshot)


def left_out(inquiry: Inquiry, reading: Reading) -> list[dict[str, Any]]:
    """Return how many answers may lie in the period or not, each with the reason."""
    reasons = {"none": NO_DATE}
    return [
        {
            "n": n,
            "reason": reasons.get(
                precision, f"their date is known to the {precision} only"
            ),
            "period": str(inquiry.period),
        }
        for precision, n in sorted(reading.left_out(inquiry).items())
    ]


def left_out_notes(left_out: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return in words what was left out."""
    return [
        f"left out of {each['period']}: n = {each['n']:,}, {each['reason']}"
        for each in left_out
    ]
