"""Files with one row for each answer: which column asks, which one answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import pyarrow as pa
import pyarrow.compute as pc

from stik.intake.guesses.column import Column
from stik.intake.guesses.contest import guesses
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import is_question_code, is_sentence, topics
from stik.intake.guesses.labels import Labels
from stik.intake.guesses.survey import Survey, spread

_MOST_QUESTIONS = 200
_ROWS_PER_QUESTION = 8
_ANSWERS_PER_PERSON = 1.5
_ENOUGH = 3.5
_NO_ANSWER_COLUMN = frozenset(("identifier", "moment", "asked", "measured"))
_NAMES_SOMEBODY = frozenset(("key", "customer", "journey_instance"))


@dataclass(frozen=True)
class Long:
    """A long file: its columns of questions and answers, and a guess per question.

    `key` holds the columns that together are different in every row, none where no
    such columns were found.
    """

    question: str
    value: str
    questions: tuple[Guess, ...]
    key: tuple[str, ...] = ()


def long_guesses(table: pa.Table) -> tuple[Long, tuple[Guess, ...]] | None:
    """Return what a long file asks and what its columns mean, None where it is wide.

    `table` holds neighbouring rows of the file, so that the answers of one person
    stand together.
    """
    found = max(_candidates(table), key=lambda each: each.points, default=None)
    if found is None or found.points < _ENOUGH:
        return None
    questions = tuple(_as_question(guess) for guess in guesses(found.survey))
    if not any(guess.role in {"answer", "verbatim"} for guess in questions):
        return None
    chosen = {guess.column: guess for guess in _of_the_others(table, found)}
    key = [
        (name, found.question)
        for name, guess in chosen.items()
        if guess.role in _NAMES_SOMEBODY
        and _distinct(table, name, found.question) == table.num_rows
    ]
    long = Long(found.question, found.value, questions, *key[:1])
    ordered = (chosen[name] for name in table.column_names)
    return long, tuple(ordered)


@dataclass(frozen=True)
class _Candidate:
    """Two columns that may ask and answer, and how much speaks for them."""

    question: str
    value: str
    survey: Survey
    points: float


def _candidates(table: pa.Table) -> Iterable[_Candidate]:
    names = {name: topics(name) for name in table.column_names}
    values = [
        name
        for name, said in names.items()
        if said & {"told", "rating"} and not said & _NO_ANSWER_COLUMN
    ]
    asking = [name for name in names if values and _may_ask(table, name)]
    for question, value in product(asking, values):
        if question != value:
            survey = _survey(table, question, value)
            points = _points(table, question, value, survey)
            yield _Candidate(question, value, survey, points)


def _may_ask(table: pa.Table, name: str) -> bool:
    said = topics(name)
    texts = pc.unique(table[name]).drop_null().to_pylist()
    many = table.num_rows / _ROWS_PER_QUESTION
    fewest = 1 if "asked" in said else 2
    if not fewest <= len(texts) <= min(_MOST_QUESTIONS, many) or "told" in said:
        return False
    return bool(said & {"asked", "measured"}) or _look_like_questions(texts)


def _look_like_questions(texts: Sequence[str]) -> bool:
    asking = sum(is_sentence(text) or is_question_code(text) for text in texts)
    return 2 * asking >= len(texts)


def _survey(table: pa.Table, question: str, value: str) -> Survey:
    """Return the answers as a wide file has them: a column for each question."""
    columns: list[Column] = []
    for text in pc.unique(table[question]).drop_null().to_pylist():
        answers = table.filter(pc.equal(table[question], text)).select([value])
        columns.append(
            Column.of(
                text,
                spread(answers)[value],
                position=len(columns),
                wording=f"{text}?",
            )
        )
    return Survey(tuple(columns), Labels())


def _points(table: pa.Table, question: str, value: str, survey: Survey) -> float:
    """Return how much speaks for two columns that ask and answer."""
    said = topics(question)
    asks = 2.0 if "asked" in said else float("measured" in said)
    answers = 1.0 if "told" in topics(value) else 0.5
    texts = [column.name for column in survey.columns]
    looks = float(_look_like_questions(texts))
    differ = float(len({_kind(column) for column in survey.columns}) > 1)
    others = [name for name in table.column_names if name not in {question, value}]
    return asks + answers + looks + differ + _repeats(table, question, others)


def _kind(column: Column) -> tuple[int, int] | str:
    if not column.is_numeric:
        return "words"
    return (column.steps.low, column.steps.high) if column.steps else "numbers"


def _repeats(table: pa.Table, question: str, others: Sequence[str]) -> float:
    """Return 1 where somebody answers each question once, and several of them."""
    rows = table.num_rows
    return float(
        any(
            _distinct(table, name) * _ANSWERS_PER_PERSON <= rows
            and _distinct(table, name, question) == rows
            for name in others
        )
    )


def _of_the_others(table: pa.Table, found: _Candidate) -> Iterable[Guess]:
    """Return a guess for every column, those beside the answers by their persons."""
    asks = f"it says which of {len(found.survey.columns)} questions a row answers"
    yield Guess(found.question, "question", asks, 0.9)
    yield Guess(found.value, "value", "it holds the answers of all questions", 0.9)
    beside = []
    for name in table.column_names:
        if name in {found.question, found.value}:
            continue
        if _goes_with(table, name, found.question):
            yield Guess(name, "ignore", f"it goes with '{found.question}'", 0.9)
        else:
            beside.append(name)
    if beside:
        people = table.group_by(beside, use_threads=False).aggregate([])
        yield from guesses(Survey.of(spread(people.select(beside))))


def _goes_with(table: pa.Table, name: str, question: str) -> bool:
    """Return whether a column only says the question in other words."""
    both = _distinct(table, name, question)
    return _distinct(table, name) > 1 and both == _distinct(table, question)


def _distinct(table: pa.Table, *names: str) -> int:
    return int(table.group_by(list(names)).aggregate([]).num_rows)


def _as_question(guess: Guess) -> Guess:
    """Return a guess that a question of a long file may have."""
    if guess.role in {"answer", "verbatim", "ignore", "blank"}:
        return guess
    reason = f"{guess.reason}: a long file gives answers and words only"
    return replace(guess, role="blank", reason=reason)
