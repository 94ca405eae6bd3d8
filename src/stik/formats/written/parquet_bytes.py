"""Rows as one Parquet file, written while it is sent: its end says what is in it."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq


class _Sent:
    """A file that can only be written on; what was written is taken away at once."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._n_bytes = 0

    def write(self, content: bytes) -> int:
        """Take bytes; Arrow may use its memory anew afterwards."""
        copied = bytes(content)
        self._waiting.append(copied)
        self._n_bytes += len(copied)
        return len(copied)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._n_bytes

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Do nothing: what was written is still to be taken."""

    def taken(self) -> bytes:
        """Return what was written since it was last taken."""
        content = b"".join(self._waiting)
        self._waiting.clear()
        return content


def parquet_bytes(parts: Iterable[pa.Table], schema: pa.Schema) -> Iterator[bytes]:
    """Yield a Parquet file of rows: a row group for each part."""
    sent = _Sent()
    with pq.ParquetWriter(pa.PythonFile(sent, mode="w"), schema) as writer:
        for part in parts:
            writer.write_table(part.cast(schema))
            yield sent.taken()
    yield sent.taken()
