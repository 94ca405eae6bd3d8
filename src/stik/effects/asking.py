"""Did it work, asked of a workspace: each initiative of the programme, judged."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa

from stik.effects.fading import next_check
from stik.effects.initiative import Initiative
from stik.effects.judging import Judged, judged
from stik.errors import StikError
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.metrics.registry import metric as metric_called
from stik.rollups.registrations import Promise, registrations
from stik.terms.inquiry import Inquiry
from stik.terms.proposal import Proposal

DEFINITION = (
    "Whether each initiative had the effect that was expected of it when it was "
    "registered, before it began: keep, change, stop, or cannot tell yet."
)
NOT_VERIFIED = "not verified"
"""The word for what was registered too late, or not at all, or cannot be measured."""

NOT_BEGUN = "not begun"

_COLUMNS = {
    "initiative": pa.string(),
    "owner": pa.string(),
    "measure": pa.string(),
    "unit": pa.string(),
    "begins_on": pa.date32(),
    "registered_on": pa.date32(),
    "expected": pa.float64(),
    "comparison": pa.string(),
    "word": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "p": pa.float64(),
    "n_before": pa.int64(),
    "n": pa.int64(),
    "n_more": pa.int64(),
    "counted": pa.string(),
    "method": pa.string(),
    "sentence": pa.string(),
    "checks": pa.list_(pa.string()),
    "notes": pa.list_(pa.string()),
    "has_faded": pa.bool_(),
    "next_check_on": pa.date32(),
    "unknown": pa.string(),
}


def initiatives_result(inquiry: Inquiry, reading: Reading, *, today: str) -> Result:
    """Return each initiative of the programme with its verdict, in their order.

    `today` is a day as ISO text; whole months (or weeks) before it count. `value` is
    the effect with its interval, null where `unknown` says why; `n_before` and `n` are
    numbers of what `counted` says: answers, months of counts, or units that begin one
    after another. `word` is keep, change, stop, cannot tell yet, not begun, or not
    verified.
    """
    day = date.fromisoformat(today)
    known = registrations(reading.run, until=reading.snapshot.snapshot)
    rows = [
        _row(proposal, reading, registered_on=known.get(_promise(proposal)), today=day)
        for proposal in reading.programme().initiatives
    ]
    told = explained(
        {"definition": DEFINITION, "notes": [], "n": len(rows)},
        inquiry,
        asked=asked(inquiry, insight="initiatives", today=today),
        snapshot=reading.snapshot,
    )
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(_COLUMNS.items())))
    return Result("initiatives", "effect", table, told)


def _promise(proposal: Proposal) -> Promise:
    return proposal.name, proposal.digest


def _row(
    proposal: Proposal, reading: Reading, *, registered_on: date | None, today: date
) -> dict[str, Any]:
    names = ("owner", "measure", "begins_on", "expected", "comparison")
    row = {name: getattr(proposal, name) for name in names}
    row |= {"initiative": proposal.name, "registered_on": registered_on}
    if registered_on is None:
        reason = "it is not registered yet: 'stik initiatives PLACE register' does."
        return {**row, "word": NOT_VERIFIED, "sentence": reason, "unknown": reason}
    try:
        initiative = _initiative(proposal, registered_on)
        if today < proposal.begins_on:
            reason = f"it begins on {proposal.begins_on}"
            begins = {"word": NOT_BEGUN, "sentence": f"{reason}.", "unknown": reason}
            return {**row, **begins}
        found = judged(proposal, initiative, reading, today=today)
    except StikError as error:
        reason = str(error)
        return {**row, "word": NOT_VERIFIED, "sentence": reason, "unknown": reason}
    check = next_check(proposal.begins_on, last_checked=today)
    unit = None if proposal.counted else metric_called(proposal.measure).unit
    return {**row, **_told(found), "unit": unit, "next_check_on": check}


def _initiative(proposal: Proposal, registered_on: date) -> Initiative:
    return Initiative(
        proposal.name,
        measure=proposal.measure,
        scope=proposal.scope,
        registered_on=registered_on,
        begins_on=proposal.begins_on,
        expected=proposal.expected,
        comparison="ratio" if proposal.comparison == "ratio" else "difference",
        control=proposal.control,
        owner=proposal.owner,
        hypothesis=proposal.hypothesis,
    )


def _told(found: Judged) -> dict[str, Any]:
    verdict = found.verdict
    effect = asdict(verdict.effect)
    names = ("value", "low", "high", "p", "n_before", "counted", "unknown")
    return {
        **{name: effect[name] for name in names},
        "word": verdict.word,
        "n": verdict.effect.n_after,
        "n_more": verdict.n_more,
        "method": found.method,
        "sentence": verdict.sentence,
        "checks": [check.sentence for check in verdict.checks],
        "notes": list(verdict.notes),
        "has_faded": found.has_faded,
    }
