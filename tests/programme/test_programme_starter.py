"""The first programme, the example and the reference page are valid as they are."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stik.metrics.registry import METRICS
from stik.programme.file import check_programme, read_programme
from stik.programme.starter import starter_programme
from stik.terms.benchmark import BENCHMARK_KINDS, METHODS, Benchmark
from stik.terms.channel import Channel
from stik.terms.component import COMPONENTS, Component
from stik.terms.goal import CLASSIC_GOALS, DIRECTIONS, Goal, Scope
from stik.terms.journey import PROMISE_UNITS, Expectation, Journey, Phase, Step
from stik.terms.margin import Margin
from stik.terms.owner import Owner
from stik.terms.programme import Programme
from stik.terms.touchpoint import Touchpoint
from stik.terms.unit import Unit

_ROOT = Path(__file__).parents[2]
_EXAMPLE = _ROOT / "examples" / "programme.yaml"
_PAGE = _ROOT / "docs" / "reference" / "programme.md"
_METRICS = [metric.name for metric in METRICS]
_TERMS = (
    Component,
    Owner,
    Unit,
    Channel,
    Touchpoint,
    Journey,
    Phase,
    Step,
    Expectation,
    Goal,
    Scope,
    Benchmark,
    Margin,
)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(st.text())
def test_the_starter_is_valid_whatever_the_company_is_called(tmp_path_factory, name):
    path = tmp_path_factory.mktemp("place") / "programme.yaml"
    path.write_bytes(starter_programme(name).encode("utf-8"))

    assert check_programme(path, metrics=_METRICS) == []


def test_the_starter_names_the_company_in_its_vision():
    assert 'vision: "Every customer of Čaša & Co: ' in starter_programme("Čaša & Co:")


def test_the_starter_is_valid_with_every_note_taken_into_use(tmp_path):
    text = starter_programme("Example airport")
    used = re.sub(r"^(  )# ", r"\1", text, flags=re.MULTILINE)
    path = tmp_path / "programme.yaml"
    path.write_text(used, encoding="utf-8")

    assert check_programme(path, metrics=_METRICS) == []
    assert [each.name for each in read_programme(path).touchpoints] == ["checkout"]
    assert [each.metric for each in read_programme(path).goals] == ["nps"]


def test_the_example_is_valid_and_shows_every_section():
    assert check_programme(_EXAMPLE, metrics=_METRICS) == []

    programme = read_programme(_EXAMPLE)

    assert [
        each.name for each in fields(Programme) if not getattr(programme, each.name)
    ] == []


def test_the_examples_of_the_reference_page_make_one_valid_programme(tmp_path):
    blocks = re.findall(
        r"```yaml\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    path = tmp_path / "programme.yaml"
    path.write_text("".join(blocks), encoding="utf-8")

    assert check_programme(path, metrics=_METRICS) == []
    programme = read_programme(path)
    assert [
        each.name for each in fields(Programme) if not getattr(programme, each.name)
    ] == []


@pytest.mark.parametrize("term", _TERMS, ids=lambda term: term.__name__)
def test_every_field_is_described_on_the_reference_page(term):
    page = _PAGE.read_text(encoding="utf-8")
    missing = [each.name for each in fields(term) if f"| `{each.name}` |" not in page]

    assert missing in ([], ["name"])


@pytest.mark.parametrize("section", [each.name for each in fields(Programme)])
def test_every_section_is_described_on_the_reference_page(section):
    assert f"\n## `{section}`\n" in _PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word", [*COMPONENTS, *DIRECTIONS, *CLASSIC_GOALS, *BENCHMARK_KINDS, *METHODS]
)
def test_every_word_with_a_meaning_is_described_on_the_reference_page(word):
    assert f"`{word}`" in _PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", PROMISE_UNITS)
def test_every_unit_of_a_promise_is_named_on_the_reference_page(unit):
    assert f"{unit}s" in _PAGE.read_text(encoding="utf-8")
