"""What traits say, as days, as numbers, and as whether a condition holds."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.terms.counts import Booleans, Floats
from stik.terms.segmentation import Condition

_DAY = r"^\s*\d{4}-\d{2}-\d{2}"
_NUMBER = r"^\s*-?\d+(?:[.,]\d+)?\s*$"


def days_said(texts: pa.ChunkedArray) -> Floats:
    """Return days such as 2026-05-31 as days since 1970, NaN where there is none.

    What comes after the day, such as a time, is left out.

    >>> days_said(pa.chunked_array([["1970-01-03", "2. 1. 1970", None]])).tolist()
    [2.0, nan, nan]
    """
    written = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(texts), 0, 10)
    is_day = pc.match_substring_regex(written, _DAY)
    moments = pc.strptime(
        pc.if_else(is_day, written, None),
        format="%Y-%m-%d",
        unit="s",
        error_is_null=True,
    )
    return _floats(moments.cast(pa.date32()).cast(pa.int32()))


def numbers_said(texts: pa.ChunkedArray) -> Floats:
    """Return texts as numbers, NaN where one is none.

    >>> numbers_said(pa.chunked_array([["12", "1,5", "two", None]])).tolist()
    [12.0, 1.5, nan, nan]
    """
    is_number = pc.match_substring_regex(texts, _NUMBER)
    plain = pc.utf8_trim_whitespace(pc.replace_substring(texts, ",", "."))
    return _floats(pc.if_else(is_number, plain, None).cast(pa.float64()))


def holds(condition: Condition, texts: pa.ChunkedArray) -> Booleans:
    """Return of whom a condition on a trait holds; of what is not known it does not."""
    found = np.ones(len(texts), dtype=bool)
    if condition.is_any:
        among = pc.is_in(texts, value_set=pa.array(condition.is_any, pa.string()))
        found &= among.to_numpy(zero_copy_only=False).astype(bool)
    if condition.at_least is not None or condition.below is not None:
        numbers = numbers_said(texts).tolist()
        found &= np.array(
            [condition.holds_at(number) for number in numbers], dtype=bool
        )
        found &= np.isfinite(numbers)
    return found


def are_known(texts: pa.ChunkedArray) -> Booleans:
    """Return of whom something is known."""
    known: Booleans = pc.is_valid(texts).to_numpy(zero_copy_only=False)
    return known


def _floats(values: pa.ChunkedArray) -> Floats:
    found: Floats = pc.fill_null(values.cast(pa.float64()), np.nan).to_numpy()
    return found
