"""The mappings of the simulated company's files, as TOML that people can read."""

import json
from collections.abc import Iterable, Mapping

from stik.demo.company import JOURNEY, SOURCE, TIME_ZONE, TRAITS
from stik.demo.export import (
    CODES,
    COMMENT,
    CONTACT_ASPECTS,
    STEP_NAMES,
    Export,
)
from stik.demo.opinions import CSAT, EFFORT, EMOTION, EXPECTATION, NPS, RATING
from stik.demo.whole_survey import OVERALL
from stik.terms.scale import Scale

_ASPECT_SCALES: Mapping[str, Scale] = {
    "satisfaction": CSAT,
    "felt": EMOTION,
    "expected": EXPECTATION,
    "effort": EFFORT,
}


def customer_mapping() -> str:
    """Return the mapping of the customers' traits."""
    traits = (f"{name} = {_quoted(name)}" for name in TRAITS)
    return _joined(
        _head("Who the customers are", key="customer_no"),
        "[row]",
        'customer = "customer_no"',
        'occurred = { column = "customer_since", precision = "day" }',
        "",
        "[traits]",
        *traits,
    )


def interaction_mapping() -> str:
    """Return the mapping of what happened: one interaction a row."""
    codes = ", ".join(f"{code} = {_quoted(name)}" for name, code in CODES.items())
    return _joined(
        _head("What happened, from the company's own system", key="event_id"),
        "[row]",
        'customer = "customer_no"',
        'occurred = { column = "happened_at", precision = "second" }',
        f'touchpoint = {{ column = "code", values = {{ {codes} }} }}',
        'channel = "channel"',
        'unit = "team"',
        f'journey = {{ column = "process", values = {{ FIBRE = "{JOURNEY}" }} }}',
        'journey_instance = "order_no"',
        'amount = "amount"',
        'currency = { constant = "EUR" }',
    )


def contact_mapping(export: Export) -> str:
    """Return the mapping of one year of the survey after a contact."""
    answers = (
        _answer(
            f"{touchpoint}_{aspect}",
            column=export.contact_column(touchpoint, aspect),
            touchpoint=touchpoint,
            scale=_ASPECT_SCALES[aspect],
            missing=export.missing,
        )
        for touchpoint, aspects in CONTACT_ASPECTS.items()
        for aspect in aspects
    )
    comments = (
        _comment(
            f"{touchpoint}_{COMMENT}",
            column=export.contact_column(touchpoint, COMMENT),
            touchpoint=touchpoint,
        )
        for touchpoint in CONTACT_ASPECTS
    )
    title = f"The survey after a contact, {export.year}"
    return _survey(export, title, [*answers, *comments])


def whole_mapping(export: Export) -> str:
    """Return the mapping of one year of the survey of the experience as a whole."""
    questions = [("recommend", OVERALL, NPS), ("satisfaction", OVERALL, CSAT)]
    questions += [(name, name, RATING) for name in STEP_NAMES]
    answers = (
        _answer(
            question,
            column=export.whole_column(question),
            touchpoint=touchpoint,
            scale=scale,
            missing=export.missing,
        )
        for question, touchpoint, scale in questions
    )
    comment = _comment(COMMENT, column=export.whole_column(COMMENT), touchpoint=OVERALL)
    title = f"The half-yearly survey of the whole, {export.year}"
    return _survey(export, title, [*answers, comment])


def _survey(export: Export, title: str, questions: Iterable[str]) -> str:
    return _joined(
        _head(title, key=export.response),
        "[file]",
        f"delimiter = {_quoted(export.delimiter)}",
        "",
        "[row]",
        f"customer = {_quoted(export.customer)}",
        f"occurred = {{ column = {_quoted(export.date)}, "
        f'format = {_quoted(export.date_format)}, precision = "day" }}',
        f"channel = {_quoted(export.channel)}",
        f"unit = {_quoted(export.unit)}",
        f"language = {_quoted(export.language)}",
        "",
        *questions,
    )


def _head(title: str, *, key: str) -> str:
    return _joined(
        f"# {title}, of a simulated company: nobody in it exists.",
        f'source = "{SOURCE}"',
        f'time_zone = "{TIME_ZONE}"',
        f"key = [{_quoted(key)}]",
    )


def _answer(
    question: str, *, column: str, touchpoint: str, scale: Scale, missing: str
) -> str:
    return _joined(
        f"[answers.{question}]",
        f"column = {_quoted(column)}",
        f"touchpoint = {_quoted(touchpoint)}",
        f"scale = {_quoted(scale.name)}",
        *([f"missing = [{_quoted(missing)}]"] if missing else []),
    )


def _comment(question: str, *, column: str, touchpoint: str) -> str:
    return _joined(
        f"[verbatims.{question}]",
        f"column = {_quoted(column)}",
        f"touchpoint = {_quoted(touchpoint)}",
    )


def _joined(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML string; JSON's is one."""
    return json.dumps(text, ensure_ascii=False)
