"""One question of the first screen with its answer."""

from dataclasses import dataclass

from stik.report.markup import Markup, element, fill
from stik.report.reasons import reason_in_words
from stik.report.sections.verdict import Kind, verdict
from stik.report.story import Unknown
from stik.report.words import Words

UNKNOWN = "unknown"
"""Where the page tells what nobody can know yet."""


@dataclass(frozen=True)
class Answer:
    """A question, the verdict on it, a sentence, how sure it is, where the evidence is.

    `word` is None where the sentence alone is the answer; `unknown` says why there
    is none.
    """

    question: str
    kind: Kind
    word: str | None
    sentence: Markup
    sureness: tuple[Markup, ...]
    evidence: str
    unknown: Unknown | None = None


def unknown_answer(words: Words, question: str, *, what: str, why: str) -> Answer:
    """Return the answer that nobody can give yet, with its reason."""
    reason = reason_in_words(words, why)
    return Answer(
        question,
        "unknown",
        words.say("Unknown"),
        fill(words.say("Why: {reason}."), reason=reason),
        (),
        UNKNOWN,
        Unknown(what, why),
    )


def card(words: Words, answer: Answer) -> Markup:
    """Return the answer as a card of the first screen."""
    word = None if answer.word is None else verdict(answer.kind, answer.word)
    return element(
        "article",
        element("h2", answer.question),
        None if word is None else element("p", word, class_="verdict"),
        element("p", answer.sentence, class_="sentence"),
        *(element("p", each, class_="sureness") for each in answer.sureness),
        element("p", _link(words, answer), class_="evidence"),
        class_=f"card {answer.kind}-edge",
    )


def _link(words: Words, answer: Answer) -> Markup:
    if answer.unknown is not None:
        return element("a", words.say("What we do not know"), href=f"#{UNKNOWN}")
    told = words.say("See the evidence: {question}", question=answer.question)
    return element(
        "a",
        words.say("See the evidence"),
        href=f"#{answer.evidence}",
        aria_label=told,
    )
