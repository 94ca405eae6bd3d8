"""When it happened: dates, times of day and years."""

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import SURE_ENOUGH, Guess
from stik.intake.guesses.survey import Survey


def occurred(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for a column of dates."""
    writing = column.date_writing
    if writing is None:
        return None
    strength = _strength(column)
    written = writing.format or "year-month-day"
    reason = f"its cells are dates written as {written}"
    if strength < SURE_ENOUGH and _is_only_date(column, survey):
        strength = 0.55
        reason += "; no other column tells when"
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


def _strength(column: Column) -> float:
    """Return how much the header speaks for the date of the answer."""
    strength = 0.55
    if "moment_of_answer" in column.topics:
        strength += 0.25
    elif "moment" in column.topics:
        strength += 0.15
    if "moment_of_other" in column.topics:
        strength -= 0.3
    if "moment_of_start" in column.topics:
        strength -= 0.12
    if "age" in column.topics or column.filled_share < 0.5:
        strength -= 0.4
    return strength


def _is_only_date(column: Column, survey: Survey) -> bool:
    """Return whether no other column has dates, and it is no date of birth."""
    dates = [each for each in survey.columns if each.date_writing is not None]
    return (
        dates == [column] and "age" not in column.topics and column.filled_share >= 0.5
    )


def other_date(column: Column) -> Guess | None:
    """Return a guess for a date or a time that is not the row's own."""
    if column.date_writing is not None:
        return Guess(
            column.name, "ignore", "it is a date beside the one of the answer", 0.51
        )
    if column.clock_writing is not None:
        return Guess(column.name, "ignore", "it is a time of day without a date", 0.6)
    return None


def year(column: Column) -> Guess | None:
    """Return a guess for a column of years."""
    is_year = column.is_numeric and all(1990 <= year <= 2050 for year in column.numbers)
    if not is_year or "year" not in column.topics or "age" in column.topics:
        return None
    return Guess(
        column.name, "occurred", "it holds years", 0.52, format="%Y", precision="year"
    )
