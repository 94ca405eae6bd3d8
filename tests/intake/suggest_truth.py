"""What is known of real files, and how a suggestion compares with what is known."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from tests.intake.survey_maker import CASES, Truth, truth_of

from stik.formats.source_file import sample_rows, survey_file
from stik.intake.distinct import canonical
from stik.intake.guesses.guess import Guess
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import read_mapping
from stik.intake.suggest import Suggestion, suggest_file

EXAMPLES = Path(__file__).parents[2] / "examples"
REAL_CASES = sorted(path.stem for path in (CASES / "real").glob("*.toml"))


@cache
def real_case(name: str, *, folder: Path) -> tuple[Suggestion, dict[str, Truth]]:
    """Return what is suggested for a real file, and the truth of its columns."""
    told = tomllib.loads((CASES / "real" / f"{name}.toml").read_text(encoding="utf-8"))
    file = survey_file(folder / told["file"])
    return suggest_file(file), _truth(told, sample_rows(file))


def outcomes(suggestion: Suggestion, truth: dict[str, Truth]) -> dict[str, str]:
    """Return for every column whether its guess is right, wrong or left blank."""
    return {
        column: _outcome(suggestion, column, expected)
        for column, expected in truth.items()
    }


def shares(all_outcomes: Iterable[dict[str, str]]) -> dict[str, float]:
    """Return the shares of right, wrong and blank over all columns."""
    counted = Counter(said for each in all_outcomes for said in each.values())
    return {
        said: counted[said] / counted.total() for said in ("right", "wrong", "blank")
    }


def _outcome(suggestion: Suggestion, column: str, truth: Truth) -> str:
    found = [*suggestion.guesses, *suggestion.questions]
    guess = next((each for each in found if each.column == column), None)
    if guess is None:
        return "blank"
    said = f"answer:{guess.scale}" if guess.role == "answer" else guess.role
    if (
        said in truth.accepted
        and truth.missing <= set(guess.missing)
        and not truth.keeps & set(guess.missing)
        and truth.turned == _is_turned(guess)
    ):
        return "right"
    return "blank" if guess.role == "blank" else "wrong"


def _is_turned(guess: Guess) -> bool:
    """Return whether the values of numbers fall where the numbers rise."""
    steps = {
        int(told.group()): int(value)
        for text, value in guess.values.items()
        if (told := re.match(r"\d+", text))
    }
    falling = [steps[text] for text in sorted(steps)]
    return len(steps) > 2 and falling == sorted(falling, reverse=True)


def _truth(told: dict[str, Any], sample: pa.Table) -> dict[str, Truth]:
    columns = sample.column_names
    truth = {column: truth_of(told["others"]) for column in columns if "others" in told}
    if "mapping" in told:
        truth |= _mapped(read_mapping(EXAMPLES / told["mapping"]), sample)
    return truth | {
        column: truth_of(accepted)
        for column, accepted in told.get("columns", {}).items()
    }


def _mapped(mapping: FileMapping, sample: pa.Table) -> dict[str, Truth]:
    """Return the truth that a mapping written by hand tells."""
    truth = {column: truth_of("occurred") for column in mapping.occurred.columns}
    for role, cell in mapping.row.items():
        truth |= {column: truth_of(role) for column in cell.columns}
    for cell in mapping.traits.values():
        truth |= {column: truth_of("trait") for column in cell.columns}
    for answer in mapping.answers:
        (column,) = answer.cell.columns
        seen = {canonical(text or "") for text in sample[column].to_pylist()}
        missing = frozenset(answer.cell.missing & seen)
        truth[column] = truth_of(f"answer:{answer.scale.name}", missing)
    return truth | {column: truth_of(["key", "customer"]) for column in mapping.key}
