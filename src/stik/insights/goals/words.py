"""How a goal's numbers are written in sentences."""

from stik.metrics.metric import Unit

A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
"""How many periods of a grain a year has, roughly; only for sentences and seasons."""


def change_in_words(change: float, *, unit: Unit) -> str:
    """Return a change with its sign and unit.

    >>> change_in_words(3, unit="points"), change_in_words(-0.05, unit="share")
    ('+3 points', '-5 percentage points')
    """
    if unit == "share":
        return f"{_short(100 * change, sign='+')} percentage points"
    return f"{_short(change, sign='+')} {unit}"


def value_in_words(value: float, *, unit: Unit) -> str:
    """Return a value with its unit.

    >>> value_in_words(42.25, unit="points"), value_in_words(0.5, unit="share")
    ('42.2 points', '50 %')
    """
    return f"{_short(100 * value)} %" if unit == "share" else f"{_short(value)} {unit}"


def _short(value: float, *, sign: str = "") -> str:
    """Return a number with one decimal, two below 1, and none that are zero."""
    digits = 1 if abs(value) >= 1 else 2
    text = f"{value:{sign}.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
