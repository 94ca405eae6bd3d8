"""What drives it? Which parts go together with the experience as a whole."""

from stik.report import values
from stik.report.basis import period_told, told_of_period
from stik.report.charts.axis import Axis, axis
from stik.report.charts.strip import bar_strip, strip_axis
from stik.report.frames import caption, note, section, table_figure
from stik.report.markup import Markup, element, fill, join
from stik.report.sections.card import Answer, unknown_answer
from stik.report.sentences import sureness
from stik.report.story import Driver, Drivers, Story
from stik.report.tables import Column, Raw, Table
from stik.report.words import Words

NAME = "drivers"
_NEXT = 2


def answer(words: Words, story: Story) -> Answer:
    """Return the strongest driver, and how much all of them explain."""
    question = words.say("What drives it?")
    found = story.drivers
    strongest = _strongest(found)
    if found is None or not strongest:
        why = found.unknown if found and found.unknown else story.why(NAME)
        return unknown_answer(words, question, what=NAME, why=why)
    if len(found.drivers) == 1:
        return unknown_answer(words, question, what=NAME, why="one_driver")
    return Answer(
        question,
        "same",
        None,
        _sentence(words, strongest[0]),
        _sureness(words, story, strongest),
        NAME,
    )


def _strongest(found: Drivers | None) -> list[Driver]:
    """Return the drivers that may be the answer, the strongest first."""
    drivers = () if found is None else found.drivers
    known = (each for each in drivers if each.share.value is not None)
    return [each for each in known if each.caution is None]


def _sentence(words: Words, first: Driver) -> Markup:
    return fill(
        words.say("“{touchpoint}” most of all: {share} of what the parts explain."),
        touchpoint=element("strong", first.touchpoint),
        share=element("strong", _percent(words, first.share.value)),
    )


def _sureness(
    words: Words, story: Story, strongest: list[Driver]
) -> tuple[Markup, ...]:
    first, *others = strongest
    interval, period = _interval(words, first), period_told(words, story)
    lines = [sureness(words, interval=interval, n=first.share.n, period=period)]
    if others:
        quoted = [
            fill(words.say("“{touchpoint}”"), touchpoint=each.touchpoint)
            for each in others[:_NEXT]
        ]
        lines.append(
            fill(words.say("Next: {touchpoints}."), touchpoints=join(quoted, ", "))
        )
    return tuple(lines)


def evidence(words: Words, story: Story) -> Markup | None:
    """Return the bars with their intervals, and what they do not prove."""
    found = story.drivers
    if found is None or not found.drivers:
        return None
    title = words.say("What goes together with “{outcome}”", outcome=found.outcome)
    head = caption(title, told_of_period(words, story, _summary(words, found)))
    return section(
        NAME,
        words.say("What drives it?"),
        table_figure(words, head=head, shown=_table(words, found, title)),
        note(
            words.say(
                "Going together is not yet proof of cause: change one part, then see "
                "whether the experience follows."
            )
        ),
    )


def _summary(words: Words, found: Drivers) -> str:
    bars = words.say(
        "Bar: share of what all parts explain together; line: 95% interval."
    )
    if found.r_square is None:
        return bars
    explained = words.say(
        "All parts together explain {share} of the differences between people.",
        share=words.percent(found.r_square),
    )
    return f"{explained} {bars}"


def _table(words: Words, found: Drivers, title: str) -> Table:
    across = _across(found)
    ticks = [words.percent(tick) for tick in across.ticks]
    scored = any(each.score and each.score_measure for each in found.drivers)
    columns = (
        Column(words.say("Touchpoint"), "name"),
        Column(words.say("Picture"), "picture", strip_axis(across, ticks)),
        Column(words.say("Share")),
        Column(words.say("95% interval")),
        Column(words.say("Answers")),
        *([Column(words.say("Its own value"))] if scored else []),
    )
    rows = tuple(_row(words, each, across) for each in found.drivers)
    return Table(
        title,
        columns,
        tuple(row[: len(columns)] for row in rows),
        (_RAW_NAMES, *(_raw(each) for each in found.drivers)),
        "cards pictured",
    )


def _across(found: Drivers) -> Axis:
    ends = [each.share.high for each in found.drivers]
    return axis([0.0, *(end for end in ends if end is not None)], ends=(0.0, 1.0))


def _row(words: Words, driver: Driver, across: Axis) -> tuple[object, ...]:
    return (
        _name(words, driver),
        bar_strip(driver.share, across=across),
        _share(words, driver),
        _interval(words, driver),
        words.number(driver.share.n),
        _score(words, driver),
    )


def _name(words: Words, driver: Driver) -> Markup:
    cautions = {
        "against": words.say("Careful: better here goes with worse as a whole"),
        "another_word": words.say("Careful: nearly the same question in other words"),
    }
    note = None
    if driver.caution is not None:
        note = element("span", cautions[driver.caution], class_="note grey")
    return join([element("span", driver.touchpoint), note])


def _share(words: Words, driver: Driver) -> Markup:
    if driver.share.value is None:
        return values.unknown(words, driver.share)
    return element("strong", _percent(words, driver.share.value))


def _score(words: Words, driver: Driver) -> object:
    if driver.score is None or driver.score_measure is None:
        return values.NOTHING
    return values.complete(words, driver.score_measure, driver.score)


def _percent(words: Words, share: float | None) -> str:
    return "?" if share is None else words.percent(share)


def _interval(words: Words, driver: Driver) -> str:
    low, high = driver.share.low, driver.share.high
    if low is None or high is None:
        return values.NOTHING
    return words.say(
        "{low} to {high}", low=words.percent(low), high=words.percent(high)
    )


_RAW_NAMES: tuple[Raw, ...] = (
    "driver",
    "share",
    "low",
    "high",
    "n",
    "unknown",
    "score",
    "score_low",
    "score_high",
    "score_n",
    "caution",
)


def _raw(driver: Driver) -> tuple[Raw, ...]:
    score = driver.score
    own = (None,) * 4 if score is None else values.raw(score)[:4]
    return (driver.touchpoint, *values.raw(driver.share), *own, driver.caution)
