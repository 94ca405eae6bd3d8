"""How long words are when drawn, how they break into lines, how time is written."""

from stik.report.words import Words

_NARROW = frozenset("iljtfrI.,:;'|!()[] ·-")
_WIDE = frozenset("mwMW@%")
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_WIDTHS = {"narrow": 0.36, "wide": 0.92, "capital": 0.7, "usual": 0.58, "square": 1.0}
"""In parts of the size of the letters; a little more than usual fonts need."""

_LATIN_AND_NEAR = 0x2000
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_OF_EACH = 2
"""A unit is used from so many of the next larger one on."""


def text_width(text: str, *, size: float) -> float:
    """Return about how wide a text is, in the unit of `size`, rather more than less."""
    return size * sum(_WIDTHS[_kind(letter)] for letter in text)


def _kind(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    if ord(letter) > _LATIN_AND_NEAR:
        return "square"
    return "capital" if letter.isupper() else "usual"


def wrapped(text: str, *, width: float, size: float, lines: int = 2) -> tuple[str, ...]:
    """Return the text in at most so many lines; what is too long ends in an ellipsis.

    >>> wrapped("Waits for the technician", width=100, size=13)
    ('Waits for the', 'technician')
    """
    made: list[str] = []
    rest = text.split() or [""]
    while rest and len(made) < lines:
        line = rest.pop(0)
        while rest and text_width(f"{line} {rest[0]}", size=size) <= width:
            line = f"{line} {rest.pop(0)}"
        made.append(line)
    if rest:
        made[-1] = f"{made[-1]} {' '.join(rest)}"
    return tuple(_shortened(line, width, size) for line in made)


def _shortened(line: str, width: float, size: float) -> str:
    if text_width(line, size=size) <= width:
        return line
    kept = line
    while kept and text_width(kept + _ELLIPSIS, size=size) > width:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def duration(words: Words, seconds: float) -> str:
    """Return a time in its largest unit of which there are about two or more.

    >>> from stik.report.words import words
    >>> [duration(words("en"), s) for s in (41, 2_460, 4_200, 10_800, 172_800)]
    ['41 s', '41 min', '70 min', '3 h', '2 d']
    """
    if seconds < _OF_EACH * _MINUTE:
        return words.say("{n} s", n=words.number(seconds))
    if seconds < _OF_EACH * _HOUR:
        return words.say("{n} min", n=words.number(seconds / _MINUTE))
    if seconds < _OF_EACH * _DAY:
        return words.say("{n} h", n=words.number(seconds / _HOUR))
    return words.say("{n} d", n=words.number(seconds / _DAY))
