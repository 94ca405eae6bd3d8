"""The segmentations of a programme file: by which rules customers are parted."""

from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of
from stik.terms.inquiry import ANSWER_COLUMNS, FACT_DIMENSIONS
from stik.terms.period import GRAINS
from stik.terms.segmentation import KINDS, MEASURES, Condition, Segment, Segmentation

_TAKEN = frozenset((*FACT_DIMENSIONS, *GRAINS, *ANSWER_COLUMNS))


def segmentation_of(name: str, entry: Entry) -> Segmentation:
    """Return the segmentation `name` written at `entry`."""
    fields = Fields.of_term(entry, Segmentation, without="name")
    if name in _TAKEN:
        entry.complain(f"'{name}' is a column of every answer; name it otherwise.")
    segments = fields.named("segments", _segment)
    _check_order(segments, fields)
    return Segmentation(
        name,
        kind=fields.read("kind", lambda below: one_of(below, known=KINDS)) or "segment",
        label=fields.label("label"),
        segments=segments,
    )


def _check_order(segments: tuple[Segment, ...], fields: Fields) -> None:
    """Note a problem where a segment comes after one that takes everybody."""
    for place, segment in enumerate(segments[:-1]):
        if not segment.when:
            fields.written["segments"].complain(
                f"'{segment.name}' has no condition and takes everybody: "
                f"'{segments[place + 1].name}' after it stays empty; put it last."
            )


def _segment(name: str, entry: Entry) -> Segment:
    fields = Fields.of_term(entry, Segment, without="name")
    return Segment(
        name,
        label=fields.label("label"),
        when=tuple(condition_of(each) for each in fields.items("when")),
        needs=fields.texts("needs"),
        expects=fields.texts("expects"),
        touchpoints=fields.references("touchpoints", section="touchpoints"),
    )


def condition_of(entry: Entry) -> Condition:
    """Return the condition written at `entry`."""
    fields = Fields.of_term(entry, Condition)
    condition = Condition(
        trait=fields.text("trait"),
        measure=fields.read("measure", lambda below: one_of(below, known=MEASURES)),
        touchpoint=fields.reference("touchpoint", section="touchpoints"),
        channel=fields.reference("channel", section="channels"),
        days=fields.read("days", lambda below: below.count(of="days")),
        is_any=fields.texts("is_any"),
        at_least=fields.read("at_least", Entry.number),
        below=fields.read("below", Entry.number),
    )
    problem = _problem(condition)
    if problem is not None:
        entry.complain(problem)
    return condition


def _problem(condition: Condition) -> str | None:
    """Return what is wrong with a condition and the mend, or None."""
    if (condition.trait is None) == (condition.measure is None):
        return "names one of 'trait' and 'measure'; write exactly one of them."
    has_range = condition.at_least is not None or condition.below is not None
    if not has_range and not condition.is_any:
        return "says nothing to hold; add 'is_any: […]', 'at_least: …' or 'below: …'."
    if condition.measure is not None and condition.is_any:
        return "a measure is a number; write 'at_least: …' or 'below: …'."
    of_interactions = (condition.touchpoint, condition.channel, condition.days)
    if condition.trait is not None and of_interactions != (None, None, None):
        return "'touchpoint', 'channel' and 'days' belong to a measure, not a trait."
    if condition.measure == "recency_days" and condition.days is not None:
        return "'recency_days' counts the days itself; leave 'days' out."
    return None
