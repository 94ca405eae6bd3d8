"""A first draft of a mapping for a file never seen, each guess with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from stik.formats.source_file import SourceFile, sample_rows
from stik.intake.guesses.contest import guesses
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.mapping_text import mapping_text
from stik.intake.guesses.survey import Survey

SAMPLED_ROWS = 2_000
"""How many rows of a file are looked at, spread over its first ones."""

_FIRST_ROWS = 20_000
_LABEL_ROWS = 3


@dataclass(frozen=True)
class Suggestion:
    """What the columns of a file may mean, in the file's order.

    `wording` holds the questions where the file repeats them in `label_rows` rows
    below its header.
    """

    source: str
    guesses: tuple[Guess, ...]
    label_rows: int
    wording: Mapping[str, str]
    file: SourceFile | None = None

    def of(self, column: str) -> Guess:
        """Return the guess for a column."""
        return next(guess for guess in self.guesses if guess.column == column)

    def to_toml(self) -> str:
        """Return a mapping that loads as it is, each guess with its reason.

        Columns of role `blank` and `ignore` are named in comments, with why.
        """
        return mapping_text(
            self.guesses,
            source=self.source,
            wording=self.wording,
            label_rows=self.label_rows,
            file=self.file,
        )


def suggest(table: pa.Table, *, source: str) -> Suggestion:
    """Return what the columns of a sample may mean.

    Parameters
    ----------
    table
        One row per response, every column text, null where a cell is empty; two
        hundred rows or more make good guesses.
    source
        The name that the survey gets in the mapping.

    Examples
    --------
    >>> table = pa.table({"nps": [str(n % 11) for n in range(200)]})
    >>> suggest(table, source="spring").of("nps").scale
    'nps_0_10'
    """
    survey = Survey.of(table)
    return Suggestion(
        source, guesses(survey), survey.labels.rows, survey.labels.wording
    )


def suggest_file(file: SourceFile, *, source: str | None = None) -> Suggestion:
    """Return what the columns of a file may mean, from a sample of its first rows.

    Without `source` the survey is named after the file.
    """
    table = sample_rows(file, _FIRST_ROWS)
    found = suggest(_spread(table), source=source or suggested_source(file.path))
    return replace(found, file=file)


def _spread(table: pa.Table) -> pa.Table:
    """Return the first rows and others at equal distances: files may be sorted."""
    step = -(-table.num_rows // SAMPLED_ROWS)
    first = range(min(_LABEL_ROWS, table.num_rows))
    rows = sorted({*first, *range(0, table.num_rows, max(1, step))})
    return table.take(pa.array(rows, pa.int64()))


def suggested_source(path: Path) -> str:
    """Return a name for the survey in a file: the file's, without its endings."""
    return path.name.split(".")[0]
