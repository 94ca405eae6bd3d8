"""What the numbers rest on, in words: the period, the answers, how fresh they are."""

from datetime import date, datetime

from stik.report.markup import Markup, element, join
from stik.report.periods import RANGE, period_name
from stik.report.story import Basis, Precision, Story
from stik.report.words import Words


def period_covered(words: Words, basis: Basis) -> str:
    """Return the first to the last day, as precisely as the dates are known."""
    if basis.first_date is None or basis.last_date is None:
        return words.say("no dates")
    first = _moment(words, basis.first_date, basis.precision)
    last = _moment(words, basis.last_date, basis.precision)
    return first if first == last else f"{first}{RANGE}{last}"


def period_told(words: Words, story: Story) -> str:
    """Return the period that the findings, standings and drivers are about."""
    if story.period is None:
        return period_covered(words, story.basis)
    return period_name(words, story.period)


def told_of_period(words: Words, story: Story, summary: str) -> str:
    """Return a summary with the period it is about before it, where there is one."""
    if story.period is None and story.basis.first_date is None:
        return summary
    return f"{period_told(words, story)}: {summary}"


def basis_line(words: Words, story: Story) -> Markup:
    """Return the line under the title: what the report rests on, and how fresh."""
    basis = story.basis
    parts: list[object] = [words.count("{n} answer", "{n} answers", basis.n_answers)]
    if basis.n_answers:
        parts.insert(0, element("strong", period_covered(words, basis)))
    if basis.n_customers is not None:
        parts.append(words.count("{n} customer", "{n} customers", basis.n_customers))
    if basis.n_files:
        parts.append(words.count("{n} file", "{n} files", basis.n_files))
    if basis.scope:
        parts.append(words.say("only {filter}", filter=basis.scope))
    return element("p", join(parts, " · "), class_="basis")


def freshness(words: Words, story: Story) -> Markup:
    """Return when the report was made and how old the latest answer is."""
    made = words.say("Made on {day}.", day=words.day(story.made_at.date()))
    return element(
        "p", join([made, latest(words, story.basis, story.made_at)], " "), class_="grey"
    )


def latest(words: Words, basis: Basis, made_at: datetime) -> str | None:
    """Return how old the latest answer is, where its date is known."""
    last = basis.last_date
    if last is None:
        return None
    if basis.precision != "day":
        moment = _moment(words, last, basis.precision)
        return words.say("Latest answers: {period}.", period=moment)
    age = max((made_at.date() - last).days, 0)
    return words.count(
        "Latest answer: {day}, {n} day earlier.",
        "Latest answer: {day}, {n} days earlier.",
        age,
        day=words.day(last),
    )


def _moment(words: Words, day: date, precision: Precision) -> str:
    if precision == "year":
        return str(day.year)
    return words.month(day) if precision == "month" else words.day(day)
