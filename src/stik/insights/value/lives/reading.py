"""The lives of customers, read as the programme says where they stand in the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import QuestionError, UnknownDimension
from stik.insights.reading import Reading
from stik.insights.value.lives.known import EPOCH, NO_DAYS, Lives, last_day
from stik.insights.value.lives.said import are_known, days_said, holds, numbers_said
from stik.programme.file import programme_of_text
from stik.rollups.lives import (
    in_order,
    last_interaction,
    said_of_each,
    with_everybody,
    with_segment_now,
)
from stik.terms.counts import Floats
from stik.terms.inquiry import FACT_DIMENSIONS, Inquiry
from stik.terms.lifetime import Lifetime

NOBODY_LEFT = (
    "nothing says who has left; name a trait, such as --left status=gone or --left-on "
    "end_date (lifetime=…), or write lifetime in programme.yaml."
)


@dataclass(frozen=True)
class Asked:
    """Customers as an inquiry asks for them; `also` are further traits or segments."""

    inquiry: Inquiry
    reading: Reading
    lifetime: Lifetime
    also: Sequence[str] = ()


def lifetime_written(written: str) -> Lifetime:
    """Return the lifetime of a programme written as text."""
    return programme_of_text(written).lifetime or Lifetime()


def lives_of(asked: Asked) -> Lives:
    """Return the customers of whom it is known whether they have left.

    Each as last said, before the end of the period. Filters are traits and
    segmentations, as they are now.

    Raises
    ------
    QuestionError
        Where nothing says who has left, a trait or segmentation is none, a filter
        tells of answers, or a period is asked for and no days are known.
    """
    lifetime, period = asked.lifetime, asked.inquiry.period
    if not lifetime.tells_who_left:
        raise QuestionError(NOBODY_LEFT)
    if not period.is_open and not lifetime.has_days:
        raise QuestionError(f"cannot look at {period} alone: {NO_DAYS}.")
    _check(asked)
    rows = _chosen(_rows(asked), asked.inquiry)
    return _lives(rows, asked)


def said_of_customers(asked: Asked) -> pa.Table:
    """Return what is known of the customers asked for: who, and `also` by its name.

    Raises
    ------
    QuestionError
        As `lives_of`.
    """
    alone = replace(asked, lifetime=Lifetime())
    _check(alone)
    return _chosen(_rows(alone), asked.inquiry)


def lives_told(lives: Lives) -> list[str]:
    """Return in words who is left out of lives."""
    if not lives.n_unknown:
        return []
    whom = f"{lives.n_unknown:,} customers"
    return [f"left out: {whom} of whom it is not known whether they have left"]


def column_of(rows: pa.Table, name: str | None) -> pa.ChunkedArray:
    """Return what is said of a trait, all null where there is no name."""
    if name is None:
        return pa.chunked_array([pa.nulls(len(rows), pa.string())])
    return rows[name]


def _names(asked: Asked) -> list[str]:
    wanted = (*asked.lifetime.traits, *asked.also, *asked.inquiry.where)
    return list(dict.fromkeys(wanted))


def _check(asked: Asked) -> None:
    reading = asked.reading
    segmentations = [each.name for each in reading.segmentations]
    for name in asked.inquiry.where:
        if name in FACT_DIMENSIONS:
            raise QuestionError(
                f"'{name}' tells of an answer, and customers leave as a whole; filter "
                "by a trait or a segmentation."
            )
    for name in _names(asked):
        if name not in (*reading.trait_names, *segmentations):
            raise UnknownDimension(name, (*reading.trait_names, *segmentations))


def _rows(asked: Asked) -> pa.Table:
    """Return what is known of each customer, a column for each trait by its name."""
    reading, names = asked.reading, _names(asked)
    parts = {each.name: each for each in reading.segmentations}
    traits = [name for name in names if name not in parts]
    told = said_of_each(traits)
    for index, name in enumerate(names):
        if name in parts:
            told = with_segment_now(
                told,
                reading.memberships(parts[name]),
                column=f"part_{index}",
                now=reading.snapshot.recorded_at,
            )
    if asked.lifetime.left is None and asked.lifetime.joined_on is None:
        told = with_everybody(told)  # only of those who left anything is said
    rows = reading.run(in_order(told))
    called = {f"said_{index}": trait for index, trait in enumerate(traits)}
    called |= {f"part_{index}": name for index, name in enumerate(names)}
    columns = ["who", "known_on", *traits, *(name for name in names if name in parts)]
    renamed = rows.rename_columns(
        [called.get(name, name) for name in rows.column_names]
    )
    return renamed.select(columns)


def _chosen(rows: pa.Table, inquiry: Inquiry) -> pa.Table:
    for name, values in inquiry.where.items():
        among = pc.is_in(rows[name], value_set=pa.array(values, pa.string()))
        rows = rows.filter(among)
    return rows


def _lives(rows: pa.Table, asked: Asked) -> Lives:
    lifetime, period = asked.lifetime, asked.inquiry.period
    left, joined = (
        days_said(column_of(rows, name))
        for name in (lifetime.left_on, lifetime.joined_on)
    )
    said = _days(rows["known_on"])
    until = last_day(
        [left, joined, said, _days_of_facts(asked.reading)],
        not_after=asked.reading.snapshot.recorded_at.date(),
        period=period,
    )
    has_left = np.isfinite(left) & (left <= until)
    known = np.ones(len(rows), dtype=bool)
    if lifetime.left is not None:
        status = column_of(rows, lifetime.left.trait)
        known = are_known(status)
        has_left = holds(lifetime.left, status) & ~(left > until)
    elif lifetime.joined_on is not None:
        known = np.isfinite(joined)
    has_both_days = lifetime.joined_on is not None and lifetime.has_days
    has_months = lifetime.months is not None and not has_both_days
    lives = Lives(
        rows["who"].to_numpy(),
        has_left,
        joined,
        left,
        numbers_said(rows[lifetime.months]) if has_months else None,
        until=until,
        began=None if period.first_date is None else _day(period.first_date),
        said={name: rows[name] for name in rows.column_names[2:]},
        n_unknown=int((~known).sum()),
    )
    return lives.only(known)


def _days_of_facts(reading: Reading) -> Floats:
    """Return the last days on which anybody answered or anything happened."""
    happened = reading.run(last_interaction())["last_date"].to_pylist()
    answered = [entry.last_date for entry in reading.entries]
    return np.array([_day(day) for day in (*happened, *answered) if day is not None])


def _days(days: pa.ChunkedArray) -> Floats:
    numbers = days.cast(pa.date32()).cast(pa.int32()).cast(pa.float64())
    found: Floats = pc.fill_null(numbers, np.nan).to_numpy()
    return found


def _day(day: date) -> float:
    return float(day.toordinal() - EPOCH)
