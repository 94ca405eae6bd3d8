"""A text becomes a number on its scale, or the fault that names what would be right."""

import re
from collections.abc import Callable

from stik.intake.held import Fault, Reason
from stik.terms.scale import Scale

_FRACTIONS_ALLOWED = ("rating", "gap", "number")
_SMALLEST_WEIGHT, _LARGEST_WEIGHT = 1e-9, 1e12
_FARTHEST = 1e15
"""Beyond it a number is a slip, and its square would leave what a computer counts."""
_DECIMAL_COMMA = re.compile(r"^-?\d+,(\d{1,2}|\d{4,})$")


def answer_parser(field: str, scale: Scale) -> Callable[[str], float | Fault]:
    """Return how an answer on `scale` is read."""

    def parse(text: str) -> float | Fault:
        value = number(text)
        if value is None:
            return Fault(
                field,
                text,
                Reason.NOT_A_NUMBER,
                f"'{text}' is no number on {scale.name}; map it under 'values' "
                "or list it under 'missing'.",
            )
        if scale.kind == "number" and abs(value) > _FARTHEST:
            return _too_far(field, text)
        if not scale.holds(value) or _is_between_steps(value, scale):
            return Fault(
                field,
                text,
                Reason.OFF_THE_SCALE,
                f"{text} is not on {scale.name}; correct the value, the scale, "
                "or list it under 'missing'.",
            )
        return value

    return parse


def _too_far(field: str, text: str) -> Fault:
    return Fault(
        field,
        text,
        Reason.OFF_THE_SCALE,
        f"{text} is farther from zero than {_FARTHEST:g}; correct it or list it "
        "under 'missing'.",
    )


def weight_parser(field: str) -> Callable[[str], float | Fault]:
    """Return how a weight is read: a number above zero, within sensible bounds.

    They hold shares of a person as well as weights that expand one answer to millions.
    """

    def parse(text: str) -> float | Fault:
        value = number(text)
        if value is None or value <= 0:
            return Fault(
                field,
                text,
                Reason.NOT_A_NUMBER,
                f"'{text}' is no number above zero; correct it or list it under "
                "'missing'.",
            )
        if not _SMALLEST_WEIGHT <= value <= _LARGEST_WEIGHT:
            return Fault(
                field,
                text,
                Reason.OFF_THE_SCALE,
                f"{text} is no weight from {_SMALLEST_WEIGHT:g} to "
                f"{_LARGEST_WEIGHT:g}; correct it or list it under 'missing'.",
            )
        return value

    return parse


def amount_parser(field: str) -> Callable[[str], float | Fault]:
    """Return how an amount is read: any number up to 1e15 from zero."""
    return answer_parser(field, Scale("number"))


def number(text: str) -> float | None:
    """Return the finite number a text says, with a point or a decimal comma."""
    if _DECIMAL_COMMA.match(text):
        text = text.replace(",", ".")
    if "_" in text:  # Python reads 1_0 as 10
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _is_between_steps(value: float, scale: Scale) -> bool:
    return scale.kind not in _FRACTIONS_ALLOWED and not value.is_integer()
