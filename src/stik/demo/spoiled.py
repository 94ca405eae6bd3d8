"""Rows spoiled on purpose: each cannot become a fact, for another reason."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spoiled:
    """A copy of a file's first row with one cell that cannot be right.

    `key` is the number the copy gets; None keeps the first row's own, so that a row
    already taken in comes again with other content.
    """

    file: str
    key: str | None
    column: str
    value: str
    why: str


SPOILED = (
    Spoiled("interactions", "E900001", "happened_at", "yesterday", "no date"),
    Spoiled("interactions", "E900002", "amount", "49 or so", "no number"),
    Spoiled("after_contact_2024", "K24-900001", "Date", "31.02.2024", "no such day"),
    Spoiled("after_contact_2025", "K25-900001", "order_satisfaction", "7", "of 5"),
    Spoiled("after_contact_2025", None, "shop_satisfaction", "1", "changed row"),
    Spoiled("whole_2025", "W25-900001", "recommend", "11", "of 10"),
    Spoiled("whole_2026", "W26-900001", "Date of answer", "13/13/2026", "no month 13"),
)


def spoiled_rows(file: str, first: Mapping[str, str]) -> list[list[str]]:
    """Return the spoiled rows of a file, made from its first row by column."""
    rows = []
    for spoiled in SPOILED:
        if spoiled.file == file:
            row = dict(first)
            row[next(iter(row))] = spoiled.key or next(iter(row.values()))
            row[spoiled.column] = spoiled.value
            rows.append(list(row.values()))
    return rows
