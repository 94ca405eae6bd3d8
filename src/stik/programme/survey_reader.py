"""The surveys of a programme file: how many were asked, and when."""

from stik.programme.entry import Entry
from stik.programme.fields import Fields
from stik.terms.period import Period
from stik.terms.survey import Survey


def survey_of(name: str, entry: Entry) -> Survey:
    """Return the survey `name` written at `entry`."""
    fields = Fields.of_term(entry, Survey, without="name")
    return Survey(
        name,
        question=fields.needed("question", Entry.text, ""),
        asked=fields.needed("asked", lambda below: below.count(of="people"), 1),
        period=fields.needed("period", Entry.period, Period()),
    )
