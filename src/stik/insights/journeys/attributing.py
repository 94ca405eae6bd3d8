"""Which visit an answer is about."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.insights.journeys.steps import Steps
from stik.terms.counts import Booleans, Integers

NONE = -1


def visits_answered(steps: Steps, answers: pa.Table, *, is_whole: bool) -> Integers:
    """Return the visit that each answer is about, `NONE` where there is none.

    Rows in: `rollups.journey_answers`. It is the last visit no later than the answer:
    of the instance that the answer names, or else of its customer; at the step the
    answer is about, or (`is_whole`) at any.
    """
    at = answers["at"].cast(pa.int64()).to_numpy()
    step = np.zeros(len(at), dtype=np.int64)
    of_visit = np.zeros(len(steps), dtype=np.int64)
    if not is_whole:
        step, of_visit = _codes(answers["step"], pa.array(steps.names)), steps.step
    by_instance = _codes(answers["instance"], steps.instances)
    found = _last(
        _Told(steps.instance, of_visit, steps.at), _Told(by_instance, step, at)
    )
    by_customer = pc.fill_null(answers["customer"], 0).to_numpy()
    unnamed = np.where(answers["instance"].is_null().to_numpy(), by_customer, 0)
    others = _last(_Told(steps.customer, of_visit, steps.at), _Told(unnamed, step, at))
    return np.where((found == NONE) & (unnamed != 0), others, found)


class _Told:
    """Moments of owners at steps: arrays with one entry each."""

    def __init__(self, owner: Integers, step: Integers, at: Integers) -> None:
        self.columns = (owner, step, at)

    def __len__(self) -> int:
        return len(self.columns[0])


def _codes(texts: pa.ChunkedArray, known: pa.Array) -> Integers:
    """Return the place of each text among the known ones, `NONE` where it is none."""
    known = known.cast(pa.string())
    places = pc.index_in(texts, value_set=known)
    found: Integers = pc.fill_null(places, NONE).to_numpy().astype(np.int64)
    return found


def _last(visits: _Told, answers: _Told) -> Integers:
    """Return for each answer the last visit of its owner and step, not later."""
    n = len(visits)
    owner, step, at = (
        np.concatenate(both)
        for both in zip(visits.columns, answers.columns, strict=True)
    )
    is_answer = np.arange(len(owner)) >= n
    in_order = np.lexsort((is_answer, at, step, owner))
    sorted_answers = is_answer[in_order]
    places = np.where(sorted_answers, NONE, np.arange(len(owner)))
    last = np.maximum.accumulate(places) if len(places) else places
    before = in_order[last]
    fits: Booleans = (last != NONE) & (owner[before] == owner[in_order])
    fits &= (step[before] == step[in_order]) & (owner[in_order] != NONE)
    fits &= step[in_order] != NONE
    found = np.full(len(answers), NONE)
    rows = in_order[sorted_answers] - n
    found[rows] = np.where(fits, before, NONE)[sorted_answers]
    return found
