"""The simulated company as a folder of files, each with the mapping to load it with.

Every year's survey export has other column names, dates and missing codes, as real
ones do; a few rows are spoiled on purpose, so that something is held back.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from stik.demo.columns import (
    Columns,
    contact_columns,
    customer_columns,
    interaction_columns,
    whole_columns,
)
from stik.demo.export import EXPORTS
from stik.demo.mappings import (
    contact_mapping,
    customer_mapping,
    interaction_mapping,
    whole_mapping,
)
from stik.demo.programme import programme_text
from stik.demo.simulation import Simulated
from stik.demo.spoiled import spoiled_rows

PROGRAMME_FILE = "programme.yaml"


@dataclass(frozen=True)
class DemoFile:
    """One file of the simulated company, and its mapping beside it."""

    path: Path
    mapping: Path


@dataclass(frozen=True)
class _Content:
    name: str
    columns: Columns
    mapping: str
    delimiter: str = ","


def write_files(simulated: Simulated, *, folder: Path) -> tuple[DemoFile, ...]:
    """Write the company's files and return them in the order to load them.

    The same simulated company gives the same bytes. `programme.yaml` is written
    beside them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PROGRAMME_FILE).write_text(programme_text(), encoding="utf-8")
    return tuple(_written(content, folder) for content in _contents(simulated))


def _contents(simulated: Simulated) -> list[_Content]:
    contents = [
        _Content("customers", customer_columns(simulated), customer_mapping()),
        _Content("interactions", interaction_columns(simulated), interaction_mapping()),
    ]
    for export in EXPORTS:
        contents += [
            _Content(
                f"after_contact_{export.year}",
                contact_columns(simulated, export),
                contact_mapping(export),
                export.delimiter,
            ),
            _Content(
                f"whole_{export.year}",
                whole_columns(simulated, export),
                whole_mapping(export),
                export.delimiter,
            ),
        ]
    return contents


def _written(content: _Content, folder: Path) -> DemoFile:
    file = DemoFile(folder / f"{content.name}.csv", folder / f"{content.name}.toml")
    rows = list(zip(*(of.tolist() for of in content.columns.values()), strict=True))
    first = dict(zip(content.columns, rows[0], strict=True))
    with file.path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=content.delimiter, lineterminator="\n")
        writer.writerow(content.columns)
        writer.writerows(rows)
        writer.writerows(spoiled_rows(content.name, first))
    file.mapping.write_text(content.mapping, encoding="utf-8")
    return file
