"""Columns that name the customer, the response or the order."""

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words

_MANY = 50
_DESCRIBING = frozenset(
    (
        *("gender", "age", "income", "background", "relation", "rating"),
        *("satisfaction", "comment", "quantity", "amount"),
    )
)


def identifier(column: Column) -> Guess | None:
    """Return a guess for a column that names the customer, the response or the case."""
    if not _may_identify(column):
        return None
    role, whose = _whose(column)
    unique = (
        "different in every row of the sample"
        if column.is_unique
        else "hardly ever the same"
    )
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
    if column.filled_share < 0.5 or column.distinct < 5 or _is_no_name(column):
        return False
    topics = column.topics
    named = bool(topics & {"identifier", "key"}) or _ends_like_id(column)
    if topics & _DESCRIBING and not named:
        return False
    if column.distinct_share > 0.9:
        spoken_of = named or topics & {"customer", "journey_instance"}
        return bool(spoken_of) or _looks_like_code(column)
    is_many = column.distinct > _MANY
    return "customer" in topics and is_many and (named or _are_codes(column))


def _is_no_name(column: Column) -> bool:
    """Return whether the cells cannot be names of anyone or anything."""
    return (
        bool(column.topics & {"tool", "unit"} and "customer" not in column.topics)
        or (column.is_numeric and not column.is_whole)
        or column.mean_words > 2.5
        or column.date_writing is not None
    )


def _ends_like_id(column: Column) -> bool:
    return not column.is_sentence and words(column.name).endswith("id")


def _looks_like_code(column: Column) -> bool:
    """Return whether texts are long codes or addresses, each its own."""
    is_own = column.distinct_share >= 0.95 and column.mean_length >= 6
    return is_own and _are_codes(column)


def _are_codes(column: Column) -> bool:
    """Return whether texts have digits and no blanks, as `K-1042` has."""
    if column.is_numeric:
        return False
    texts = list(column.counts)[:_MANY]
    coded = sum(" " not in text and any(m.isdigit() for m in text) for text in texts)
    return coded > 0.9 * len(texts)
