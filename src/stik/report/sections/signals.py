"""A signal of a control chart in words: what, since when, how unlikely."""

from stik.report.markup import Markup, element, fill
from stik.report.periods import period_name
from stik.report.sections.verdict import Kind
from stik.report.story import Chart, Unusual
from stik.report.vocabulary import subject_name, unusual_in_words
from stik.report.words import Words

Found = tuple[Chart, Unusual]
"""A signal with the chart it is on."""


def signal_kind(signal: Unusual) -> Kind:
    """Return which colour a signal deserves: none while its range is provisional."""
    if signal.is_provisional or signal.direction is None:
        return "same"
    return "better" if signal.direction == "up" else "worse"


def first_signal(chart: Chart) -> Unusual | None:
    """Return the signal of now, else the latest."""
    if not chart.signals:
        return None
    now = [signal for signal in chart.signals if signal.is_current]
    return now[0] if now else max(chart.signals, key=lambda signal: signal.until)


def signal_told(words: Words, found: Found) -> Markup:
    """Return what was unusual and when, in a sentence."""
    chart, signal = found
    return fill(
        words.say("{what}: {pattern}."),
        what=element("strong", subject_name(words, chart.measure, chart.touchpoint)),
        pattern=signal_pattern(words, signal),
    )


def signal_pattern(words: Words, signal: Unusual) -> str:
    """Return what kind of signal it is and since when, without what it is of."""
    return unusual_in_words(
        words,
        signal.code,
        signal.direction,
        since=period_name(words, signal.since),
        until=period_name(words, signal.until),
        n_periods=signal.n_periods,
    )


def chance_told(words: Words, signal: Unusual) -> Markup:
    """Return how seldom chance makes such a signal."""
    said = words.say(
        "By chance alone: {chance} of the time.",
        chance=seldom(words, signal.probability),
    )
    if signal.is_provisional:
        said = f"{said} {provisional_told(words)}"
    return Markup(said)


def seldom(words: Words, probability: float) -> str:
    """Return a small probability in percent, below a hundredth of one as such."""
    least = 0.0001
    if probability < least:
        return f"< {words.percent(least, decimals=2)}"
    return words.percent(probability, decimals=2)


def provisional_told(words: Words) -> str:
    """Return the warning that the range rests on few periods."""
    return words.say("The range is provisional: few periods made it.")
