"""Which old code page a text is in, told from how often each byte occurs in it.

The same byte is `è` in Western, `č` in Central European and `ё` in Cyrillic files. Each
language uses few such letters, some of them far more often than others: the page is
taken under which some language makes the bytes likeliest.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from math import log

WESTERN = "cp1252"

_FREQUENCY: Mapping[str, Mapping[str, str]] = {
    WESTERN: {
        "de": "ä6 ö3 ü7 ß3",
        "fr": "é19 à5 è3 ê2 ç1 û1 ù1 ô1 î1 â1 ë1 œ1",
        "es": "ó9 í7 á5 é4 ñ3 ú2 ü1 ¿1 ¡1",
        "pt": "ã7 á4 é5 ç5 ê4 í3 ó3 õ2 ú2 â1 à1 ô1",
        "it": "à6 è3 ò2 ù2 ì1 é1",
        "sv": "ä18 å13 ö13 é1",
        "da": "æ9 ø9 å12 é1",
        "fi": "ä36 ö4",
        "nl": "é3 ë4 ï2 ö1 ü1 è1",
    },
    "cp1250": {
        "sl": "č15 š10 ž7",
        "hr": "č10 š10 ž6 ć8 đ3",
        "pl": "ł18 ą10 ę11 ó9 ż8 ś7 ć4 ń2 ź1",
        "cs": "í31 á22 é13 ě16 ř12 š8 ž10 č10 ý11 ů7 ú1 ň1 ť1 ď1 ó1",
        "sk": "á19 é9 í13 ý10 č11 š9 ž9 ľ4 ť6 ú9 ô2 ď2 ň2 ó1 ä1",
        "hu": "á37 é34 ö10 ó10 ő9 í6 ü5 ú3 ű2",
    },
    "cp1257": {
        "lv": "ā40 ī17 ē17 š12 ū5 ņ6 ļ4 ž3 č1 ķ1 ģ1",
        "lt": "ė16 š14 ų13 ž8 ą7 į6 ū5 č4 ę2",
        "et": "ä11 õ9 ü6 ö2",
    },
    "cp1251": {
        "sr": "а118 о90 и89 е89 н59 р50 с50 т45 ј43 у42 д38 к36 в35 л32 м31 п30 г18 "
        "з17 б16 ч10 ш9 њ7 ж6 ћ6 ц6 х6 љ5 ф2 ђ2 џ1",
        "ru": "о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 "
        "ь17 г17 з17 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 ё1 ъ1",
    },
}
"""Letters outside of ASCII per language, with how often per thousand letters.

Rounded from published letter frequencies; only their ratios matter. Letters used less
than once in a thousand count as one.
"""

_FREQUENCIES = {**_FREQUENCY, "iso8859-2": _FREQUENCY["cp1250"]}
_NOT_A_LETTER = log(1e-4)
_PUNCTUATION = frozenset(
    byte
    for byte in range(128, 256)
    if not any(
        bytes([byte]).decode(page, "replace").isalpha() for page in (WESTERN, "cp1250")
    )
)
"""Quotation marks, dashes and the euro stand alike in most pages and tell nothing."""


def code_page(counts: Mapping[int, int]) -> str:
    """Return the code page that makes bytes from 128 on likeliest; Western if equal.

    `counts` says how often each byte occurs.

    Examples
    --------
    >>> from collections import Counter
    >>> code_page(Counter("več čakanja, prijazno osebje, žal".encode("cp1250")))
    'cp1250'
    >>> code_page(Counter("très bien, mais trop cher, désolé".encode("cp1252")))
    'cp1252'
    """
    letters = {
        byte: n
        for byte, n in counts.items()
        if byte >= 128 and byte not in _PUNCTUATION
    }
    likeliest = {
        page: max(_likelihood(letters, page, spoken) for spoken in languages)
        for page, languages in _FREQUENCIES.items()
    }
    return max(likeliest, key=lambda page: likeliest[page])


def byte_counts(blocks: Iterable[bytes]) -> dict[int, int]:
    """Return how often each byte from 128 on occurs in blocks of text."""
    # Only files that are not UTF-8 pay for the import.
    import numpy as np  # noqa: PLC0415

    counts = np.zeros(256, dtype=np.int64)
    for block in blocks:
        counts += np.bincount(np.frombuffer(block, dtype=np.uint8), minlength=256)
    return {byte: int(counts[byte]) for byte in range(128, 256) if counts[byte]}


def _likelihood(counts: Mapping[int, int], page: str, language: str) -> float:
    known = _letters(page, language)
    return sum(n * known.get(byte, _NOT_A_LETTER) for byte, n in counts.items())


@cache
def _letters(page: str, language: str) -> dict[int, float]:
    """Return the logarithm of how likely each byte is, of those from 128 on."""
    per_thousand = {
        entry[0]: int(entry[1:]) for entry in _FREQUENCIES[page][language].split()
    }
    total = sum(per_thousand.values())
    found: dict[int, float] = {}
    for letter, often in per_thousand.items():
        for form in {letter, letter.upper()}:
            byte = form.encode(page, "ignore")
            if len(byte) == 1:
                found[byte[0]] = log(often / total)
    return found
