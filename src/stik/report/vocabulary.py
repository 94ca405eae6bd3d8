"""What the codes of the results are called: metrics, reasons, gaps."""

import re

from stik.insights.drivers.finding import CHANCE
from stik.insights.drivers.responses import NO_VARIATION
from stik.metrics.mean import NO_SPREAD
from stik.report.story import Measure
from stik.report.words import Words

_NEEDS_MORE = re.compile(r"^n = (\d+), needs (\d+)$")
_LIMITS = re.compile(r"^(\d+) periods? to make limits of, needs (\d+)$")
_TOGETHER = re.compile(r"^n = (\d+) together with '(.*)', needs (\d+)$")
_NOBODY_IN = re.compile(r"^no answers in (.+)$")


def metric_name(words: Words, measure: Measure) -> str:
    """Return what a metric is called, spelled out."""
    if measure.is_gap:
        return words.say("Experience against expectation")
    names = {
        "nps": words.say("Net Promoter Score"),
        "csat": words.say("Satisfied answers"),
        "ces": words.say("Ease"),
        "mean": _average_name(words, measure),
        "emotion": words.say("Feeling"),
        "met_or_exceeded": words.say("Expectation met or exceeded"),
    }
    return names.get(measure.metric, measure.metric)


def _average_name(words: Words, measure: Measure) -> str:
    names = {
        "csat": words.say("Average satisfaction"),
        "ces": words.say("Average ease"),
        "emotion": words.say("Average feeling"),
        "rating": words.say("Average rating"),
    }
    kind = "number" if measure.scale is None else measure.scale.kind
    return names.get(kind, words.say("Average"))


def measure_name(words: Words, measure: Measure) -> str:
    """Return the metric, the question and the scale it was answered on."""
    name = metric_name(words, measure)
    if measure.question:
        name = words.say("{metric}, “{name}”", metric=name, name=measure.question)
    scale = measure.scale
    if measure.unit != "steps" or scale is None or scale.low is None:
        return name
    return words.say(
        "{measure} ({low} to {high})",
        measure=name,
        low=words.number(scale.low),
        high=words.number(scale.high or 0),
    )


def definition(words: Words, measure: Measure) -> str:
    """Return in one or two sentences what the number is."""
    if measure.is_gap:
        return words.say(
            "What people experienced less what the same people had expected, in steps "
            "of the scale. Below 0, the expectation was not met."
        )
    said = {
        "nps": words.say(
            "Net Promoter Score (NPS): the share of people who would recommend the "
            "company (9 or 10 on the scale from 0 to 10) less the share of those who "
            "would not (0 to 6). It runs from \N{MINUS SIGN}100 to +100."
        ),
        "csat": words.say(
            "The share of answers that gave one of the two best marks of the scale, "
            "or answered yes."
        ),
        "ces": words.say("The average of how easy it was; higher is easier."),
        "mean": words.say("The average of all answers, in steps of their scale."),
        "emotion": words.say(
            "The average of how it felt, from the worst to the best feeling."
        ),
        "met_or_exceeded": words.say(
            "The share of answers that say the experience was as expected or better."
        ),
    }
    return said.get(measure.metric, measure.definition or "")


def reason_in_words(words: Words, reason: str) -> str:
    """Return why a number is unknown; a reason nobody translated stays as it is."""
    more = _NEEDS_MORE.match(reason)
    if more:
        n, needed = (int(number) for number in more.groups())
        return words.count(
            "{n} answer only, {needed} are needed",
            "{n} answers only, {needed} are needed",
            n,
            needed=words.number(needed),
        )
    nobody = _NOBODY_IN.match(reason)
    if nobody:
        return words.say("nobody answered ({period})", period=nobody[1])
    limits = _LIMITS.match(reason)
    if limits:
        return words.count(
            "{n} period has answers, {needed} are needed",
            "{n} periods have answers, {needed} are needed",
            int(limits[1]),
            needed=words.number(int(limits[2])),
        )
    together = _TOGETHER.match(reason)
    if together:
        return words.count(
            "{n} person rated it together with “{name}”, {needed} are needed",
            "{n} people rated it together with “{name}”, {needed} are needed",
            int(together[1]),
            name=together[2],
            needed=words.number(int(together[3])),
        )
    for pattern, said in _unknown_like(words):
        if pattern.match(reason):
            return said
    return _unknown_because(words).get(reason, reason)


def _unknown_like(words: Words) -> list[tuple[re.Pattern[str], str]]:
    return [
        (
            re.compile(r"weights make n = "),
            words.say("the weights let one answer outweigh all the others"),
        ),
        (
            re.compile(r"\d+ of \d+ answers have no weight"),
            words.say("not every answer has a weight"),
        ),
        (
            re.compile(r"asked on \S+ before, on \S+ now"),
            words.say("it was asked on another scale before"),
        ),
        (re.compile(r"no date: "), words.say("the dates are not precise enough")),
        (
            re.compile(r"scale '.*' has no ends"),
            words.say("the scale has no ends to measure a shortfall by"),
        ),
    ]


def unusual_in_words(  # noqa: PLR0913 the parts of a signal
    words: Words,
    code: str,
    direction: str | None,
    *,
    since: str,
    until: str,
    n_periods: int,
) -> str:
    """Return what is unusual: a number beyond its range, or long on one side of it."""
    when = {"since": since, "until": until}
    if code == "beyond_limits" and n_periods == 1:
        said = {
            "up": words.say("unusually high in {since}"),
            "down": words.say("unusually low in {since}"),
        }
    elif code == "beyond_limits":
        said = {
            "up": words.say("unusually high from {since} to {until}"),
            "down": words.say("unusually low from {since} to {until}"),
        }
    elif code == "same_side":
        said = {
            "up": words.say("long above its middle, from {since} to {until}"),
            "down": words.say("long below its middle, from {since} to {until}"),
        }
    else:
        said = {}
    pattern = said.get(direction or "")
    pattern = pattern or words.say("an unusual pattern from {since} to {until}")
    return pattern.format(**when)


def unknown_matter(words: Words, what: str) -> str:
    """Return what cannot be known yet; a matter nobody translated stays as it is."""
    matters = {
        "experience": words.say("The experience as a whole"),
        "comparison": words.say("Whether it is better than before"),
        "steadiness": words.say("Whether anything is unusual"),
        "touchpoints": words.say("Which part is not good"),
        "drivers": words.say("What drives the experience"),
        "trend": words.say("How it moves over time"),
        "customers": words.say("How many customers answered"),
        "reach": words.say("How many customers meet each touchpoint"),
        "expectation": words.say("What customers had expected"),
        "emotion": words.say("How it felt"),
        "dates": words.say("When it happened"),
    }
    return matters.get(what, what)


def _unknown_because(words: Words) -> dict[str, str]:
    return {
        "no_answers": words.say("nobody has answered yet"),
        "no_earlier_period": words.say("there is no earlier period to compare with"),
        "no_date": words.say("the answers carry no date"),
        "no_customer": words.say("the answers do not say who gave them"),
        "not_asked": words.say("no question asks about it"),
        "too_few": words.say("too few answers to tell"),
        "one_period": words.say("there is one period only"),
        "no_outcome": words.say("no question asks about the experience as a whole"),
        "no_touchpoints": words.say("no question asks about a single touchpoint"),
        "not_together": words.say("too few people answered all the questions together"),
        "no answers": words.say("nobody has answered yet"),
        "one_driver": words.say("only one part was asked about together with it"),
        CHANCE: words.say("together they explain no more than chance would"),
        "no other on its scale": words.say("nothing else was rated on its scale"),
        "the outcome never varies": words.say("all answers are the same"),
        "too few people answered the same questions": words.say(
            "too few people answered all the questions together"
        ),
        "no driver has enough answers that vary": words.say(
            "no single touchpoint has enough answers that differ"
        ),
        NO_VARIATION: words.say("all answers are the same"),
        NO_SPREAD: words.say("all answers are the same"),
    }


def held_reason(words: Words, reason: str) -> str:
    """Return why rows were held back; a reason nobody translated stays as it is."""
    reasons = {
        "not a number": words.say("The value is not a number"),
        "off the scale": words.say("The value is outside the scale"),
        "not a date": words.say("The date does not exist or cannot be read"),
        "no key": words.say("The row has no key"),
        "changed": words.say("The row was loaded before with another content"),
        "wrong number of columns": words.say("The row has too many or too few columns"),
        "not UTF-8": words.say("The characters cannot be read"),
        "cell too long": words.say("A cell is too long"),
        "broken JSON": words.say("The line is not valid JSON"),
    }
    return reasons.get(reason, reason)


def gap_in_words(words: Words, kind: str) -> str:
    """Return what the programme and the answers do not agree on."""
    kinds = {
        "no_owner": words.say("Nobody owns it"),
        "not_in_programme": words.say("Customers rate it, the programme lacks it"),
        "no_answers": words.say(
            "It is in the programme, nobody has been asked about it"
        ),
    }
    return kinds[kind]
