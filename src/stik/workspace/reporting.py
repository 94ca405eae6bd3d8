"""The report of a workspace: what is known of it, gathered and put on one page."""

from datetime import datetime

from stik.intake.held_list import open_rows
from stik.report.gathering import Asked, Known, gather
from stik.report.page import page
from stik.report.words import words
from stik.rollups import reach
from stik.terms.programme import Programme
from stik.workspace.visible import Visible


def report_of(
    asked: Asked,
    visible: Visible,
    programme: Programme,
    *,
    now: datetime,
    language: str | None,
) -> str:
    """Return the page; see `Workspace.report`."""
    place = visible.store.place
    spoken = language or place.language
    words(spoken)
    waiting = [held[0] for held in open_rows(visible.held_back()).values()]
    reading = visible.reading()
    customers = reading.run(reach.customers())
    known = Known(
        place.name,
        tuple(reading.entries),
        n_customers=customers["n"][0].as_py(),
        n_files=len(visible.store.loads()),
        waiting=tuple(waiting),
        touchpoints=reading.found("touchpoint"),
        programme=programme,
        is_simulated=place.is_simulated,
    )
    return page(gather(asked, known, language=spoken, now=now), language=spoken)
