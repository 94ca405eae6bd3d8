"""Small columns of answers, drawn the same each time, and what is made of them."""

import random

import pyarrow as pa

from stik.intake.suggest import Suggestion, suggest

ROWS = 300


def suggested(**columns: list[str | None]) -> Suggestion:
    table = pa.table(
        {name: pa.array(texts, pa.string()) for name, texts in columns.items()}
    )
    return suggest(table, source="survey")


def drawn(*texts: str, shares: list[float] | None = None) -> list[str]:
    return random.Random(7).choices(texts, weights=shares, k=ROWS)


def ratings(*extra: str) -> list[str]:
    shares = [0.03, 0.07, 0.2, 0.4, 0.2, *[0.1 / max(1, len(extra))] * len(extra)]
    return drawn("1", "2", "3", "4", "5", *extra, shares=shares)
