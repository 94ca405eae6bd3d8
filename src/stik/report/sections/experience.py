"""What experience do we offer? The numbers of the experience as a whole."""

from stik.report import values
from stik.report.basis import period_told
from stik.report.frames import caption, explained, section, table_figure
from stik.report.markup import Markup
from stik.report.once import once
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sentences import briefly, sureness, tell
from stik.report.story import Finding, Story
from stik.report.tables import Column, Table
from stik.report.vocabulary import definition, measure_name, metric_name
from stik.report.words import Words

NAME = "experience"
_FURTHER = 4


def answer(words: Words, story: Story) -> Answer:
    """Return the main number in a sentence, the next ones briefly."""
    question = words.say("What experience do we offer?")
    if not story.findings:
        return unknown_answer(words, question, what=NAME, why=story.why(NAME))
    main, *others = story.findings
    number, estimate = main.estimate.value, main.estimate
    if number is None:
        why = values.reason_of(estimate)
        return unknown_answer(words, question, what=NAME, why=why)
    return Answer(
        question,
        "unknown" if estimate.has_too_few else "same",
        words.say("Too few to tell") if estimate.has_too_few else None,
        tell(words, main.measure, number),
        (
            _sureness(words, story, main),
            *(briefly(words, each) for each in others[:_FURTHER]),
        ),
        NAME,
    )


def _sureness(words: Words, story: Story, main: Finding) -> Markup:
    interval = values.interval(words, main.measure, main.estimate)
    period = period_told(words, story)
    return sureness(words, interval=interval, n=main.estimate.n, period=period)


def evidence(words: Words, story: Story) -> Markup | None:
    """Return the table of all numbers with what each of them is."""
    if not story.findings:
        return None
    title = words.say("The experience as a whole")
    head = caption(title, period_told(words, story))
    each_metric = once(story.findings, key=lambda each: each.measure.metric)
    return section(
        NAME,
        words.say("What experience do we offer?"),
        table_figure(words, head=head, shown=_table(words, story, title)),
        *(_definition(words, each) for each in each_metric),
    )


def _table(words: Words, story: Story, title: str) -> Table:
    return Table(
        title,
        (
            Column(words.say("Measure"), "name"),
            Column(words.say("Value")),
            Column(words.say("95% interval")),
            Column(words.say("Answers")),
        ),
        tuple(_row(words, each) for each in story.findings),
        (
            ("metric", "question", "value", "low", "high", "n", "unknown"),
            *(_raw(each) for each in story.findings),
        ),
    )


def _row(words: Words, finding: Finding) -> tuple[object, ...]:
    measure, estimate = finding.measure, finding.estimate
    return (
        measure_name(words, measure),
        values.shown(words, measure, estimate),
        values.interval(words, measure, estimate),
        words.number(estimate.n),
    )


def _raw(finding: Finding) -> tuple[str | float | None, ...]:
    measure, found = finding.measure, finding.estimate
    return (
        measure.metric,
        measure.question,
        found.value,
        found.low,
        found.high,
        found.n,
        found.unknown,
    )


def _definition(words: Words, finding: Finding) -> Markup:
    measure = finding.measure
    title = words.say("What is “{name}”?", name=metric_name(words, measure))
    return explained(title, definition(words, measure))
