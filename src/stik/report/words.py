"""The report's sentences, numbers and dates in the reader's language."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from stik.errors import QuestionError, nearest


@dataclass(frozen=True)
class Language:
    """A language of the report: its code, the page's `lang`, Babel's locale."""

    code: str
    tag: str
    locale: str
    folder: str | None


LANGUAGES = (
    Language("en", "en", "en", None),
    Language("sl", "sl", "sl", "sl"),
    Language("pl", "pl", "pl", "pl"),
    Language("sr", "sr-Cyrl", "sr_Cyrl", "sr"),
    Language("sr-latn", "sr-Latn", "sr_Latn", "sr_Latn"),
    Language("lv", "lv", "lv", "lv"),
)
"""A further language is one line here and one catalogue under `locale`."""


def language(code: str) -> Language:
    """Return the language called `code`.

    Raises
    ------
    QuestionError
        When the report does not speak it.
    """
    known = {each.code: each for each in LANGUAGES}
    if code not in known:
        raise QuestionError(
            f"the report has no language '{code}'; {nearest(code, known)}"
        )
    return known[code]


@dataclass(frozen=True)
class Words:
    """Says things in one language. Messages are written in English in the code."""

    language: Language
    catalogue: NullTranslations

    def say(self, message: str, **values: object) -> str:
        """Return the translated message, with each `{name}` of `values` filled in."""
        said = self.catalogue.gettext(message)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the message in the plural that `n` asks for; `{n}` is written out."""
        said = self.catalogue.ngettext(one, many, n)
        return said.format(n=self.number(n), **values)

    def number(self, value: float, *, decimals: int = 0) -> str:
        """Return a number as it is written in the language."""
        rounded = round(value, decimals) + 0.0
        return self._decimal(rounded, "#,##0" + _places(decimals))

    def signed(self, value: float, *, decimals: int = 0) -> str:
        """Return a number that always shows its sign; zero has none."""
        if round(value, decimals) == 0:
            return self.number(0, decimals=decimals)
        plain = "#,##0" + _places(decimals)
        return self._decimal(value, f"+{plain};-{plain}")

    def percent(self, share: float, *, decimals: int = 0) -> str:
        """Return a share (0 to 1) in percent."""
        percent = "%" if self.language.code == "en" else "\N{NO-BREAK SPACE}%"
        return self.number(100 * share, decimals=decimals) + percent

    def day(self, value: date) -> str:
        """Return a day with its month spelled out."""
        return format_date(value, "long", locale=self.language.locale)

    def month(self, value: date) -> str:
        """Return the month and the year of a day."""
        return format_skeleton("yMMMM", value, locale=self.language.locale)

    def short_month(self, value: date) -> str:
        """Return the month and the year, as short as a chart needs."""
        return format_skeleton("yMMM", value, locale=self.language.locale)

    def short_day(self, value: date) -> str:
        """Return a day, as short as a chart needs."""
        return format_date(value, "medium", locale=self.language.locale)

    def quarter(self, value: date) -> str:
        """Return the quarter and the year of a day."""
        return format_skeleton("yQQQ", value, locale=self.language.locale)

    def _decimal(self, value: float, pattern: str) -> str:
        written = format_decimal(value, format=pattern, locale=self.language.locale)
        return written.replace("-", "\N{MINUS SIGN}")


def _places(decimals: int) -> str:
    return "." + "0" * decimals if decimals else ""


@cache
def words(code: str) -> Words:
    """Return the words of the language called `code`; see `language` for errors."""
    spoken = language(code)
    if spoken.folder is None:
        return Words(spoken, NullTranslations())
    return Words(spoken, _catalogue(spoken.folder, spoken.locale))


def _catalogue(folder: str, locale: str) -> GNUTranslations:
    place = files("stik.report") / "locale" / folder / "LC_MESSAGES" / "stik.po"
    compiled = BytesIO()
    with place.open("rb") as written:
        write_mo(compiled, read_po(written, locale=locale))
    compiled.seek(0)
    return GNUTranslations(compiled)
