"""What is held of a person in a form to take along: a table a file, in one archive."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa

from stik.formats.written.csv_bytes import csv_bytes


def as_archive(held: Mapping[str, pa.Table]) -> bytes:
    """Return a ZIP with a CSV of each table that has rows."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as opened:
        for table, rows in held.items():
            if rows.num_rows:
                written = b"".join(csv_bytes([rows], rows.schema))
                opened.writestr(f"{table}.csv", written)
    return archive.getvalue()
