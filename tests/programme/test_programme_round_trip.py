"""What is written reads back the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.programme.designs import steps_of
from tests.programme.lifetimes import lifetimes, spending
from tests.programme.processes import processes, rates

from stik.errors import ProgrammeError
from stik.programme.file import check_programme, read_programme, write_programme
from stik.programme.writer import programme_yaml
from stik.terms.benchmark import BENCHMARK_KINDS, METHODS, Benchmark
from stik.terms.channel import Channel
from stik.terms.component import COMPONENTS, Component
from stik.terms.feature import Feature
from stik.terms.goal import CLASSIC_GOALS, DIRECTIONS, Goal, Scope
from stik.terms.journey import (
    PROMISE_UNITS,
    Expectation,
    Journey,
    Phase,
    Promise,
)
from stik.terms.label import Label
from stik.terms.margin import Margin
from stik.terms.owner import Owner
from stik.terms.period import GRAINS, Period
from stik.terms.programme import Programme
from stik.terms.proposal import Proposal
from stik.terms.scale import Scale
from stik.terms.segmentation import KINDS, Condition, Segment, Segmentation
from stik.terms.survey import Survey
from stik.terms.touchpoint import OVERALL, Touchpoint
from stik.terms.unit import Unit

_UNTIMED = settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_TRICKY = st.sampled_from(
    [
        "no",
        "null",
        "2017",
        "2030-12-31",
        "a: b",
        "# a",
        "- a",
        "<<",
        "=",
        "a\n\tb\n c",
        "a\x85b",
    ]
)
_TEXT = (_ANY_TEXT | _TRICKY).map(str.strip).filter(bool)
_TEXTS = st.lists(_TEXT, max_size=3).map(tuple)
_LANGUAGE = st.sampled_from(["en", "sl", "pl", "sr", "sr-latn", "lv", "no"])
_LABEL = _TEXT.map(Label.plain) | st.dictionaries(
    _LANGUAGE, _TEXT, min_size=1, max_size=3
).map(lambda words: Label(tuple(words.items())))
_PROMISE = st.builds(Promise, st.integers(1, 999_999), st.sampled_from(PROMISE_UNITS))
_NUMBER = st.floats(allow_nan=False, allow_infinity=False)
_EXPECTATION = st.builds(Expectation, _LABEL) | st.builds(
    Expectation, _LABEL, st.floats(1, 5), st.just(Scale("csat", 1, 5))
)
_DATE = st.dates(date(1000, 1, 1))


def _maybe(strategy):
    return st.none() | strategy


def _one_of(names):
    return _maybe(st.sampled_from(names)) if names else st.none()


def _some_of(names):
    some = st.lists(st.sampled_from(names), max_size=3) if names else st.just([])
    return some.map(tuple)


def _names():
    return st.lists(_TEXT, unique=True, max_size=3)


_RANGE = st.fixed_dictionaries({}, optional={"at_least": _NUMBER, "below": _NUMBER})
_OF_TRAIT = st.builds(
    lambda trait, values, ends: Condition(trait=trait, is_any=values, **ends),
    _TEXT,
    st.lists(_TEXT, min_size=1, max_size=2).map(tuple),
    _RANGE,
)


def _conditions(touchpoints, channels):
    of_measure = st.builds(
        Condition,
        measure=st.sampled_from(["visits", "amount"]),
        touchpoint=_one_of(touchpoints),
        channel=_one_of(channels),
        days=_maybe(st.integers(1, 999)),
        at_least=_NUMBER,
    )
    some = st.lists(_OF_TRAIT | of_measure, min_size=1, max_size=2)
    return some.map(tuple)


def _segmentations(touchpoints, channels):
    def segment(name):
        some = [_TEXTS, _TEXTS, _some_of(touchpoints)]
        when = _conditions(touchpoints, channels)
        return st.builds(Segment, st.just(name), _maybe(_LABEL), when, *some)

    def segmentation(name):
        kind = st.sampled_from(list(KINDS))
        parts = [_maybe(_LABEL), _all_of(_names(), segment)]
        return st.builds(Segmentation, st.just(f"by {name}"), kind, *parts)

    return _all_of(_names(), segmentation)


def _initiatives(touchpoints, units, owner):
    def initiative(name):
        return st.builds(
            Proposal,
            st.just(name),
            st.sampled_from(["nps", "csat"]),
            _DATE,
            _NUMBER,
            st.builds(Scope, _one_of([*touchpoints, OVERALL])),
            owner=owner,
            hypothesis=_maybe(_TEXT),
        )

    def in_turn(name):
        begins = st.tuples(*(st.tuples(st.just(unit), _DATE) for unit in units))
        return st.tuples(initiative(name), begins).map(_begun_in_turn)

    def counting(name):
        return st.tuples(initiative(name), st.sampled_from(touchpoints)).map(_counting)

    kinds = [initiative, *([in_turn] if units else [])]
    kinds += [counting] if touchpoints else []
    return st.sampled_from(kinds).flatmap(lambda kind: _all_of(_names(), kind))


def _begun_in_turn(drawn):
    proposal, begins = drawn
    return replace(proposal, units=begins, begins_on=min(day for _, day in begins))


def _counting(drawn):
    proposal, touchpoint = drawn
    measure = f"count of {touchpoint}"
    return replace(proposal, measure=measure, comparison="ratio", scope=Scope())


def _all_of(names, build):
    """Return a strategy of tuples with one thing for each of the drawn names."""
    return names.flatmap(lambda drawn: st.tuples(*map(build, drawn)))


_MAILS = [None, "ana@example.com"]
_PERIOD = st.tuples(
    st.dates(date(2000, 1, 1), date(2025, 1, 1)), st.dates(date(2025, 1, 2))
).map(lambda ends: Period(ends[0], min(ends[1], date(9990, 1, 1))))
_SAID = {"industry": _maybe(_TEXT), "question": _maybe(_TEXT)}
_OF_WHOM = {"of": _TEXT, "kind": st.sampled_from(list(BENCHMARK_KINDS))}


def _benchmark(name):
    """Return a strategy of figures, entered or of an own survey."""
    figure = st.builds(
        Benchmark,
        name=st.just(name),
        metric=st.sampled_from(["nps", "csat"]),
        scale=st.just(Scale("nps", 0, 10)),
        value=_NUMBER,
        n=_maybe(st.integers(1, 10**9)),
        source=_TEXT,
        method=st.sampled_from(list(METHODS)),
        **_OF_WHOM,
        **_SAID,
    )
    dated = figure.flatmap(
        lambda each: (
            _DATE.map(lambda day: replace(each, dated=day))
            | _PERIOD.map(lambda days: replace(each, period=days))
        )
    )
    exact = dated.map(lambda each: replace(each, low=each.value, high=each.value))
    collected = st.builds(
        Benchmark,
        name=st.just(name),
        metric=st.just("csat"),
        survey=_TEXT,
        period=_maybe(_PERIOD),
        **_OF_WHOM,
        **_SAID,
    )
    return dated | exact | collected


def _classic(goal, classic, rivals):
    """Return a goal that began as a classic one, with its own scope and target."""
    begun = CLASSIC_GOALS[classic]
    if begun.is_against and not rivals:
        return goal
    against = rivals[0] if begun.is_against else None
    return replace(
        goal, classic=classic, metric=begun.metric, per=begun.per, against=against
    )


def _margin(name):
    shares = st.sampled_from([{"a": 1.0}, {"a": 0.25, "b": 0.75}])
    return st.builds(Margin, st.just(name), shares, _maybe(_TEXT), _maybe(_DATE))


def _survey(name):
    return st.builds(Survey, st.just(name), _TEXT, st.integers(1, 9999), _PERIOD)


@st.composite
def programmes(draw):
    owners, units, channels, touchpoints, journeys = (draw(_names()) for _ in range(5))
    benchmarks = draw(_all_of(_names(), _benchmark))
    label, owner = _maybe(_LABEL), _one_of(owners)
    about = {"label": label, "emotion": label, "expectation": _maybe(_EXPECTATION)}
    steps = steps_of(
        _names(),
        {
            **about,
            "promise": _maybe(_PROMISE),
            "touchpoint": st.just(OVERALL),
            "or_at": _some_of(touchpoints).map(lambda some: tuple(dict.fromkeys(some))),
            "channels": _some_of(channels),
            "actor": _maybe(_TEXT),
            "owner": owner,
            "service_standard": label,
        },
    )

    def phase(name):
        return st.builds(Phase, name=st.just(name), label=label, steps=steps)

    def journey(name):
        return st.builds(
            Journey,
            name=st.just(name),
            promise=_maybe(_PROMISE),
            owner=owner,
            phases=_all_of(_names(), phase),
            **about,
        )

    def touchpoint(name):
        component = _one_of(list(COMPONENTS))
        some = [_some_of(channels), *[_TEXTS] * 4]
        return st.builds(Touchpoint, st.just(name), label, component, owner, *some)

    def goal(name):
        scope = st.builds(
            Scope,
            _one_of([*touchpoints, OVERALL]),
            _one_of(channels),
            _one_of(units),
            _one_of(journeys),
            st.dictionaries(_TEXT, _TEXT, max_size=2).map(lambda t: tuple(t.items())),
        )
        metric, direction = (
            st.sampled_from(["nps", "csat"]),
            st.sampled_from(list(DIRECTIONS)),
        )
        plain = st.builds(
            Goal, st.just(name), metric, direction, _NUMBER, _DATE, scope, owner
        )
        change = st.sampled_from(GRAINS).map(lambda grain: {"per": grain})
        rivals = [name for each in benchmarks for name in (each.name, each.of)]
        lead = _one_of(rivals).map(lambda rival: {"against": rival})
        return plain.flatmap(
            lambda goal: (change | lead).map(lambda said: replace(goal, **said))
        ) | st.sampled_from(list(CLASSIC_GOALS)).flatmap(
            lambda classic: plain.map(lambda goal: _classic(goal, classic, rivals))
        )

    def parent(name):
        return _one_of(units[: units.index(name)])

    each = {
        "components": _all_of(
            st.lists(st.sampled_from(list(COMPONENTS)), unique=True),
            lambda name: st.builds(Component, st.just(name), label, owner),
        ),
        "owners": _all_of(
            st.just(owners),
            lambda name: st.builds(
                Owner,
                st.just(name),
                st.sampled_from(_MAILS),
                _one_of(units),
            ),
        ),
        "units": _all_of(
            st.just(units),
            lambda name: st.builds(Unit, st.just(name), label, parent(name)),
        ),
        "channels": _all_of(
            st.just(channels),
            lambda name: st.builds(Channel, st.just(name), label, owner),
        ),
        "touchpoints": _all_of(st.just(touchpoints), touchpoint),
        "journeys": _all_of(st.just(journeys), journey),
        "segmentations": _segmentations(touchpoints, channels),
        "goals": _all_of(_names(), goal),
        "features": _all_of(
            _names(),
            lambda name: st.builds(Feature, st.just(name), _TEXT, _TEXT, label).filter(
                lambda feature: feature.having != feature.lacking
            ),
        ),
        "initiatives": _initiatives(touchpoints, units, owner),
        "margins": _all_of(_names(), _margin),
        "surveys": _all_of(_names(), _survey),
        "lifetime": lifetimes(_TEXT, _OF_TRAIT, touchpoints),
        "spending": _all_of(_names(), lambda name: spending(name, _TEXT)),
        "processes": _all_of(
            _names(),
            lambda name: processes(
                name, texts=_TEXT, touchpoints=touchpoints, owner=owner, label=label
            ),
        ),
        "rates": rates(_TEXT),
    }
    drawn = {section: draw(things) for section, things in each.items()}
    return Programme(vision=draw(label), **drawn, benchmarks=benchmarks)


@_UNTIMED
@given(programmes())
def test_a_programme_reads_back_as_it_was_written(tmp_path_factory, programme):
    path = tmp_path_factory.mktemp("place") / "programme.yaml"

    write_programme(programme, path)

    assert check_programme(path) == []
    assert read_programme(path) == programme


@_UNTIMED
@given(programmes())
def test_writing_what_was_read_changes_no_byte(tmp_path_factory, programme):
    path = tmp_path_factory.mktemp("place") / "programme.yaml"
    path.write_text(programme_yaml(programme), encoding="utf-8", newline="\n")
    before = path.read_bytes()

    write_programme(read_programme(path), path)

    assert path.read_bytes() == before


def test_texts_that_yaml_would_take_for_something_else_stay_texts(tmp_path):
    path = tmp_path / "programme.yaml"
    path.write_text(
        "vision: {no: Ja, sl: yes}\ntouchpoints: {2017: {sees: [12:30, 1_000, off]}}\n",
        encoding="utf-8",
    )
    programme = read_programme(path)

    assert programme.vision == Label((("no", "Ja"), ("sl", "yes")))
    assert programme.touchpoints == (
        Touchpoint("2017", sees=("12:30", "1_000", "off")),
    )


def test_words_over_several_lines_are_written_as_lines():
    text = programme_yaml(Programme(vision=Label.plain("We care.\nAlways.")))

    assert text == "vision: |-\n  We care.\n  Always.\n"


def test_a_programme_that_would_not_read_back_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "programme.yaml"
    write_programme(Programme(vision=Label.plain("We care.")), path)
    before = path.read_bytes()

    with pytest.raises(ProgrammeError, match="'Ana' under 'owners'"):
        write_programme(Programme(channels=(Channel("web", owner="Ana"),)), path)
    with pytest.raises(ProgrammeError, match="vision: cannot be written"):
        write_programme(Programme(vision=Label.plain(" We care. ")), path)

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["programme.yaml"]
