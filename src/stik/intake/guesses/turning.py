"""Scales whose lowest number is the best answer: turned, or asked about."""

from dataclasses import replace

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.legend import Legend
from stik.intake.guesses.steps import Steps

_MOST_TURNED = 21


def turned(guess: Guess, column: Column, steps: Steps, legend: Legend | None) -> Guess:
    """Return the guess of a rating, turned where its lowest number is the best.

    It becomes blank, with the question, where that is not clear.
    """
    is_turned = _is_turned(column, steps, legend)
    if is_turned is False:
        return guess
    can_turn = column.is_whole and steps.count <= _MOST_TURNED
    if is_turned is None or not can_turn:
        return _asked(guess, steps, legend)
    reason = f"{legend}: the lowest is the best, so the values are turned"
    given = guess.values or {str(n): str(n) for n in range(steps.low, steps.high + 1)}
    values = {
        text: str(steps.low + steps.high - int(value)) for text, value in given.items()
    }
    return replace(guess, values=values, reason=f"{guess.reason}; {reason}")


def _is_turned(column: Column, steps: Steps, legend: Legend | None) -> bool | None:
    if legend is not None and legend.tells_of(low=steps.low, high=steps.high):
        return legend.is_turned(low=steps.low, high=steps.high)
    return None if "turned" in column.topics else False


def _asked(guess: Guess, steps: Steps, legend: Legend | None) -> Guess:
    said = f"'{legend}'" if legend else "its name"
    low, high = steps.low, steps.high
    reason = (
        f"it looks like {guess.scale}, but is {low} or {high} the best answer? {said} "
        f"does not say. Write it under [answers]; if {low} is the best, with "
        f'values = {{ "{low}" = {high}, … "{high}" = {low} }}'
    )
    return Guess(guess.column, "blank", reason, guess.strength)
