"""How a place's facts change: batches go in with what they add to each rollup."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from stik.engine.embedded import Embedded
from stik.errors import FileError
from stik.facts.counting_rows import answers_that_count, rows_of
from stik.facts.loads import Load
from stik.facts.store import Batch, Store, Writer
from stik.rollups.increments import increments
from stik.rollups.subtracting import subtracted

Batches = Callable[[Writer, Embedded], Iterable[Batch]]
"""Gives batches one by one, each made after the one before was stored."""


def take_in(store: Store, batches: Batches, *, file_hash: str, now: datetime) -> None:
    """Store the batches of a file; damage found on the way takes all of it back.

    Raises
    ------
    FileError
        When the file turns out to be damaged: then nothing of it counts.
    """
    with store.writing() as writer:
        try:
            append_all(writer, batches, now=now)
        except FileError:
            load = store.load_of(file_hash)
            if load is not None:
                writer.append(taking_back(load, writer), now=now)
            raise


def append_all(writer: Writer, batches: Batches, *, now: datetime) -> None:
    """Store batches, each with what its answers add to the rollups."""
    with Embedded() as engine:
        for batch in batches(writer, engine):
            kept = writer.latest.versions
            answers = batch.tables["answers"]
            counted = {} if batch.about else increments(answers, kept=kept)
            writer.append(replace(batch, tables={**batch.tables, **counted}), now=now)
            # The next one is made in the memory of this one.
            del batch, answers, counted


def taking_back(load: Load, writer: Writer) -> Batch:
    """Return the batch after which nothing of a load counts any more."""
    latest = writer.latest
    counted, which = answers_that_count(latest), rows_of(load.stretches)
    which = which if counted is None else which & counted
    answers = writer.store.answers_to_count(at=latest, which=which)
    return Batch(
        subtracted(answers, kept=latest.versions),
        last_sequence=latest.last_sequence,
        last_customer=latest.last_customer,
        takes_back=load.stretches,
    )
