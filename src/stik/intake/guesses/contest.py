"""Every rule looks at every column; each column keeps the best guess it may keep."""

from collections.abc import Callable
from dataclasses import replace

from stik.intake.guesses import (
    answer_rules,
    date_rules,
    identifier_rules,
    other_rules,
    row_rules,
    worded_rules,
    yes_no_rules,
)
from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import ONLY_ONE, SURE_ENOUGH, Guess
from stik.intake.guesses.shared_codes import with_shared_codes
from stik.intake.guesses.survey import Survey

COLUMN_RULES: tuple[Callable[[Column], Guess | None], ...] = (
    other_rules.nothing,
    other_rules.tool,
    row_rules.weight,
    date_rules.other_date,
    date_rules.year,
    identifier_rules.identifier,
    row_rules.channel,
    row_rules.language,
    row_rules.touchpoint,
    row_rules.currency,
    worded_rules.worded,
    yes_no_rules.yes_no,
    answer_rules.quantity,
    answer_rules.verbatim,
    other_rules.trait,
    other_rules.small_group,
    other_rules.named_text,
)
"""Rules that look at one column."""

SURVEY_RULES: tuple[Callable[[Column, Survey], Guess | None], ...] = (
    date_rules.occurred,
    row_rules.unit,
    row_rules.amount,
    worded_rules.numbered,
    answer_rules.rating,
    other_rules.codes_of_comments,
)
"""Rules that look at a column among the others."""

_SINGLE = (*ONLY_ONE, "key")


def guesses(survey: Survey) -> tuple[Guess, ...]:
    """Return one guess per column, of role `blank` where none is sure enough."""
    ranked = [_ranked(column, survey) for column in survey.columns]
    while _drop_a_loser(ranked):
        pass
    chosen = tuple(
        _with_look_alikes(options[0], column) if options else _blank(column)
        for options, column in zip(ranked, survey.columns, strict=True)
    )
    return with_shared_codes(_with_clock(chosen, survey))


def _ranked(column: Column, survey: Survey) -> list[Guess]:
    found = [rule(column) for rule in COLUMN_RULES]
    found += [rule(column, survey) for rule in SURVEY_RULES]
    sure = [guess for guess in found if guess and guess.strength >= SURE_ENOUGH]
    return sorted(sure, key=lambda guess: -guess.strength)


def _drop_a_loser(ranked: list[list[Guess]]) -> bool:
    """Take a role that only one column can have away from the weaker of two."""
    holder: dict[str, list[Guess]] = {}
    for options in ranked:
        role = options[0].role if options else ""
        if role not in _SINGLE:
            continue
        other = holder.setdefault(role, options)
        if other is not options:
            loser = options if options[0].strength <= other[0].strength else other
            _lose(loser)
            return True
    return False


def _lose(options: list[Guess]) -> None:
    lost = options.pop(0)
    if lost.role in {"key", "customer", "journey_instance"}:
        reason = f"another column is a likelier {lost.role}"
        options[:] = [Guess(lost.column, "ignore", reason, 0.6)]


def _with_look_alikes(guess: Guess, column: Column) -> Guess:
    """Say which texts are taken for codes though they read like no answer."""
    if not column.look_alikes or guess.role in {"ignore", "blank"}:
        return guess
    codes = ", ".join(column.look_alikes)
    reason = f"{codes} is taken for a code like the others, not for no answer"
    return replace(guess, reason=f"{guess.reason}; {reason}")


def _blank(column: Column) -> Guess:
    if column.is_numeric and column.distinct > 16:
        reason = f"it has {column.distinct} different numbers, of what is not clear"
    elif column.is_numeric:
        reason = f"it has {column.distinct} different codes, of what is not clear"
    else:
        reason = f"it has {column.distinct} different texts, of what is not clear"
    return Guess(column.name, "blank", reason, 0.0)


def _with_clock(chosen: tuple[Guess, ...], survey: Survey) -> tuple[Guess, ...]:
    """Join the time of day that stands beside the date to it."""
    places = [i for i, guess in enumerate(chosen) if guess.role == "occurred"]
    if not places or chosen[places[0]].precision != "day":
        return chosen
    place = places[0]
    for beside in (place + 1, place - 1):
        if 0 <= beside < len(chosen) and chosen[beside].role == "ignore":
            clock = survey.columns[beside].clock_writing
            if clock is not None:
                return _joined(chosen, place, beside, clock)
    return chosen


def _joined(
    chosen: tuple[Guess, ...], place: int, beside: int, clock: str
) -> tuple[Guess, ...]:
    date = chosen[place]
    joined = replace(
        date,
        format=f"{date.format or '%Y-%m-%d'} {clock}",
        precision="second",
        reason=f"{date.reason}, with the time beside them",
        clock=chosen[beside].column,
    )
    time = replace(
        chosen[beside],
        role="occurred",
        reason=f"it is the time that belongs to '{date.column}'",
    )
    return tuple({place: joined, beside: time}.get(i, g) for i, g in enumerate(chosen))
