"""Which kind of scale a judgement is on: satisfaction, ease, recommending, others."""

from collections.abc import Sequence

from stik.intake.guesses.column import Column
from stik.intake.guesses.steps import Steps
from stik.intake.guesses.survey import Survey

_KIND_OF_TOPIC = {
    "agreement": "rating",
    "importance": "rating",
    "likelihood": "rating",
    "ease": "ces",
    "emotion": "emotion",
    "satisfaction": "csat",
    "rating": "csat",
}
_IN_WORDS = {
    "agreement": "agreement",
    "ease": "ease",
    "emotion": "a feeling",
    "expectation": "expectation",
    "importance": "importance",
    "likelihood": "likelihood",
    "rating": "a rating",
    "recommend": "recommending",
    "satisfaction": "satisfaction",
}


def in_words(topics: Sequence[str]) -> str:
    """Return topics in words."""
    return " and ".join(_IN_WORDS[topic] for topic in topics)


def kind_of(column: Column, survey: Survey, steps: Steps) -> str:
    """Return the kind of scale of a judgement on `steps`."""
    if not column.is_whole:
        return "rating"
    if (steps.low, steps.high) == (0, 10) and _is_recommending(column, survey):
        return "nps"
    battery = survey.batteries.get(column.name)
    members = [column]
    if battery:
        members = [each for each in survey.columns if each.name in battery.names]
    kind = _shared_kind(members)
    if kind is not None:
        return kind
    if "recommend" in column.topics:
        return "rating"
    if steps.low < 0:
        return "expectation" if "expectation" in column.topics else "rating"
    if steps.count >= 10 and "satisfaction" not in column.topics:
        return "rating"
    return "csat"


def _shared_kind(members: Sequence[Column]) -> str | None:
    """Return the kind that at least half of a battery speaks for."""
    for topic, kind in _KIND_OF_TOPIC.items():
        speaking = sum(topic in column.topics for column in members)
        if 2 * speaking >= len(members) and topic not in {"satisfaction", "rating"}:
            return kind
    return None


def _is_recommending(column: Column, survey: Survey) -> bool:
    if "recommend" in column.topics:
        return True
    if column.topics & set(_KIND_OF_TOPIC) or column.name in survey.batteries:
        return False
    named = any("recommend" in each.topics for each in survey.columns)
    return column.is_question_code and not named
