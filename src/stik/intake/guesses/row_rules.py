"""What a row says of itself: who, when, where, how, and how much it counts."""

from stik.intake.guesses.column import Column
from stik.intake.guesses.dates import clock_writing, date_writing
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words
from stik.intake.guesses.survey import Survey
from stik.intake.guesses.wordings import CHANNELS, CURRENCIES, LANGUAGES

_FEW = 40


def occurred(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for a column of dates."""
    writing = date_writing(column)
    if writing is None:
        return None
    strength = 0.55
    if "moment_of_answer" in column.topics:
        strength += 0.25
    elif "moment" in column.topics:
        strength += 0.15
    if "moment_of_other" in column.topics:
        strength -= 0.12
    if column.topics & {"age"} or column.filled_share < 0.5:
        strength -= 0.4
    written = writing.format or "year-month-day"
    reason = f"its cells are dates written as {written}"
    if writing.doubt:
        reason += f"; {writing.doubt}"
    return Guess(
        column.name,
        "occurred",
        reason,
        strength,
        format=writing.format,
        precision=writing.precision,
        missing=column.no_answers,
    )


def other_date(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for a date or a time that is not the row's own."""
    if date_writing(column) is not None:
        return Guess(
            column.name, "ignore", "it is a date beside the one of the answer", 0.51
        )
    if clock_writing(column) is not None:
        return Guess(column.name, "ignore", "it is a time of day without a date", 0.6)
    return None


def year(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for a column of years."""
    is_year = column.is_numeric and all(1990 <= year <= 2050 for year in column.numbers)
    if not is_year or "year" not in column.topics or "age" in column.topics:
        return None
    return Guess(
        column.name, "occurred", "it holds years", 0.52, format="%Y", precision="year"
    )


def identifier(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for a column that names the customer, the response or the case."""
    if not _may_identify(column):
        return None
    role, whose = _whose(column)
    unique = "different in every row" if column.is_unique else "hardly ever the same"
    strength = {"customer": 0.8, "key": 0.75, "journey_instance": 0.72}[role]
    if role == "key" and not column.is_unique:
        return Guess(
            column.name,
            "ignore",
            "it looks like a number of responses, but repeats",
            0.6,
        )
    if role != "key" and column.distinct_share < 0.5:
        strength -= 0.1
    return Guess(
        column.name, role, f"{unique}, and its name speaks of {whose}", strength
    )


def _whose(column: Column) -> tuple[str, str]:
    topics = column.topics
    if "customer" in topics:
        return "customer", "a customer"
    if "journey_instance" in topics and "key" not in topics - {"identifier"}:
        return "journey_instance", "an order or a case"
    if topics & {"journey_instance"} and "identifier" in topics:
        return "journey_instance", "an order or a case"
    return "key", "a response"


def _may_identify(column: Column) -> bool:
    topics = column.topics
    if column.filled_share < 0.5 or column.distinct < 5:
        return False
    if "tool" in topics and "customer" not in topics:
        return False
    if column.is_numeric and not column.is_whole:
        return False
    if column.mean_words > 2.5 or date_writing(column) is not None:
        return False
    named = bool(topics & {"identifier", "key"})
    if column.distinct_share > 0.9 and (
        named or topics & {"customer", "journey_instance"}
    ):
        return True
    if "customer" in topics and column.distinct_share > 0.25:
        return column.distinct > 50 and (named or not column.is_numeric)
    return _looks_like_code(column)


def _looks_like_code(column: Column) -> bool:
    """Return whether texts are long random codes or addresses, each its own."""
    if column.distinct_share < 0.95 or column.is_numeric:
        return False
    texts = list(column.counts)[:50]
    coded = sum(" " not in text and any(m.isdigit() for m in text) for text in texts)
    return coded > 0.9 * len(texts) and column.mean_length >= 6


def weight(column: Column, survey: Survey) -> Guess | None:
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


def channel(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for the channel."""
    if not 2 <= column.distinct <= _FEW or column.is_sentence:
        return None
    known = column.share_in(CHANNELS)
    named = "channel" in column.topics
    if named and (known >= 0.3 or (column.distinct <= 12 and not column.is_numeric)):
        reason = "its name and its few values speak of a channel"
        return Guess(column.name, "channel", reason, 0.7 + 0.2 * known)
    if known >= 0.8 and column.distinct >= 2 and not column.is_numeric:
        return Guess(column.name, "channel", "its values are names of channels", 0.68)
    if (
        named
        and column.is_numeric
        and column.distinct <= 9
        and "tool" not in column.topics
    ):
        reason = (
            "its name speaks of a way of meeting; say in 'values' what the codes mean"
        )
        return Guess(column.name, "channel", reason, 0.6, missing=_blank_codes(column))
    return None


def language(column: Column, survey: Survey) -> Guess | None:
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


def touchpoint(column: Column, survey: Survey) -> Guess | None:
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


def currency(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for the currency of the amount."""
    if column.share_in(CURRENCIES) < 0.95 or not 1 <= column.distinct <= 20:
        return None
    return Guess(column.name, "currency", "its values are codes of currencies", 0.9)


def _blank_codes(column: Column) -> tuple[str, ...]:
    return ("0",) if 0 in column.numbers and min(column.numbers) == 0 else ()
