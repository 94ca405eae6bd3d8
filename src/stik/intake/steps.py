"""The steps from a row of text to what it says, in order; each may hold rows back."""

from collections.abc import Callable
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.intake.distinct import column_of, read_numbers, read_texts
from stik.intake.draft import Draft, ReadAnswers, ReadVerbatims
from stik.intake.held import Fault, Reason
from stik.intake.mapping import AnswerColumn
from stik.intake.moments import read_moments
from stik.intake.numbers import amount_parser, answer_parser, positive_parser
from stik.terms.counts import Integers
from stik.terms.scale import Scale

_PERCEPTIONS = ("csat", "rating")
_NUMBERS = {"weight": positive_parser, "amount": amount_parser}


def read_when(draft: Draft) -> None:
    """Read when each row occurred."""
    draft.moments, faults = read_moments(
        draft.mapping.occurred, draft.table, zones=draft.zones
    )
    draft.hold(faults)


def read_row(draft: Draft) -> None:
    """Read what each row says about itself: customer, channel, weight and so on."""
    for name, cell in draft.mapping.row.items():
        if name in _NUMBERS:
            draft.numbers[name], faults = read_numbers(
                cell, draft.table, parse=_NUMBERS[name](cell.where)
            )
            draft.hold(faults)
        else:
            draft.texts[name] = read_texts(cell, draft.table)


def read_traits(draft: Draft) -> None:
    """Read what is known of each row's customer."""
    for name, cell in draft.mapping.traits.items():
        draft.traits[name] = read_texts(cell, draft.table)


def read_answers(draft: Draft) -> None:
    """Read every answer on its scale."""
    for column in draft.mapping.answers:
        parse = answer_parser(column.cell.where, column.scale)
        values, faults = read_numbers(column.cell, draft.table, parse=parse)
        draft.hold(faults)
        draft.answers.append(
            ReadAnswers(column.question, column.scale, values, column.touchpoint)
        )


def pair_expectations(draft: Draft) -> None:
    """Add the gap, perception less expectation, where a row gives both."""
    for perceived, expected in paired(draft.mapping.answers):
        read = {answers.question: answers for answers in draft.answers}
        steps_perceived = _steps_up(read[perceived.question])
        steps_expected = _steps_up(read[expected.question])
        draft.answers.append(
            ReadAnswers(
                f"{perceived.question}_gap",
                gap_scale(perceived.scale),
                steps_perceived - steps_expected,
                perceived.touchpoint,
            )
        )


def paired(
    answers: tuple[AnswerColumn, ...],
) -> list[tuple[AnswerColumn, AnswerColumn]]:
    """Return each perception with the expectation it can be held against.

    They share a touchpoint and the number of steps, and the touchpoint has just
    one expectation.
    """
    pairs = []
    for expected in answers:
        at_touchpoint = [a for a in answers if a.touchpoint == expected.touchpoint]
        expectations = [a for a in at_touchpoint if a.scale.kind == "expectation"]
        if expectations != [expected]:
            continue
        pairs += [
            (perceived, expected)
            for perceived in at_touchpoint
            if perceived.scale.kind in _PERCEPTIONS
            and _width(perceived.scale) == _width(expected.scale)
        ]
    return pairs


def gap_scale(scale: Scale) -> Scale:
    """Return the scale of a gap between two answers on scales as wide as `scale`."""
    return Scale("gap", -_width(scale), _width(scale))


def _width(scale: Scale) -> int:
    if scale.low is None or scale.high is None:
        return 0
    return scale.high - scale.low


def _steps_up(answers: ReadAnswers) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return answers.values - float(answers.scale.low or 0)


def read_verbatims(draft: Draft) -> None:
    """Read what customers said in their own words."""
    for column in draft.mapping.verbatims:
        missing = pa.array(sorted(column.cell.missing), pa.string())
        said = pc.utf8_trim_whitespace(column_of(column.cell, draft.table))
        is_silent = pc.or_kleene(pc.equal(said, ""), pc.is_in(said, missing))
        texts = pc.if_else(pc.fill_null(is_silent, True), None, said)  # noqa: FBT003 Arrow's own signature
        draft.verbatims.append(
            ReadVerbatims(
                column.question,
                texts.combine_chunks(),
                column.touchpoint,
                column.language,
            )
        )


def read_keys(draft: Draft) -> None:
    """Hash what makes each row the same row in a newer export, and what it says."""
    if not draft.mapping.key:
        return
    keys = _joined(draft.table, draft.mapping.key)
    for index, key in enumerate(keys):
        if not key.replace("\x1f", ""):
            names = ", ".join(draft.mapping.key)
            draft.hold({index: _no_key(names)})
    draft.key = _hashes(keys)
    draft.content = _hashes(_joined(draft.table, tuple(draft.table.column_names)))


def _no_key(names: str) -> Fault:
    return Fault(
        "key", "", Reason.NO_KEY, f"the row has no {names}; fill it in, it is the key."
    )


def _joined(table: pa.Table, columns: tuple[str, ...]) -> list[str]:
    filled = [pc.fill_null(table[name], "") for name in columns]
    rows: list[str] = pc.binary_join_element_wise(*filled, "\x1f").to_pylist()
    return rows


def _hashes(texts: list[str]) -> Integers:
    digests = b"".join(blake2b(t.encode(), digest_size=8).digest() for t in texts)
    return np.frombuffer(digests, dtype=np.int64)


STEPS: tuple[Callable[[Draft], None], ...] = (
    read_when,
    read_row,
    read_traits,
    read_answers,
    pair_expectations,
    read_verbatims,
    read_keys,
)
"""Every step from text to meaning; what follows needs what is stored already."""
