"""Benchmarks asked of a workspace: each beside what our own answers measure."""

from stik.insights.benchmarks.beside import beside
from stik.insights.benchmarks.rows import benchmark_rows
from stik.insights.focus import check_names
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.insights.telling import left_out, left_out_notes
from stik.programme.file import programme_of_text
from stik.terms.inquiry import Inquiry

BENCHMARKS = (
    "Each figure of others beside ours on the same question and scale, of the same "
    "days: ours less theirs, real when the corrected p-value is below 0.05."
)


def benchmarks_result(inquiry: Inquiry, reading: Reading, *, written: str) -> Result:
    """Return the benchmarks written in a programme's text, each beside ours.

    Raises
    ------
    QuestionError
        When the inquiry names what there is no answer of.
    """
    reading.check_dimensions(inquiry)
    check_names(inquiry, reading.entries)
    benchmarks = programme_of_text(written).benchmarks
    found = [beside(each, inquiry, reading) for each in benchmarks]
    missed = [
        note
        for each in found
        if each.ours
        for note in left_out_notes(left_out(each.ours.asked, reading))
    ]
    details = {
        "definition": BENCHMARKS,
        "confidence": 0.95,
        "compared": {
            "comparisons": sum(each.lead.p is not None for each in found),
            "correction": "Benjamini-Hochberg, real below 0.05",
        },
        "notes": [*dict.fromkeys((*(n for e in found for n in e.notes), *missed))],
    }
    told = explained(
        details,
        inquiry,
        asked=asked(inquiry, insight="benchmarks", written=written),
        snapshot=reading.snapshot,
    )
    units = {each.figure.metric.unit for each in found if each.figure}
    unit = units.pop() if len(units) == 1 else "mixed"
    return Result("benchmarks", unit, benchmark_rows(found), told)
