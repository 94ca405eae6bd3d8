"""How a measured number is written: its value, its interval, its n."""

from collections.abc import Sequence

from stik.report.markup import Markup, element, fill, join
from stik.report.reasons import reason_in_words
from stik.report.story import Measure
from stik.report.words import Words
from stik.terms.estimate import N_UNKNOWN, Estimate

NOTHING = "\N{EN DASH}"
"""Stands where there is nothing to show."""

_SUREST = 0.99
_DECIMALS = {"points": 1, "share": 1, "steps": 2}


def value(words: Words, measure: Measure, number: float) -> str:
    """Return one number of the measure: +39.8, 78.3%, 3.93."""
    decimals = _DECIMALS[measure.unit]
    if measure.unit == "share":
        return words.percent(number, decimals=decimals)
    if is_signed(measure):
        return words.signed(number, decimals=decimals)
    return words.number(number, decimals=decimals)


def is_signed(measure: Measure) -> bool:
    """Return whether the sign says something: the scale has a middle of 0."""
    if measure.unit == "points" or measure.is_gap:
        return True
    scale = measure.scale
    return scale is not None and scale.low is not None and scale.low < 0


def change(words: Words, measure: Measure, number: float) -> str:
    """Return a difference with its sign; of shares, out of every 100 answers."""
    return _of_hundred(words, measure, _moved(words, measure, number))


def size(words: Words, measure: Measure, number: float) -> str:
    """Return how large a difference is, whichever way it goes."""
    in_unit = 100 * number if measure.unit == "share" else number
    plain = words.number(abs(in_unit), decimals=_DECIMALS[measure.unit])
    return _of_hundred(words, measure, plain)


def _moved(words: Words, measure: Measure, number: float) -> str:
    in_unit = 100 * number if measure.unit == "share" else number
    return words.signed(in_unit, decimals=_DECIMALS[measure.unit])


def _of_hundred(words: Words, measure: Measure, written: str) -> str:
    if measure.unit != "share":
        return written
    return words.say("{size} in every 100", size=written)


def interval(words: Words, measure: Measure, estimate: Estimate) -> str:
    """Return the two ends of an interval, or a dash for an unknown number."""
    if estimate.low is None or estimate.high is None:
        return NOTHING
    low = value(words, measure, estimate.low)
    return words.say(
        "{low} to {high}", low=low, high=value(words, measure, estimate.high)
    )


def change_interval(words: Words, measure: Measure, estimate: Estimate) -> str:
    """Return the two ends of a difference, each with its sign, or a dash."""
    if estimate.low is None or estimate.high is None:
        return NOTHING
    low = _moved(words, measure, estimate.low)
    high = _moved(words, measure, estimate.high)
    both = words.say("{low} to {high}", low=low, high=high)
    return _of_hundred(words, measure, both)


def answers(words: Words, n: int) -> str:
    """Return how many answers a number rests on."""
    return words.count("{n} answer", "{n} answers", n)


def shown(words: Words, measure: Measure, estimate: Estimate) -> Markup:
    """Return a number for a table: bold, grey when too few, a reason when unknown."""
    if estimate.value is None:
        return unknown(words, estimate)
    text = value(words, measure, estimate.value)
    if estimate.has_too_few:
        return fill("{number} {note}", number=_grey(text), note=too_few(words))
    return element("strong", text)


def complete(words: Words, measure: Measure, estimate: Estimate) -> Markup:
    """Return a number with its interval and its n under it, for a single cell."""
    n = element("small", f"n = {words.number(estimate.n)}")
    if estimate.value is None:
        return join([blank(words, estimate), n])
    low_to_high = None
    if estimate.low is not None:
        low_to_high = element("small", interval(words, measure, estimate))
    return join([shown(words, measure, estimate), low_to_high, n])


def certain_percent(words: Words, share: float) -> str:
    """Return how sure something is, in percent: never wholly, never not at all."""
    if share > _SUREST:
        return f"> {words.percent(_SUREST)}"
    if share < 1 - _SUREST:
        return f"< {words.percent(1 - _SUREST)}"
    return words.percent(share)


def unknown(words: Words, estimate: Estimate) -> Markup:
    """Return the word unknown with its reason."""
    return unknown_because(words, reason_of(estimate))


def unknown_because(words: Words, reason: str) -> Markup:
    """Return the word unknown with a reason."""
    told = words.say("unknown: {reason}", reason=reason_in_words(words, reason))
    return element("span", told, class_="unknown grey")


def too_few(words: Words) -> Markup:
    """Return the note beside a number that rests on too few answers."""
    return element("span", words.say("too few to tell"), class_="grey note")


def _grey(text: str) -> Markup:
    return element("span", text, class_="grey")


def ticks(words: Words, measure: Measure, numbers: Sequence[float]) -> list[str]:
    """Return the ticks of an axis, all with the decimals that one of them needs."""
    if measure.unit == "share":
        places = max(_places(100 * number) for number in numbers)
        return [words.percent(number, decimals=places) for number in numbers]
    places = max(_places(number) for number in numbers)
    write = words.signed if is_signed(measure) else words.number
    return [write(number, decimals=places) for number in numbers]


def raw(
    estimate: Estimate,
) -> tuple[float | None, float | None, float | None, int, str | None]:
    """Return an estimate as the five cells of a CSV: value, low, high, n, unknown."""
    found = estimate
    return found.value, found.low, found.high, found.n, found.unknown


def _places(number: float) -> int:
    return next(
        n for n in (0, 1, 2, 3) if n == 3 or round(number, n) == round(number, 4)
    )


def blank(words: Words, estimate: Estimate) -> Markup:
    """Return a dash that tells its reason when asked, for cells with little room."""
    why = reason_in_words(words, reason_of(estimate))
    told = words.say("unknown: {reason}", reason=why)
    return join(
        [
            element("span", NOTHING, title=told, aria_hidden="true", class_="grey"),
            element("span", told, class_="aloud"),
        ]
    )


def reason_of(estimate: Estimate) -> str:
    """Return why a number is unknown, also where nobody wrote it down."""
    if estimate.unknown is None and estimate.n < N_UNKNOWN:
        return f"n = {estimate.n}, needs {N_UNKNOWN}"
    return estimate.unknown or "no answers"
