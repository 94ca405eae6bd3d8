"""What kind of file it is, told from its content."""

import codecs
import re
import zipfile
from pathlib import Path

from stik.errors import FileError
from stik.formats.description import Hints
from stik.formats.event_log.xes_text import root_prefix
from stik.formats.stored import content_blocks, stored_blocks

_HEAD_BYTES = 64 * 1024
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_PARQUET = b"PAR1"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"$FL2", "an SPSS file"),
    (b"<stata_dta>", "a Stata file"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"(\xb5/\xfd", "packed with zstd"),
    (b"7z\xbc\xaf", "packed with 7-Zip"),
    (b"Rar!", "packed with RAR"),
    (b"{\\rtf", "an RTF document"),
)
"""What other files begin with, and what they are."""

_MEND = "export it as CSV, XLSX, Parquet, JSON lines, XES or OCEL 2.0."
_XML = re.compile(rb"[^<]{0,4}<(?:[?!]|(?:\w+:)?log[\s>])")
_OCEL = re.compile(
    rb'\{\s*(?:"(?:objectTypes|eventTypes|objects|events)"\s*:\s*\[|.{0,60000}"objectTypes")',
    re.DOTALL,
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROL_SHARE = 0.05
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")


def recognise(path: Path, hints: Hints) -> tuple[str, str | None]:
    """Return kind and compression of the file.

    Raises
    ------
    FileError
        On an empty file and on one that is of none of the kinds.
    """
    head = _head(path, None)
    if not head.startswith(_GZIP):
        return _kind(path, head, hints), None
    packed = _head(path, "gz")
    if packed.startswith((_ZIP, _PARQUET)):
        raise FileError(
            path, "is a packed workbook or Parquet file; unpack it with 'gunzip' first."
        )
    return _kind(path, packed, hints), "gz"


def _head(path: Path, compression: str | None) -> bytes:
    blocks = content_blocks(path, compression)
    return next((block for block, _ in blocks if block), b"")[:_HEAD_BYTES]


def _kind(path: Path, head: bytes, hints: Hints) -> str:
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_ZIP):
        return _zipped_kind(path)
    if head.startswith(_OLE):
        raise FileError(path, _ole_sentence(path))
    for beginning, name in _OTHERS:
        if head.startswith(beginning):
            raise FileError(path, f"is {name}, not a table; {_MEND}")
    return _text_kind(path, head, hints)


def _zipped_kind(path: Path) -> str:
    """Return xlsx where the archive holds a workbook that Excel wrote."""
    if not zipfile.is_zipfile(path):
        raise FileError(
            path, "is an XLSX or ZIP file that was cut off; copy or export it again."
        )
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise FileError(path, "is a binary workbook (XLSB); save it as XLSX or CSV.")
    if "content.xml" in names:
        raise FileError(path, "is an OpenDocument file; save it as XLSX or CSV.")
    raise FileError(path, "is a ZIP archive, not a table; unpack it and name the file.")


def _ole_sentence(path: Path) -> str:
    if any(_ENCRYPTED in block for block in stored_blocks(path)):
        return "is protected by a password; open it in Excel and save it without."
    return "is a workbook of Excel 97-2003 (XLS); save it as XLSX or CSV."


def _text_kind(path: Path, head: bytes, hints: Hints) -> str:
    is_wide = (hints.encoding or "").lower().startswith(("utf-16", "utf16", "utf-32"))
    if is_wide or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        narrow = head.replace(b"\0", b"")
        return "xes" if _is_xes(narrow) else "csv"
    text = head.removeprefix(codecs.BOM_UTF8).strip()
    if not text:
        raise FileError(path, "is empty; export it again with answers.")
    n_control = len(head) - len(head.translate(None, _CONTROL))
    if n_control > _MOST_CONTROL_SHARE * len(head):
        raise FileError(path, f"is binary of an unknown kind, not a table; {_MEND}")
    if _is_xes(text):
        return "xes"
    if text[:100].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise FileError(path, f"is a web page or XML document, not a table; {_MEND}")
    return _text_table_kind(path, text)


def _is_xes(text: bytes) -> bool:
    """Return whether it is XML whose root is the log of XES."""
    is_page = b"<html" in text[:2000].lower()
    is_xml = _XML.match(text) is not None and not is_page
    return is_xml and root_prefix(text.decode(errors="replace")) is not None


def _text_table_kind(path: Path, text: bytes) -> str:
    if _OCEL.match(text):
        return "ocel"
    is_named_json = any(suffix in _JSON_SUFFIXES for suffix in path.suffixes)
    if text.startswith(b"[") and (is_named_json or text[1:].lstrip()[:1] == b"{"):
        raise FileError(
            path,
            "is one JSON list; write one object a line, such as with 'jq -c .[]'.",
        )
    if text.startswith(b"{") and (is_named_json or b'":' in text or b'" :' in text):
        return "jsonl"
    return "csv"
