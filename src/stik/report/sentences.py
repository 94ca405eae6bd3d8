"""One sentence that tells a number, for each metric."""

from stik.report import values
from stik.report.markup import Markup, element, fill
from stik.report.story import Finding, Measure
from stik.report.vocabulary import measure_name
from stik.report.words import Words


def tell(words: Words, measure: Measure, number: float) -> Markup:
    """Return the number in a sentence that needs no explanation."""
    if measure.metric == "nps":
        return _tell_nps(words, measure, number)
    if measure.is_gap:
        return _tell_gap(words, measure, number)
    sentences = {
        "csat": words.say("{value} of the answers are satisfied."),
        "met_or_exceeded": words.say(
            "{value} of the answers say it was as expected or better."
        ),
    }
    written = element("strong", values.value(words, measure, number))
    if measure.metric in sentences:
        return fill(sentences[measure.metric], value=written)
    return _tell_average(words, measure, written)


def _tell_nps(words: Words, measure: Measure, number: float) -> Markup:
    written = element("strong", values.value(words, measure, number))
    if number > 0:
        sentence = words.say(
            "Net Promoter Score {value}: of every 100 people, {more} more would "
            "recommend us than would not."
        )
    elif number < 0:
        sentence = words.say(
            "Net Promoter Score {value}: of every 100 people, {more} fewer would "
            "recommend us than would not."
        )
    else:
        sentence = words.say(
            "Net Promoter Score {value}: as many people would recommend us as would "
            "not."
        )
    more = words.number(abs(number), decimals=1)
    return fill(sentence, value=written, more=more)


def _tell_gap(words: Words, measure: Measure, number: float) -> Markup:
    written = element("strong", values.size(words, measure, number))
    if number < 0:
        return fill(
            words.say(
                "The experience falls short of the expectation by {value} steps."
            ),
            value=written,
        )
    return fill(
        words.say("The experience is above the expectation by {value} steps."),
        value=written,
    )


def _tell_average(words: Words, measure: Measure, written: Markup) -> Markup:
    scale = measure.scale
    if scale is None or scale.low is None:
        name = measure_name(words, measure)
        return fill(words.say("{measure}: {value}."), measure=name, value=written)
    ends = {"low": words.number(scale.low), "high": words.number(scale.high or 0)}
    sentences = {
        "ces": words.say("Ease is {value} on a scale from {low} to {high}."),
        "emotion": words.say(
            "How it felt is {value} on a scale from {low} (worst) to {high} (best)."
        ),
    }
    average = words.say(
        "The average answer is {value} on a scale from {low} to {high}."
    )
    return fill(sentences.get(measure.metric, average), value=written, **ends)


def sureness(words: Words, *, interval: str, n: int, period: str) -> Markup:
    """Return the interval, the number of answers and the period behind a number."""
    return fill(
        words.say("95% interval {interval} · {answers} · {period}"),
        interval=interval,
        answers=values.answers(words, n),
        period=period,
    )


def briefly(words: Words, finding: Finding) -> Markup:
    """Return a further number beside the main one."""
    measure, estimate = finding.measure, finding.estimate
    if estimate.value is None:
        reason = values.unknown(words, estimate)
        name = measure_name(words, measure)
        return fill(words.say("{measure}: {value}."), measure=name, value=reason)
    return fill(
        words.say("{measure}: {value} ({interval}, {answers})."),
        measure=measure_name(words, measure),
        value=values.shown(words, measure, estimate),
        interval=values.interval(words, measure, estimate),
        answers=values.answers(words, estimate.n),
    )
