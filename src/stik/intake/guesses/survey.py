"""A sample of a survey as a whole: its columns, and which of them belong together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from stik.intake.guesses.column import Column
from stik.intake.guesses.labels import Labels, read_labels
from stik.intake.guesses.siblings import Siblings, batteries

SAMPLED_ROWS = 2_000
"""How many rows of a file are looked at, spread over its first ones."""

_LABEL_ROWS = 3


@dataclass(frozen=True)
class Survey:
    """What the rules look at; `labels` are rows that repeat the questions' wording."""

    columns: tuple[Column, ...]
    labels: Labels

    @classmethod
    def of(cls, table: pa.Table) -> "Survey":
        """Return what a sample of rows shows."""
        labels = read_labels(table)
        answers = table.slice(labels.rows)
        columns = tuple(
            Column.of(
                name,
                answers.column(position),
                position=position,
                wording=labels.wording.get(name, ""),
            )
            for position, name in enumerate(table.column_names)
        )
        return cls(columns, labels)

    @cached_property
    def batteries(self) -> Mapping[str, Siblings]:
        """Return the battery of every column that is one of a battery."""
        return batteries(self.columns)

    @cached_property
    def is_coded(self) -> bool:
        """Return whether most columns hold numbers, as exports of codes do."""
        filled = [column for column in self.columns if column.filled]
        return sum(column.is_numeric for column in filled) > 0.7 * len(filled)


def spread(table: pa.Table) -> pa.Table:
    """Return the first rows and others at equal distances: files may be sorted."""
    step = -(-table.num_rows // SAMPLED_ROWS)
    first = range(min(_LABEL_ROWS, table.num_rows))
    rows = sorted({*first, *range(0, table.num_rows, max(1, step))})
    return table.take(pa.array(rows, pa.int64()))
