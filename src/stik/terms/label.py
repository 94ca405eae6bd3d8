"""The company's own name of a thing, in as many languages as the company has."""

from dataclasses import dataclass

EVERY_LANGUAGE = ""
"""The language of words that are written once, for everybody."""


@dataclass(frozen=True)
class Label:
    """Words in one or more languages, at least one.

    `words` holds pairs of language and text, in the order they were written. Plain
    words have the one language `EVERY_LANGUAGE`.
    """

    words: tuple[tuple[str, str], ...]

    @classmethod
    def plain(cls, text: str) -> "Label":
        """Return the label that reads `text` in every language."""
        return cls(((EVERY_LANGUAGE, text),))

    @property
    def is_plain(self) -> bool:
        """Return whether the same words serve every language."""
        return [language for language, _ in self.words] == [EVERY_LANGUAGE]

    def in_language(self, language: str) -> str:
        """Return the words in `language`, else in the nearest language there is.

        Nearest to `sr-latn` is `sr`, then English, then what was written first.
        """
        text_of = dict(self.words)
        for wanted in (language, language.partition("-")[0], "en"):
            if wanted in text_of:
                return text_of[wanted]
        return self.words[0][1]


@dataclass(frozen=True)
class Named:
    """A thing with the name the facts know it by, and the label people read."""

    name: str
    label: Label | None = None

    def called(self, *, language: str) -> str:
        """Return what people who speak `language` call it."""
        return self.label.in_language(language) if self.label else self.name
