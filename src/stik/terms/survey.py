"""Surveys: how many were asked, which the answers alone cannot tell."""

from dataclasses import dataclass

from stik.terms.period import Period


@dataclass(frozen=True)
class Survey:
    """One round of a survey: `asked` people were put the `question` in a period."""

    name: str
    question: str
    asked: int
    period: Period
