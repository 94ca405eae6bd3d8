"""Bytes packed with gzip as they come."""

import zlib
from collections.abc import Iterable, Iterator

_GZIP = 31


def packed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts as one gzip file."""
    packer = zlib.compressobj(wbits=_GZIP)
    for part in parts:
        yield packer.compress(part)
    yield packer.flush()
