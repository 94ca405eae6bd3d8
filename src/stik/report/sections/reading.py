"""How to read the report: what an interval is, what real means, what grey means."""

from stik.report.frames import explained, section
from stik.report.markup import Markup
from stik.report.words import Words
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN

NAME = "reading"


def reading(words: Words) -> Markup:
    """Return the explanations, folded."""
    return section(
        NAME,
        words.say("How to read this report"),
        explained(words.say("95% interval"), _interval(words)),
        explained(words.say("Really better, really worse"), _real(words)),
        explained(words.say("Grey, and “too few to tell”"), _grey(words)),
        explained(words.say("Reach, certainty and the order"), _order(words)),
        explained(words.say("Share of what the parts explain"), _share(words)),
    )


def _interval(words: Words) -> str:
    return words.say(
        "Not everybody was asked. Were the same survey repeated many times, 95 of 100 "
        "such intervals would hold the true number."
    )


def _real(words: Words) -> str:
    return words.say(
        "Only a difference that chance would hardly bring about is called real, "
        "allowing for how many differences were looked at. Only those are coloured, "
        "and always with a shape and a word."
    )


def _grey(words: Words) -> str:
    return words.say(
        "Below {needed} answers a number is unknown. Below {enough} it is grey: never "
        "ranked, coloured or judged.",
        needed=words.number(N_UNKNOWN),
        enough=words.number(N_TOO_FEW),
    )


def _order(words: Words) -> str:
    return words.say(
        "Touchpoints are ordered by how far they fall short, times how many people "
        "meet them (reach), times how sure that is (certainty)."
    )


def _share(words: Words) -> str:
    return words.say(
        "Parts that customers rate together share the credit fairly: each part's share "
        "is what it adds, averaged over every order in which the parts could be added."
    )
