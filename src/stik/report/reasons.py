"""Why a number is unknown, in the reader's words: the reasons that results carry."""

import re

from stik.insights.consistency.limits import NO_SPREAD as PERIODS_ALIKE
from stik.insights.consistency.periods import NO_ANSWERS
from stik.insights.consistency.readings import NOTHING_TO_COUNT
from stik.insights.drivers.finding import CHANCE
from stik.insights.drivers.responses import NO_VARIATION
from stik.insights.weakest.ranking import NO_OTHER, NO_OTHER_KNOWN
from stik.metrics.mean import NO_SPREAD
from stik.report.periods import days_name
from stik.report.words import Words

_NEEDS_MORE = re.compile(r"^n = (\d+), needs (\d+)$")
_LIMITS = re.compile(r"^(\d+) periods? to make limits of, needs (\d+)$")
_TOGETHER = re.compile(r"^n = (\d+) together with '(.*)', needs (\d+)$")
_NOBODY_IN = re.compile(r"^no answers in (.+)$")


def reason_in_words(words: Words, reason: str) -> str:
    """Return why a number is unknown; a reason nobody translated stays as it is."""
    said = _unknown_because(words).get(reason) or _counted(words, reason)
    if said is not None:
        return said
    nobody = _NOBODY_IN.match(reason)
    if nobody:
        name = days_name(words, nobody[1])
        return words.say("nobody answered ({period})", period=name)
    for pattern, alike in _unknown_like(words):
        if pattern.match(reason):
            return alike
    return reason


def _counted(words: Words, reason: str) -> str | None:
    """Return a reason that tells how many there are and how many are needed."""
    more = _NEEDS_MORE.match(reason)
    if more:
        return words.count(
            "{n} answer only, {needed} are needed",
            "{n} answers only, {needed} are needed",
            int(more[1]),
            needed=words.number(int(more[2])),
        )
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
    return None


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


def _unknown_because(words: Words) -> dict[str, str]:
    return {
        "no_answers": words.say("nobody has answered yet"),
        "no_earlier_period": words.say("there is no earlier period to compare with"),
        "no_date": words.say("the answers carry no date"),
        "no_customer": words.say("the answers do not say who gave them"),
        "not_looked_at": words.say("it was not looked at"),
        "not_asked": words.say("no question asks about it"),
        "too_few": words.say("too few answers to tell"),
        "one_period": words.say("there is one period only"),
        "no_outcome": words.say("no question asks about the experience as a whole"),
        "no_touchpoints": words.say("no question asks about a single touchpoint"),
        "not_together": words.say("too few people answered all the questions together"),
        "no answers": words.say("nobody has answered yet"),
        NO_ANSWERS: words.say("nobody answered in this period"),
        NOTHING_TO_COUNT: words.say("nobody answered in this period"),
        "no answer has a date": words.say("the answers carry no date"),
        "only_cautioned": words.say(
            "each part says the same in other words, or goes against the whole"
        ),
        "one_driver": words.say("only one part was asked about together with it"),
        CHANCE: words.say("together they explain no more than chance would"),
        NO_OTHER: words.say("nothing else was rated on its scale"),
        NO_OTHER_KNOWN: words.say("nothing else on its scale has enough answers"),
        "no periods": words.say("no period is complete yet"),
        "the outcome never varies": words.say("all answers are the same"),
        "too few people answered the same questions": words.say(
            "too few people answered all the questions together"
        ),
        "no driver has enough answers that vary": words.say(
            "no single touchpoint has enough answers that differ"
        ),
        NO_VARIATION: words.say("all answers are the same"),
        PERIODS_ALIKE: words.say("all periods have the same value"),
        NO_SPREAD: words.say("all answers are the same"),
    }
