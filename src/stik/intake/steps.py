"""The steps from a row of text to what it says, in order; each may hold rows back."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.intake.distinct import (
    canonical,
    column_of,
    faults_by_row,
    hashes,
    read_numbers,
    read_texts,
)
from stik.intake.draft import Draft, ReadAnswers, ReadVerbatims
from stik.intake.held import Fault, Reason
from stik.intake.mapping import AnswerColumn, FileMapping, VerbatimColumn
from stik.intake.moments import read_moments
from stik.intake.numbers import amount_parser, answer_parser, weight_parser
from stik.terms.counts import Floats, Integers
from stik.terms.scale import Scale

_PERCEPTIONS = ("csat", "rating")
_NUMBERS = {"weight": weight_parser, "amount": amount_parser}


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


def read_questions(draft: Draft) -> None:
    """Read which question each row of a long file answers."""
    long = draft.mapping.long
    if long is None:
        return
    draft.questions = read_texts(long.question, draft.table)
    wrong: dict[int, Fault] = {}
    if not long.ignores_others:
        known = {part.named for part in draft.mapping.answers}
        known |= {part.named for part in draft.mapping.verbatims}
        wrong = {
            code: _unknown_question(text)
            for code, text in enumerate(draft.questions.texts)
            if canonical(text) not in known
        }
    draft.hold(faults_by_row(draft.questions.codes, wrong))
    says_nothing = pc.is_null(column_of(long.question, draft.table)).to_numpy()
    draft.hold(dict.fromkeys(np.flatnonzero(says_nothing).tolist(), _NO_QUESTION))


def _unknown_question(named: str) -> Fault:
    return Fault(
        "long.question",
        named,
        Reason.UNKNOWN_QUESTION,
        f"the mapping has no question named '{named}'; add [answers.…] with "
        f"named = \"{named}\", or list it under 'missing' of [long] question.",
    )


_NO_QUESTION = Fault(
    "long.question",
    None,
    Reason.UNKNOWN_QUESTION,
    "the row does not say which question it answers; fill it in.",
)


def read_answers(draft: Draft) -> None:
    """Read every answer on its scale."""
    for column in draft.mapping.answers:
        parse = answer_parser(column.cell.where, column.scale)
        rows = _rows_of(column, draft)
        table = draft.table if rows is None else draft.table.take(pa.array(rows))
        values, faults = read_numbers(column.cell, table, parse=parse)
        if rows is not None:
            faults = {int(rows[index]): fault for index, fault in faults.items()}
            values = _at(rows, values, n_rows=len(draft.row))
        draft.hold(faults)
        draft.answers.append(
            ReadAnswers(column.question, column.scale, values, column.touchpoint)
        )


def _rows_of(part: AnswerColumn | VerbatimColumn, draft: Draft) -> Integers | None:
    """Return the rows of a long file that answer a question, None for all of a wide."""
    questions = draft.questions
    if questions is None:
        return None
    codes = [c for c, text in enumerate(questions.texts) if text == part.named]
    return np.flatnonzero(np.isin(questions.codes, codes))


def _at(rows: Integers, values: Floats, *, n_rows: int) -> Floats:
    spread = np.full(n_rows, np.nan)
    spread[rows] = values
    return spread


def pair_expectations(draft: Draft) -> None:
    """Add the gap, perception less expectation, where a row gives both."""
    for perceived, expected in paired(draft.mapping):
        read = {answers.question: answers for answers in draft.answers}
        steps_perceived = _steps_up(read[perceived.question])
        steps_expected = _steps_up(read[expected.question])
        draft.answers.append(
            ReadAnswers(
                f"{perceived.question}_gap",
                gap_scale(perceived.scale),
                steps_perceived - steps_expected,
                perceived.touchpoint or _own_touchpoint(perceived, draft.mapping),
            )
        )


def paired(mapping: FileMapping) -> list[tuple[AnswerColumn, AnswerColumn]]:
    """Return each perception with the expectation it can be held against.

    They share a touchpoint and the number of steps, and the touchpoint has just one
    expectation. A scale that falls below zero says how far an expectation was met:
    that is a gap by itself.
    """
    pairs = []
    for expected in mapping.answers:
        here = _own_touchpoint(expected, mapping)
        at_touchpoint = [
            a for a in mapping.answers if _own_touchpoint(a, mapping) == here
        ]
        if [a for a in at_touchpoint if _is_expectation(a.scale)] != [expected]:
            continue
        pairs += [
            (perceived, expected)
            for perceived in at_touchpoint
            if perceived.scale.kind in _PERCEPTIONS
            and _width(perceived.scale) == _width(expected.scale)
        ]
    return pairs


def _own_touchpoint(answer: AnswerColumn, mapping: FileMapping) -> str | None:
    """Return where an answer was given, None for wherever the row was."""
    if answer.touchpoint or mapping.has_touchpoint_of_row:
        return answer.touchpoint
    return answer.question


def _is_expectation(scale: Scale) -> bool:
    return scale.kind == "expectation" and scale.low is not None and scale.low >= 0


def gap_scale(scale: Scale) -> Scale:
    """Return the scale of a gap between two answers on scales as wide as `scale`."""
    return Scale("gap", -_width(scale), _width(scale))


def _width(scale: Scale) -> int:
    if scale.low is None or scale.high is None:
        return 0
    return scale.high - scale.low


def _steps_up(answers: ReadAnswers) -> Floats:
    return answers.values - float(answers.scale.low or 0)


def read_verbatims(draft: Draft) -> None:
    """Read what customers said in their own words."""
    for column in draft.mapping.verbatims:
        missing = pa.array([text.strip() for text in column.cell.missing], pa.string())
        said = column_of(column.cell, draft.table).cast(pa.string())
        said = pc.utf8_trim_whitespace(said)
        is_said = pc.and_(
            pc.fill_null(pc.not_equal(said, ""), fill_value=False),
            pc.invert(pc.is_in(said, missing)),
        )
        rows = _rows_of(column, draft)
        if rows is not None:
            is_said = pc.and_(is_said, pa.array(np.isin(np.arange(len(said)), rows)))
        draft.verbatims.append(
            ReadVerbatims(
                column.question,
                pc.if_else(is_said, said, None).combine_chunks(),
                column.touchpoint,
                column.language,
            )
        )


def read_keys(draft: Draft) -> None:
    """Hash what makes each row the same row in a newer export, and what it says."""
    if not draft.mapping.key:
        return
    key = np.zeros(len(draft.row), dtype=np.uint64)
    for place, name in enumerate(draft.mapping.key):
        key += hashes(draft.table[name], place=f"key {place}")
    content = np.zeros(len(draft.row), dtype=np.uint64)
    names = draft.table.column_names
    for name, where in draft.mapping.columns_among(names).items():
        content += hashes(draft.table[name], place=where)
    without = np.flatnonzero(key == 0).tolist()
    draft.hold(dict.fromkeys(without, _no_key(", ".join(draft.mapping.key))))
    draft.key, draft.content = key.view(np.int64), content.view(np.int64)


ONLY_KEY = "key 0"
"""The place at which a key of one column is hashed."""


def _no_key(names: str) -> Fault:
    return Fault(
        "key", "", Reason.NO_KEY, f"the row has no {names}; fill it in, it is the key."
    )


UNDERSTANDING: tuple[Callable[[Draft], None], ...] = (
    read_when,
    read_row,
    read_traits,
    read_questions,
    read_answers,
    pair_expectations,
    read_verbatims,
)
"""Every step from text to meaning."""

STEPS = (*UNDERSTANDING, read_keys)
"""Every step that needs the row alone; what follows needs what is stored already."""
