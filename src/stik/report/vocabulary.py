"""What the codes of the results are called: metrics, signals, gaps."""

from stik.report.story import Measure
from stik.report.words import Words


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
    said = words.say(
        "{measure} ({low} to {high})",
        measure=name,
        low=words.number(scale.low),
        high=words.number(scale.high or 0),
    )
    bracket = said.rfind("(")
    return said[:bracket] + said[bracket:].replace(" ", "\N{NO-BREAK SPACE}")


def subject_name(words: Words, measure: Measure, touchpoint: str | None) -> str:
    """Return what was measured: the whole by its measure, a part with its name."""
    name = measure_name(words, measure)
    if touchpoint is None:
        return name
    return words.say("“{touchpoint}”, {measure}", touchpoint=touchpoint, measure=name)


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
