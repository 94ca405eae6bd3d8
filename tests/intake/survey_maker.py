"""Makes survey files that never were, as text tables, from their descriptions."""

import random
import tomllib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.csv

CASES = Path(__file__).parent / "suggest_cases"

WORDS = {
    "en": "the staff was slow but kind we waited long room clean price fair again",
    "sl": "osebje je bilo prijazno čakali smo predolgo cena primerna hvala žal nič",
    "pl": "obsługa była miła czekaliśmy zbyt długo cena dobra niestety dziękuję bardzo",
    "lv": "apkalpošana bija laipna gaidījām pārāk ilgi cena laba diemžēl paldies ļoti",
    "sr": "особље је било љубазно чекали смо дуго цена добра хвала нажалост опет",  # noqa: RUF001 Cyrillic
    "sr-latn": "osoblje je bilo ljubazno čekali smo dugo cena dobra hvala nažalost",
    "hr": "osoblje je bilo ljubazno čekali smo dugo cijena dobra hvala nažalost opet",
    "de": "das personal war freundlich wir haben lange gewartet preis gut leider danke",
    "fr": "le personnel était aimable attente trop longue prix correct merci dommage",
    "it": "il personale era gentile attesa troppo lunga prezzo giusto grazie peccato",
    "es": "el personal fue amable espera demasiado larga precio justo gracias lástima",
}


@dataclass(frozen=True)
class Truth:
    """What a column is: any of `accepted`, as `role` or `answer:scale`.

    Texts in `missing` are no answer, those in `keeps` are one. `turned` runs from best
    to worst.
    """

    accepted: tuple[str, ...]
    missing: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()
    turned: bool = False


@dataclass(frozen=True)
class Case:
    """A survey and what its columns are; a long one has the questions' truth too."""

    name: str
    table: pa.Table
    truth: dict[str, Truth] = field(default_factory=dict)
    is_workbook: bool = False

    def written(self, folder: Path) -> Path:
        """Write the survey as its users would have it, and return where."""
        path = folder / f"{self.name}.{'xlsx' if self.is_workbook else 'csv'}"
        if not self.is_workbook:
            pyarrow.csv.write_csv(self.table, path)
            return path
        book = openpyxl.Workbook()
        book.active.append(self.table.column_names)
        for row in self.table.to_pylist():
            book.active.append([_typed(text) for text in row.values()])
        book.save(path)
        return path


def truth_of(told: str | list[str], missing: frozenset[str] = frozenset()) -> Truth:
    return Truth((told,) if isinstance(told, str) else tuple(told), missing)


@cache
def made_cases(folder: str) -> tuple[Case, ...]:
    """Return the cases of one folder, each made from its description."""
    return tuple(made_case(path) for path in sorted((CASES / folder).glob("*.toml")))


def made_case(path: Path) -> Case:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    random_numbers = random.Random(path.stem)
    columns, truth = {}, {}
    for column in told["columns"]:
        texts = _MAKERS[column["make"]](column, told["rows"], random_numbers)
        blank = column.get("blank", 0.0)
        texts = [None if random_numbers.random() < blank else text for text in texts]
        labels = [_label(kind, column) for kind in told.get("label_rows", [])]
        columns[column["name"]] = pa.array([*labels, *texts], pa.string())
        truth[column["name"]] = replace(
            truth_of(column["truth"], frozenset(column.get("codes", {}))),
            keeps=frozenset(column.get("keeps", ())),
            turned=column.get("turned", False),
        )
    table = pa.table(columns)
    if "long" in told:
        asked = [column["name"] for column in told["columns"] if "asked" in column]
        table = _melted(table, asked, told["long"])
        truth |= {name: Truth((part,)) for part, name in told["long"].items()}
    return Case(path.stem, table, truth, told.get("workbook", False))


def _melted(table: pa.Table, asked: list[str], long: dict[str, str]) -> pa.Table:
    """Return one row for each answer that was given."""
    rows = [
        {name: text for name, text in row.items() if name not in asked}
        | {long["question"]: question, long["value"]: row[question]}
        for row in table.to_pylist()
        for question in asked
        if row[question] is not None
    ]
    return pa.Table.from_pylist(rows)


def _typed(text: str | None) -> float | datetime | str | None:
    """Return a text as a cell of a workbook would hold it."""
    for read in (int, float, datetime.fromisoformat):
        try:
            return read(text or "")
        except ValueError:
            continue
    return text


def _label(kind: str, column: dict[str, Any]) -> str | None:
    if kind == "wording":
        return column["wording"] or None
    return '{"ImportId":"' + column["name"] + '"}'


def _rating(column: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    low, high = column["low"], column["high"]
    mean = low + (high - low) * chance.uniform(0.6, 0.8)
    if column.get("turned", False):
        mean = low + high - mean
    codes = column.get("codes", {})
    label = column.get("label", {})
    texts = []
    for _ in range(rows):
        drawn = round(chance.gauss(mean, (high - low) / 4.2))
        text = str(min(high, max(low, drawn)))
        point = chance.random()
        for code, share in codes.items():
            point -= share
            if point < 0:
                text = code
                break
        texts.append(label.get(text, text))
    return texts


def _choice(column: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    return chance.choices(column["values"], weights=column.get("shares"), k=rows)


def _date(column: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    first = datetime.fromisoformat("2024-01-03T00:00:00")
    moments = sorted(
        first + timedelta(seconds=chance.randrange(200 * 86_400)) for _ in range(rows)
    )
    return [moment.strftime(column["format"]).strip() for moment in moments]


def _number(column: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    low, high = column["low"], column["high"]
    decimals = column.get("decimals", 0)
    drawn = [low + (high - low) * chance.betavariate(2, 3) for _ in range(rows)]
    texts = [f"{value:.{decimals}f}" for value in drawn]
    return [text.replace(".", ",") for text in texts] if "comma" in column else texts


def _id(column: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    numbers = range(100_000, 100_000 + column.get("distinct", rows))
    known = [
        column["pattern"].format(
            n=number,
            hex=f"{chance.getrandbits(64):016x}",
            a=number % 250,
            b=number // 250 % 250,
            c=chance.randrange(250),
        )
        for number in numbers
    ]
    if "distinct" not in column:
        return known
    return chance.choices(known, k=rows)


def _text(column: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    words = WORDS[column["language"]].split()
    return [
        " ".join(chance.choices(words, k=chance.randint(3, 18))) for _ in range(rows)
    ]


def _weight(_: dict[str, Any], rows: int, chance: random.Random) -> list[str]:
    strata = ["0.6364", "1.0130", "1.5923", "0.8801"]
    return chance.choices(strata, k=rows)


def _constant(column: dict[str, Any], rows: int, _: random.Random) -> list[str]:
    return [column["value"]] * rows


def _empty(_: dict[str, Any], rows: int, __: random.Random) -> list[None]:
    return [None] * rows


_MAKERS = {
    "rating": _rating,
    "choice": _choice,
    "date": _date,
    "number": _number,
    "id": _id,
    "text": _text,
    "weight": _weight,
    "constant": _constant,
    "empty": _empty,
}
