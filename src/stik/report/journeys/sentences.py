"""What a picture of a journey says: its labels, its key, what it leaves out."""

from stik.report.journeys.choosing import Arrow, Chosen, Step
from stik.report.journeys.judging import BETTER, WORSE, Judged, Outcome
from stik.report.journeys.lettering import duration
from stik.report.words import Words

MARKS = {
    WORSE: "\N{BLACK DOWN-POINTING TRIANGLE}",
    BETTER: "\N{BLACK UP-POINTING TRIANGLE}",
}
AGAIN = "\N{CLOCKWISE OPEN CIRCLE ARROW}"
_SURELY_SOME = 0.001


def outer_names(words: Words) -> tuple[str, str]:
    """Return what stands where journeys begin, and where they end."""
    return words.say("Start"), words.say("End")


def visits(words: Words, step: Step) -> str:
    """Return how often a step was visited."""
    return words.count("{n} visit", "{n} visits", step.n_visits)


def outcome_told(words: Words, outcome: Outcome | None, judged: Judged) -> str | None:
    """Return the outcome of a step in one line; None where it is not known."""
    if outcome is None or judged.value is None:
        return None
    written = (
        words.percent(judged.value)
        if outcome.is_share
        else words.number(judged.value, decimals=1)
    )
    if outcome.is_more_better:
        said = words.say("score {value}", value=written)
    else:
        said = words.say("later left: {share}", share=written)
    if judged.has_too_few:
        return f"{said} ({words.say('too few to tell')})"
    return _marked(said, judged)


def arrow_label(words: Words, arrow: Arrow) -> str:
    """Return the count of an arrow and its median time: 1,893 · 2 d."""
    parts = [words.number(arrow.n)]
    if arrow.median_seconds is not None:
        parts.append(duration(words, arrow.median_seconds))
    return _marked(" · ".join(parts), arrow.judged)


def arrow_told(words: Words, arrow: Arrow, outcome: Outcome | None) -> str:
    """Return everything about an arrow, for whoever points at it."""
    start, end = outer_names(words)
    here = start if arrow.step is None else arrow.step
    there = end if arrow.next_step is None else arrow.next_step
    told = [f"{here} → {there}: {arrow_label(words, arrow)}"]
    felt = outcome_told(words, outcome, arrow.judged)
    return ", ".join([*told, felt] if felt else told)


def summary(words: Words, chosen: Chosen) -> str:
    """Return what the picture shows, for those who cannot see it."""
    if not chosen.steps:
        return words.say("No step was taken yet.")
    shown = words.say(
        "{steps} and {arrows}, from top to bottom.",
        steps=words.count("{n} step", "{n} steps", len(chosen.steps)),
        arrows=words.count("{n} arrow", "{n} arrows", len(chosen.arrows)),
    )
    most = next((arrow for arrow in chosen.arrows if arrow.is_onward), None)
    if most is None:
        return shown
    taken = words.say(
        "Most often {step} is followed by {next}.",
        step=most.step,
        next=most.next_step,
    )
    return f"{shown} {taken}"


def key(words: Words, chosen: Chosen, *, has_rising: bool) -> tuple[str, ...]:
    """Return how to read the picture and what it leaves out, one sentence each."""
    if not chosen.steps:
        return (summary(words, chosen),)
    if chosen.counts_customers:
        read = words.say(
            "Line width and first number: customers; from Start and to End: journeys. "
            "Then the median time to the next step."
        )
    else:
        read = words.say(
            "Line width and first number: journeys. "
            "Then the median time to the next step."
        )
    told = [read]
    if has_rising:
        told.append(words.say("Dashed line: back to an earlier step."))
    if any(arrow.is_loop for arrow in chosen.arrows):
        again = words.say("the same step once more.")
        told.append(f"{AGAIN} {again}")
    return (*told, *_marks(words, chosen), left_out(words, chosen))


def _marks(words: Words, chosen: Chosen) -> list[str]:
    judged = [step.judged for step in chosen.steps]
    judged += [arrow.judged for arrow in chosen.arrows]
    found = {each.verdict for each in judged}
    said = {
        WORSE: words.say("really worse than the mean of all."),
        BETTER: words.say("really better than the mean of all."),
    }
    return [f"{MARKS[verdict]} {said[verdict]}" for verdict in said if verdict in found]


def left_out(words: Words, chosen: Chosen) -> str:
    """Return what is not drawn: how many steps and arrows, and how much they carry."""
    missing = []
    if chosen.n_steps_left:
        n = words.count("{n} step", "{n} steps", chosen.n_steps_left)
        share = _share(words, chosen.visits_left)
        missing.append(words.say("{steps} ({share} of visits)", steps=n, share=share))
    if chosen.n_arrows_left:
        n = words.count("{n} arrow", "{n} arrows", chosen.n_arrows_left)
        share = _share(words, chosen.moves_left)
        missing.append(words.say("{arrows} ({share} of moves)", arrows=n, share=share))
    if not missing:
        return words.say("Every step and every arrow is drawn.")
    return words.say("Not drawn: {missing}.", missing="; ".join(missing))


def _share(words: Words, share: float) -> str:
    if 0 < share < _SURELY_SOME:
        return f"< {words.percent(_SURELY_SOME, decimals=1)}"
    return words.percent(share, decimals=1)


def _marked(said: str, judged: Judged) -> str:
    return said if judged.verdict is None else f"{MARKS[judged.verdict]} {said}"
