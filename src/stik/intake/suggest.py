"""A first draft of a mapping for a file never seen, each guess with its reason."""

from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from stik.formats.source_file import SourceFile, sample_rows
from stik.intake.guesses.contest import guesses
from stik.intake.guesses.event_log import event_log_guesses
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.labels import Labels
from stik.intake.guesses.long import Long, long_guesses
from stik.intake.guesses.mapping_text import mapping_text
from stik.intake.guesses.survey import Survey, spread

_FIRST_ROWS = 20_000


@dataclass(frozen=True)
class Suggestion:
    """What the columns of a file may mean, in the file's order.

    `labels` are rows below the header that repeat the questions. `long` says what a
    file asks that has one row for each answer.
    """

    source: str
    guesses: tuple[Guess, ...]
    labels: Labels
    long: Long | None = None
    file: SourceFile | None = None

    @property
    def questions(self) -> tuple[Guess, ...]:
        """Return the guesses for the questions of a long file, none in a wide one."""
        return self.long.questions if self.long else ()

    def of(self, column: str) -> Guess:
        """Return the guess for a column, or for a question of a long file."""
        every = (*self.guesses, *self.questions)
        return next(guess for guess in every if guess.column == column)

    def to_toml(self) -> str:
        """Return a mapping that loads as it is, each guess with its reason.

        Columns of role `blank` and `ignore` are named in comments, with why.
        """
        return mapping_text(
            self.guesses,
            source=self.source,
            labels=self.labels,
            long=self.long,
            file=self.file,
        )


def suggest(table: pa.Table, *, source: str) -> Suggestion:
    """Return what the columns of a sample may mean.

    Parameters
    ----------
    table
        Neighbouring rows of a file, every column text, null where a cell is empty;
        two hundred rows or more make good guesses.
    source
        The name that the survey gets in the mapping.

    Examples
    --------
    >>> table = pa.table({"nps": [str(n % 11) for n in range(200)]})
    >>> suggest(table, source="spring").of("nps").scale
    'nps_0_10'
    """
    of_log = event_log_guesses(table)
    if of_log is not None:
        return Suggestion(source, of_log, Labels())
    found = long_guesses(table)
    if found is not None:
        long, chosen = found
        return Suggestion(source, chosen, Labels(), long)
    survey = Survey.of(spread(table))
    return Suggestion(source, guesses(survey), survey.labels)


def suggest_file(file: SourceFile, *, source: str | None = None) -> Suggestion:
    """Return what the columns of a file may mean, from a sample of its first rows.

    Without `source` the survey is named after the file.
    """
    table = sample_rows(file, _FIRST_ROWS)
    found = suggest(table, source=source or suggested_source(file.path))
    return replace(found, file=file)


def suggested_source(path: Path) -> str:
    """Return a name for the survey in a file: the file's, without its endings."""
    return path.name.split(".")[0]
