"""The bytes of a file as they are stored, and unpacked where they are gzip."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from stik.errors import FileError

BLOCK_BYTES = 4 * 1024 * 1024
"""How much of a file is held at once."""

_PACKED_BLOCK_BYTES = 256 * 1024
_GZIP_MEMBER = 31


class Digest(Protocol):
    """Whatever takes in the stored bytes as they pass."""

    def update(self, content: bytes, /) -> None:
        """Take in the next bytes."""


def stored_blocks(
    path: Path, *, block_bytes: int = BLOCK_BYTES, digest: Digest | None = None
) -> Iterator[bytes]:
    """Return the stored bytes block by block, showing each to `digest`."""
    with path.open("rb") as stored:
        while block := stored.read(block_bytes):
            if digest is not None:
                digest.update(block)
            yield block


def content_blocks(
    path: Path, compression: str | None, *, digest: Digest | None = None
) -> Iterator[tuple[bytes, int]]:
    """Return the content block by block, each with the stored bytes behind it.

    Raises
    ------
    FileError
        On a packed file that is cut off or damaged.
    """
    if compression is None:
        done = 0
        for block in stored_blocks(path, digest=digest):
            done += len(block)
            yield block, done
        return
    packed = stored_blocks(path, block_bytes=_PACKED_BLOCK_BYTES, digest=digest)
    try:
        yield from _unpacked(packed)
    except EOFError:
        raise FileError(
            path, "is a gzip file that was cut off; copy or export it again."
        ) from None
    except zlib.error:
        raise FileError(
            path, "is a damaged gzip file; copy or export it again."
        ) from None


def _unpacked(packed_blocks: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Unpack gzip members that follow each other; raise EOFError where one is cut."""
    member = zlib.decompressobj(_GZIP_MEMBER)
    done = 0
    for packed in packed_blocks:
        done += len(packed)
        rest = packed
        while rest:
            if member.eof:
                rest = rest.lstrip(b"\0")
                member = zlib.decompressobj(_GZIP_MEMBER) if rest else member
            if rest:
                yield member.decompress(rest, BLOCK_BYTES), done
                rest = member.unconsumed_tail or member.unused_data
    while not member.eof:
        rest = member.decompress(b"", BLOCK_BYTES)
        if not rest:
            raise EOFError
        yield rest, done
