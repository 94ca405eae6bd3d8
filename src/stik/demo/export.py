"""How the simulated company's survey exports look: other names in every year."""

from collections.abc import Mapping
from dataclasses import dataclass

from stik.demo.company import STEPS, TOUCHPOINTS

COMMENT = "comment"
STEP_NAMES = tuple(step.name for step in STEPS)
WHOLE_QUESTIONS = ("recommend", "satisfaction", *STEP_NAMES)

CODES: Mapping[str, str] = {
    each.name: f"TP{number:02d}" for number, each in enumerate(TOUCHPOINTS, 1)
}
"""The codes under which the company's own system knows its touchpoints."""


def aspects_of_contact() -> dict[str, tuple[str, ...]]:
    """Return what the survey after a contact asks at each touchpoint."""
    asked = {}
    for touchpoint in TOUCHPOINTS:
        aspects = ["satisfaction", "felt"]
        if touchpoint.expected is not None:
            aspects.append("expected")
        if touchpoint.asks_effort:
            aspects.append("effort")
        asked[touchpoint.name] = tuple(aspects)
    return asked


CONTACT_ASPECTS: Mapping[str, tuple[str, ...]] = aspects_of_contact()


@dataclass(frozen=True)
class Export:
    """One year's survey tool: names, dates, and what stands for no answer.

    `contact_pattern` and `whole_pattern` make a column's name from the touchpoint
    and the aspect; `aspects` are the tool's words for the aspects.
    """

    year: int
    delimiter: str
    date_format: str
    missing: str
    response: str
    date: str
    customer: str
    channel: str
    unit: str
    language: str
    contact_pattern: str
    whole_pattern: str
    aspects: Mapping[str, str]

    def contact_column(self, touchpoint: str, aspect: str) -> str:
        """Return the column of a question of the survey after a contact."""
        return self.contact_pattern.format(
            code=CODES[touchpoint], name=touchpoint, aspect=self.aspects[aspect]
        )

    def whole_column(self, question: str) -> str:
        """Return the column of a question of the survey of the whole."""
        return self.whole_pattern.format(
            name=question, number=(*WHOLE_QUESTIONS, COMMENT).index(question) + 1
        )


EXPORTS = (
    Export(
        year=2024,
        delimiter=";",
        date_format="%d.%m.%Y",
        missing="99",
        response="ResponseNo",
        date="Date",
        customer="CustomerNo",
        channel="Channel",
        unit="Team",
        language="Lang",
        contact_pattern="{code}_{aspect}",
        whole_pattern="V{number}",
        aspects={
            "satisfaction": "SAT",
            "felt": "EMO",
            "expected": "EXP",
            "effort": "EFF",
            COMMENT: "TXT",
        },
    ),
    Export(
        year=2025,
        delimiter=",",
        date_format="%Y-%m-%d",
        missing="",
        response="response_id",
        date="answered_on",
        customer="customer",
        channel="channel",
        unit="unit",
        language="language",
        contact_pattern="{name}_{aspect}",
        whole_pattern="{name}",
        aspects={
            "satisfaction": "satisfaction",
            "felt": "feeling",
            "expected": "expectation",
            "effort": "ease",
            COMMENT: "comment",
        },
    ),
    Export(
        year=2026,
        delimiter=",",
        date_format="%m/%d/%Y",
        missing="n/a",
        response="Response ID",
        date="Date of answer",
        customer="Customer number",
        channel="Channel",
        unit="Regional team",
        language="Language of survey",
        contact_pattern="{aspect} [{name}]",
        whole_pattern="The whole: {name}",
        aspects={
            "satisfaction": "How satisfied were you?",
            "felt": "How did it feel?",
            "expected": "How good did you expect it to be?",
            "effort": "How easy was it?",
            COMMENT: "In your own words",
        },
    ),
)
