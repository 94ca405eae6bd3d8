"""Comments of simulated customers, after their touchpoint, language and judgement."""

import numpy as np
import numpy.typing as npt

from stik.demo.company import PERSON
from stik.demo.words.english import ENGLISH
from stik.demo.words.latvian import LATVIAN
from stik.demo.words.polish import POLISH
from stik.demo.words.said import Language
from stik.demo.words.serbian import SERBIAN, in_cyrillic
from stik.demo.words.slovenian import SLOVENIAN

LANGUAGES: dict[str, Language] = {
    "en": ENGLISH,
    "sl": SLOVENIAN,
    "pl": POLISH,
    "sr": SERBIAN,
    "lv": LATVIAN,
}
_CLOSED = 0.5
_IN_CYRILLIC = 0.4
_FAIR, _GOOD = 3.0, 4.0

Texts = npt.NDArray[np.str_]
Floats = npt.NDArray[np.float64]


def draw_comments(
    touchpoint: Texts,
    language: Texts,
    satisfaction: Floats,
    chance: np.random.Generator,
) -> Texts:
    """Return a comment for each answer, empty where the customer wrote none.

    Whoever was satisfied from 4 up writes a good one, below 3 a bad one. Serbian
    comments are in Latin script, some in Cyrillic.
    """
    band = np.where(
        satisfaction >= _GOOD, "good", np.where(satisfaction < _FAIR, "bad", "fair")
    )
    share = np.array([PERSON.comments[name] for name in band])
    comments = np.full(len(band), "", dtype=object)
    for index in np.flatnonzero(chance.random(len(band)) < share):
        said = LANGUAGES[language[index]]
        comments[index] = _written(said, touchpoint[index], band[index], chance)
        if language[index] == "sr" and chance.random() < _IN_CYRILLIC:
            comments[index] = in_cyrillic(comments[index])
    return comments.astype(np.str_)


def _written(
    said: Language, touchpoint: str, band: str, chance: np.random.Generator
) -> str:
    sentence = _one(getattr(said[touchpoint], band), chance)
    if chance.random() < _CLOSED:
        return f"{sentence} {_one(getattr(said['closing'], band), chance)}"
    return sentence


def _one(sentences: tuple[str, ...], chance: np.random.Generator) -> str:
    return sentences[int(chance.integers(0, len(sentences)))]
