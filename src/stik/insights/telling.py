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
    return _by_precision(reading.left_out(inquiry), of=str(inquiry.period))


def left_out_of_periods(inquiry: Inquiry, reading: Reading) -> list[dict[str, Any]]:
    """Return how many answers are in no period of the grain, each with the reason."""
    return _by_precision(reading.in_no_period(inquiry), of=f"every {inquiry.grain}")


def _by_precision(found: Mapping[str, int], *, of: str) -> list[dict[str, Any]]:
    return [
        {"n": n, "reason": _reason(precision), "period": of}
        for precision, n in sorted(found.items())
    ]


def _reason(precision: str) -> str:
    if precision == "none":
        return NO_DATE
    return f"their date is known to the {precision} only"


def left_out_notes(left_out: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return in words what was left out."""
    return [
        f"left out of {each['period']}: n = {each['n']:,}, {each['reason']}"
        for each in left_out
    ]
