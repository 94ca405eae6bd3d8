"""What a row says of itself: where, how, in which language, how much it counts."""

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words
from stik.intake.guesses.survey import Survey
from stik.intake.guesses.word_lists import CHANNELS, CURRENCIES, LANGUAGES

_FEW = 40


def weight(column: Column) -> Guess | None:
    """Return a guess for a column of weights."""
    values = column.numbers
    if "weight" not in column.topics or not column.is_numeric or column.distinct < 2:
        return None
    mean = sum(value * n for value, n in values.items()) / column.filled
    if min(values) <= 0 or not 0.3 <= mean <= 3:
        return None
    return Guess(
        column.name,
        "weight",
        f"its name says so, all are above zero and their mean is {mean:.2f}",
        0.95,
    )


def channel(column: Column) -> Guess | None:
    """Return a guess for the channel."""
    if not 1 <= column.distinct <= _FEW or column.is_sentence:
        return None
    if column.topics & {"amount", "tool"}:
        return None
    known = column.share_in(CHANNELS)
    named = "channel" in column.topics
    if named and (known >= 0.3 or (column.distinct <= 12 and not column.is_numeric)):
        reason = "its name and its few values speak of a channel"
        return Guess(column.name, "channel", reason, 0.7 + 0.2 * known)
    if known >= 0.8 and column.distinct >= 2 and not column.is_numeric:
        return Guess(column.name, "channel", "its values are names of channels", 0.68)
    if named and column.is_numeric and column.distinct <= 9:
        reason = "its name speaks of a channel; say in 'values' what the codes mean"
        return Guess(column.name, "channel", reason, 0.6, missing=_blank_codes(column))
    return None


def language(column: Column) -> Guess | None:
    """Return a guess for the language of the answer."""
    if not 1 <= column.distinct <= _FEW:
        return None
    known = column.share_in(LANGUAGES)
    named = "language" in column.topics
    if named and (known >= 0.5 or column.is_numeric):
        reason = "its name speaks of a language"
        if column.is_numeric:
            reason += "; say in 'values' what the codes mean"
        return Guess(column.name, "language", reason, 0.9)
    if known >= 0.98 and column.distinct >= 3:
        return Guess(column.name, "language", "its values are names of languages", 0.6)
    return None


def unit(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for the unit that served the customer."""
    if "unit" not in column.topics or column.is_sentence or column.filled_share < 0.3:
        return None
    if not 2 <= column.distinct <= max(_FEW, 0.6 * column.filled):
        return None
    if column.is_numeric and (not column.is_whole or column.name in survey.batteries):
        return None
    if column.topics & {"rating", "satisfaction", "comment", "quantity", "amount"}:
        return None
    strength = 0.62 if column.is_numeric else 0.7
    if column.is_question_code:
        return None
    if column.topics & {"background", "relation"}:
        strength -= 0.06
    return Guess(
        column.name,
        "unit",
        "its name speaks of a place or a team",
        strength,
        missing=column.no_answers,
    )


def touchpoint(column: Column) -> Guess | None:
    """Return a guess for the touchpoint that the row is about."""
    if "touchpoint" not in column.topics or column.is_numeric or column.is_sentence:
        return None
    if not 2 <= column.distinct <= _FEW or column.mean_words > 5:
        return None
    return Guess(
        column.name, "touchpoint", "its name speaks of a step the customer takes", 0.8
    )


def amount(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for an amount of money."""
    if "amount" not in column.topics or not column.is_numeric or column.distinct < 15:
        return None
    if column.topics & {"income", "rating"} or column.name in survey.batteries:
        return None
    strength = 0.7 if not column.is_whole else 0.55
    if "quantity" in column.topics:
        strength -= 0.08
    if words(column.name).startswith("total"):
        strength += 0.03
    return Guess(column.name, "amount", "its name speaks of money", strength)


def currency(column: Column) -> Guess | None:
    """Return a guess for the currency of the amount."""
    if not 1 <= column.distinct <= 20 or column.share_in(CURRENCIES) < 0.95:
        return None
    return Guess(column.name, "currency", "its values are codes of currencies", 0.9)


def _blank_codes(column: Column) -> tuple[str, ...]:
    return ("0",) if 0 in column.numbers and min(column.numbers) == 0 else ()
