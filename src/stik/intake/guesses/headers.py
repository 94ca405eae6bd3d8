"""A header in any script becomes plain lower-case words, and words become topics."""

import re
import unicodedata
from functools import cache

from stik.intake.guesses.vocabulary import TOPICS

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = "a b v g d dj e z z i j k l lj m n nj o p r s t c u f h c c dz s"
_PLAIN = str.maketrans(
    {
        **dict(zip(_CYRILLIC, _LATIN.split(), strict=True)),
        "ł": "l",
        "đ": "dj",
        "ø": "o",
        "æ": "ae",
        "ß": "ss",
    }
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_NO_WORD = re.compile(r"[^a-z0-9?%#]+")
_DIGIT_EDGE = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")
_FEWEST_WORDS_OF_A_QUESTION = 6
_ASKS = re.compile(
    r"(?:did|was|were|would|could|do you|have you|are you|has the|has your|is the"
    r"|is your|wurden?|haben sie|hat|sind sie|ali|da li|je li|jeste li|biste li|czy|vai"
    r"|est ce|avez vous|ha|le e|fue|ha sido) \S+ \S+"
)
_QUESTION_CODE = re.compile(
    r"^(q|v|f|p|s|var|item|qid|pyt|vpr|vl?)\W?\d+", re.IGNORECASE
)


def plain(text: str) -> str:
    """Return `text` in lower case without accents, Cyrillic written in Latin."""
    lowered = text.casefold().translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def words(text: str) -> str:
    """Return the words of a header or a sentence, parted by single blanks."""
    parted = _NO_WORD.sub(" ", plain(_CAMEL.sub(" ", text)))
    return " ".join(_DIGIT_EDGE.sub(" ", parted).replace("?", " ?").split())


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    listed = "".join(line.strip() for line in TOPICS[topic].splitlines())
    alternatives = (
        re.escape(word).replace(r"\ ", " ").replace(r"\*", r"\w*")
        for word in listed.split("|")
    )
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(alternatives)})(?![a-z0-9])")


def topics(text: str) -> frozenset[str]:
    """Return what a header or a question speaks of: names of `TOPICS`."""
    found = words(text)
    return frozenset(topic for topic in TOPICS if _pattern(topic).search(found))


def is_question_code(header: str) -> bool:
    """Return whether a header is a bare number of a question, such as `Q7_2`."""
    return bool(_QUESTION_CODE.match(header.strip().lower()))


def is_sentence(text: str) -> bool:
    """Return whether a header is a whole question rather than a name."""
    said = words(text)
    is_long = len(said.split()) >= _FEWEST_WORDS_OF_A_QUESTION
    return text.rstrip().endswith("?") or is_long or bool(_ASKS.match(said))
