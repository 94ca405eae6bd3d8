"""What customers are, and what is no fact about them at all."""

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words
from stik.intake.guesses.steps import leans_up, steps_of
from stik.intake.guesses.survey import Survey

_DAYS = ("date", "day", "month", "datum", "dan", "data")
_PERSON = frozenset(("gender", "age", "income", "background"))
_NAMES = frozenset(
    ("name", "ime", "imie", "vards", "full name", "recipient name", "nombre")
)
_GROUPS = frozenset(
    ("promoter", "passive", "detractor", "promoters", "passives", "detractors")
)


def nothing(column: Column) -> Guess | None:
    """Return a guess for a column that says the same in every row, or nothing."""
    if column.filled == 0:
        return Guess(column.name, "ignore", "it is empty", 1.0)
    if "moment" in column.topics and column.date_writing is not None:
        return None
    if column.distinct == 1 and column.rows > 5:
        return Guess(
            column.name, "ignore", "it says the same wherever it says anything", 0.93
        )
    return None


def tool(column: Column) -> Guess | None:
    """Return a guess for what the survey tool writes for itself."""
    if words(column.name) in _NAMES:
        return Guess(column.name, "ignore", "it holds people's names", 0.8)
    if 2 <= column.distinct <= len(_GROUPS) and column.share_in(_GROUPS) > 0.9:
        reason = "it repeats the recommendation as promoters and detractors"
        return Guess(column.name, "ignore", reason, 0.97)
    if "tool" in column.topics:
        return Guess(column.name, "ignore", "the survey tool wrote it for itself", 0.83)
    return None


def codes_of_comments(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for comments that were turned into numbers."""
    if not column.is_numeric or not column.is_whole or column.distinct < 3:
        return None
    if column.topics & {"rating", "satisfaction", "recommend", "moment"}:
        return None
    if "comment" in column.topics and column.name not in survey.batteries:
        return Guess(
            column.name, "ignore", "its name speaks of comments, it holds codes", 0.8
        )
    if column.filled_share < 0.3 and column.is_question_code and column.distinct > 8:
        return Guess(
            column.name, "ignore", "it holds codes of a few rows, many of them", 0.6
        )
    return None


def trait(column: Column) -> Guess | None:
    """Return a guess for what a customer is or has."""
    topics = column.topics
    if topics & {"satisfaction", "rating", "agreement"}:
        return None
    if topics & _PERSON:
        said = min(topics & _PERSON)
        about = {"background": "a circumstance of life"}.get(said, said)
        return _trait(column, f"its name speaks of {about}", 0.78)
    if "relation" in topics and column.distinct_share < 0.5:
        if column.is_numeric and column.distinct > 30 and "quantity" in topics:
            return None
        return _trait(column, "its name speaks of a kind or a group", 0.58)
    return None


def small_group(column: Column) -> Guess | None:
    """Return a guess for a column of few values with no other meaning."""
    few = column.distinct <= max(12, 0.15 * column.filled) and column.distinct <= 100
    if not few or column.distinct < 2 or column.mean_words > 6:
        return None
    if not column.is_numeric:
        return _trait(column, f"it has {column.distinct} different texts", 0.54)
    if column.distinct > 12 or not column.is_whole or column.filled_share < 0.3:
        return None
    if words(column.name).endswith(_DAYS) or _may_be_rating(column):
        return None
    reason = f"it has {column.distinct} codes, no rating by their looks"
    return _trait(column, f"{reason}; say in 'values' what they mean", 0.51)


def _may_be_rating(column: Column) -> bool:
    """Return whether numbers look like a long scale: then better no guess at all."""
    steps = steps_of([column.numbers])
    return bool(steps and steps.count >= 7 and leans_up(column.numbers, steps))


def named_text(column: Column) -> Guess | None:
    """Return a guess for short texts that repeat, such as names of places."""
    if column.is_numeric or column.mean_words > 6 or column.distinct_share > 0.7:
        return None
    return _trait(column, "its texts are short and repeat", 0.505)


def _trait(column: Column, reason: str, strength: float) -> Guess:
    return Guess(column.name, "trait", reason, strength, missing=column.no_answers)
