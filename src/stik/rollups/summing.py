"""Summing up: what batches counted of a rollup becomes part of each of its levels."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stik.facts.levels import FINEST, LEVELS, Level
from stik.facts.schema import BASE, COUNTED
from stik.rollups.coarsening import coarsened
from stik.rollups.merging import merged, n_cells
from stik.rollups.stretches import rows_in

FEW_ROWS = 50_000
"""So few rows are read so quickly that no coarser level of them saves anything."""

Files = Sequence[str]
Contents = dict[str, pa.Table | pa.RecordBatchReader]


@dataclass(frozen=True)
class Summing:
    """One rollup to be summed up: the files that batches `counted`, and those `summed`.

    A level with more than `most_rows` rows is given up, but of the base. What waits its
    turn lies in `folder`.
    """

    rollup: str
    counted: Files
    summed: Mapping[Level, Files]
    most_rows: int
    folder: Path

    def contents(self) -> Contents:
        """Return the tables to put in place at once; none where all is given up.

        What was kept of the rollup and is not among them is kept no longer.
        """
        files = self._files()
        kept = [level for level in files if self._is_worth_it(level, files[level])]
        tables = {level.table_of(self.rollup): files[level] for level in kept}
        contents: Contents = {
            name: merged(name, rows, spill_folder=self.folder / name)
            for name, rows in tables.items()
        }
        if contents:
            contents[self.rollup] = COUNTED[self.rollup].empty_table()
        return contents

    def _files(self) -> dict[Level, Files]:
        """Return the files whose rows, added up, are those of each level.

        A level that is not kept is summed up from the finest, or missing with it.
        """
        if self.summed and FINEST not in self.summed:
            return self._with_added(self.summed)
        finest: dict[Level, Files] = {
            FINEST: [*self.summed.get(FINEST, ()), *self.counted]
        }
        if _n_rows(finest[FINEST]) <= FEW_ROWS:
            return finest
        kept = {level: of for level, of in self.summed.items() if level != FINEST}
        anew = [level for level in LEVELS[:-1] if level not in kept]
        return finest | self._with_added(kept) | self._laid(finest[FINEST], anew)

    def _with_added(self, kept: Mapping[Level, Files]) -> dict[Level, Files]:
        """Return the files of levels with what batches counted since."""
        laid = self._laid(self.counted, list(kept))
        return {level: [*kept[level], *added] for level, added in laid.items()}

    def _laid(self, files: Files, levels: Sequence[Level]) -> dict[Level, Files]:
        """Lay the rows of files on disk, as each of some coarser levels has them."""
        paths = {level: str(self.folder / f"{level}.parquet") for level in levels}
        schema = COUNTED[self.rollup]
        with ExitStack() as opened:
            writers = {
                level: opened.enter_context(pq.ParquetWriter(path, schema))
                for level, path in paths.items()
            }
            for part in rows_in(self.rollup, files) if levels else ():
                for level, rows in coarsened(self.rollup, part, levels=levels):
                    writers[level].write_table(rows.cast(schema))
        return {level: [path] for level, path in paths.items()}

    def _is_worth_it(self, level: Level, files: Files) -> bool:
        if self.rollup == BASE or _n_rows(files) <= self.most_rows:
            return True
        return n_cells(level.table_of(self.rollup), files) <= self.most_rows


def _n_rows(files: Files) -> int:
    return sum(pq.read_metadata(file).num_rows for file in files)
