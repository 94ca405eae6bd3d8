"""Did other kinds of answers come in on one side of a comparison than on the other?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stik.insights.cells import CellKey
from stik.insights.comparison import corrected
from stik.insights.mix.comparing import (
    LEFT_OUT_AT_MOST,
    MOVED,
    P_MOVED,
    MixChange,
    mix_change,
    together,
)
from stik.insights.pair import Pair, Pairs
from stik.insights.reading import Reading
from stik.terms.counts import Counts
from stik.terms.estimate import N_UNKNOWN
from stik.terms.inquiry import Inquiry

LOOKED_AT = ("channel", "unit", "language", "source")
"""Whose mix is looked at wherever two sides are compared."""

NOT_SAID = "not said"


@dataclass(frozen=True)
class MovedMix:
    """One row of a comparison in which the mix of `by` changed, and by how much.

    `widest` is the kind whose part changed most; `part` and `part_before` are its
    share of the answers, 0 to 1, on the side asked about and on the other.
    `comparable` is the part of both sides' answers, 0 to 1, in kinds that have enough
    of them on either.
    """

    by: str
    row: Mapping[str, str | None]
    moved: float
    widest: str
    part: float
    part_before: float
    p_corrected: float
    comparable: float

    @property
    def is_comparable(self) -> bool:
        """Return whether the sides can be compared at the same mix."""
        return self.comparable >= 1 - LEFT_OUT_AT_MOST


def kinds_of(
    inquiry: Inquiry, reading: Reading, *, by: str
) -> dict[CellKey, dict[str, Counts]]:
    """Return the answers of each row of an inquiry by their kind.

    Answers whose kind is not known are a kind of their own (`NOT_SAID`).
    """
    found: dict[CellKey, dict[str, Counts]] = {}
    parts = reading.cells(replace(inquiry, by=(*inquiry.by, by)), counts_people=False)
    for cell in parts:
        kinds = found.setdefault((cell.groups[:-1], cell.period), {})
        name = NOT_SAID if cell.groups[-1] is None else cell.groups[-1]
        known = kinds.get(name)
        kinds[name] = cell.counts if known is None else together([known, cell.counts])
    return found


def looked_at(found: Pairs) -> tuple[str, ...]:
    """Return the dimensions whose mix may differ between the two sides.

    Not those that rows are grouped by, compared by, or narrowed to one value of.
    """
    asked = found.inquiry
    compared_by = (asked.compare or "").partition("=")[0]
    fixed = {name for name, values in asked.where.items() if len(values) == 1}
    fixed |= {*asked.groups, compared_by}
    return tuple(name for name in LOOKED_AT if name not in fixed)


def moved_mixes(found: Pairs, reading: Reading) -> list[MovedMix]:
    """Return where the mix moved beyond chance and by enough to matter, widest first.

    Beyond chance is said after the correction for the number of mixes looked at
    (Benjamini-Hochberg); rows with fewer than 30 answers on a side are passed over.
    """
    changes = [
        each for name in looked_at(found) for each in _changes(found, reading, by=name)
    ]
    p_corrected = corrected([each.mix.p for each in changes])
    moved = [
        _moved(each, p, found.inquiry)
        for each, p in zip(changes, p_corrected, strict=True)
        if p is not None and p < P_MOVED and (each.mix.moved or 0.0) >= MOVED
    ]
    return sorted(moved, key=lambda each: -each.moved)


@dataclass(frozen=True)
class _Change:
    """How the mix of `by` changed in one row: the answers by kind of its two sides."""

    by: str
    pair: Pair
    before: Mapping[str, Counts]
    after: Mapping[str, Counts]
    mix: MixChange


def _changes(found: Pairs, reading: Reading, *, by: str) -> list[_Change]:
    """Return how the mix of one dimension changed in each row that may tell."""
    if not any(pair.before for pair in found.pairs):
        return []
    now = kinds_of(found.inquiry, reading, by=by)
    is_same = found.other == found.inquiry
    earlier = now if is_same else {**now, **kinds_of(found.other, reading, by=by)}
    changes = []
    for pair in found.pairs:
        if pair.before is None:
            continue
        before = earlier[pair.before.groups, pair.before.period]
        after = now[pair.cell.groups, pair.cell.period]
        if len({*before, *after}) > 1:
            changes.append(_Change(by, pair, before, after, mix_change(before, after)))
    return changes


def _moved(change: _Change, p_corrected: float, inquiry: Inquiry) -> MovedMix:
    widest = change.mix.widest or NOT_SAID
    return MovedMix(
        by=change.by,
        row=change.pair.cell.key(inquiry),
        moved=change.mix.moved or 0.0,
        widest=widest,
        part=_part(change.after, widest),
        part_before=_part(change.before, widest),
        p_corrected=p_corrected,
        comparable=_comparable(change.before, change.after),
    )


def _comparable(before: Mapping[str, Counts], after: Mapping[str, Counts]) -> float:
    """Return the part of the answers in kinds that can be compared with themselves."""
    weight = shared = 0.0
    for name in {*before, *after}:
        sides = [kinds[name] for kinds in (before, after) if name in kinds]
        both = float(sum(each.weight.sum() for each in sides))
        weight += both
        if len(sides) == 2 and min(each.total for each in sides) >= N_UNKNOWN:
            shared += both
    return shared / weight if weight else 0.0


def _part(kinds: Mapping[str, Counts], name: str) -> float:
    counted = {kind: counts.total for kind, counts in kinds.items()}
    return counted.get(name, 0) / sum(counted.values())


def moved_notes(moved: Sequence[MovedMix], *, n_rows: int) -> list[str]:
    """Return in words how far the mix moved: one note for each dimension."""
    notes = []
    for by in dict.fromkeys(each.by for each in moved):
        rows = [each for each in moved if each.by == by]
        where = ""
        if n_rows > 1:
            name = " / ".join(each or NOT_SAID for each in rows[0].row.values())
            where = f" in {len(rows)} of {n_rows} rows, most in {name}"
        notes.append(f"the mix of {by} moved{where}: {_said(rows[0])}")
    return notes


def _said(moved: MovedMix) -> str:
    return (
        f"{moved.widest} is {moved.part:.0%} of the answers, against "
        f"{moved.part_before:.0%}; {_what_to_do(moved)}"
    )


def _what_to_do(moved: MovedMix) -> str:
    if moved.is_comparable:
        return f"stik same-mix --by {moved.by} compares like with like"
    if not moved.comparable:
        return f"no {moved.by} is on both sides, so like cannot be compared with like"
    return (
        f"only {moved.comparable:.0%} of the answers are of a {moved.by} on both "
        "sides, too few to compare like with like"
    )


def moved_told(moved: Sequence[MovedMix], found: Pairs) -> dict[str, Any]:
    """Return which mixes were looked at and which moved, as plain values."""
    return {
        "looked_at": list(looked_at(found)),
        "moved": [
            {
                "by": each.by,
                "row": dict(each.row),
                "moved": each.moved,
                "p_corrected": each.p_corrected,
                "widest": each.widest,
                "part": each.part,
                "part_before": each.part_before,
                "comparable": each.comparable,
            }
            for each in moved
        ],
    }
