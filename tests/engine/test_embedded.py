"""The embedded engine answers from files and from memory, and holds to its limits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis import _

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound, with_one_number_each

VISITS = pa.schema(
    [
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("visited_at", pa.timestamp("us", tz="UTC")),
        pa.field("visited_date", pa.date32()),
        pa.field("shop", pa.string()),
        pa.field("minutes", pa.float64()),
    ]
)
NEW_YEAR = datetime(2023, 1, 1, 0, 30, tzinfo=UTC)
visits = unbound("visits", VISITS)


@pytest.fixture
def engine() -> Iterator[Embedded]:
    with Embedded(threads=2, memory_limit="500MB") as engine:
        yield engine


def write_visits(folder: Path, *, first: int = 1, n_rows: int = 3) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"visits_{first}.parquet"
    columns = [
        list(range(first, first + n_rows)),
        [NEW_YEAR] * n_rows,
        [NEW_YEAR.date()] * n_rows,
        [None, *["north"] * (n_rows - 1)],
        [2.5] * n_rows,
    ]
    arrays = [
        pa.array(column, field.type)
        for column, field in zip(columns, VISITS, strict=True)
    ]
    pq.write_table(pa.table(arrays, schema=VISITS), path)
    return str(path)


def test_rows_of_all_files_are_one_table(engine: Embedded, tmp_path: Path) -> None:
    files = tuple(write_visits(tmp_path, first=first) for first in (1, 4))
    engine.register([TableFiles("visits", files, VISITS)])
    answer = engine.run(visits.group_by("shop").agg(n=_.count()).order_by("shop"))
    assert answer.to_pylist() == [{"shop": "north", "n": 4}, {"shop": None, "n": 2}]


def test_an_answer_has_the_types_that_its_question_has(
    engine: Embedded, tmp_path: Path
) -> None:
    engine.register([TableFiles("visits", (write_visits(tmp_path),), VISITS)])
    answer = engine.run(
        visits.agg(
            total=_.sequence.sum(),
            last_at=_.visited_at.max(),
            month_date=_.visited_date.truncate("M").max(),
            shop=_.shop.max(),
        )
    )
    assert answer.schema.types == [
        pa.int64(),
        pa.timestamp("us", tz="UTC"),
        pa.date32(),
        pa.string(),
    ]
    assert answer.to_pylist() == [
        {
            "total": 6,
            "last_at": NEW_YEAR,
            "month_date": date(2023, 1, 1),
            "shop": "north",
        }
    ]


def test_a_day_is_read_off_a_moment_in_utc(engine: Embedded, tmp_path: Path) -> None:
    engine.register([TableFiles("visits", (write_visits(tmp_path),), VISITS)])
    answer = engine.run(visits.select(day=_.visited_at.date()).distinct())
    assert answer["day"].to_pylist() == [NEW_YEAR.date()]


def test_rows_outside_the_condition_do_not_exist(
    engine: Embedded, tmp_path: Path
) -> None:
    files = (write_visits(tmp_path),)
    engine.register([TableFiles("visits", files, VISITS, "sequence <= 2")])
    assert engine.run(visits.count())[0].to_pylist() == [2]


def test_a_table_without_files_is_empty_and_has_its_types(engine: Embedded) -> None:
    engine.register([TableFiles("visits", (), VISITS, "sequence <= 2")])
    answer = engine.run(visits)
    assert answer.num_rows == 0
    assert answer.schema.types == VISITS.types


def test_nothing_sums_to_unknown(engine: Embedded) -> None:
    engine.register([TableFiles("visits", (), VISITS)])
    answer = engine.run(visits.agg(n=_.count(), mean=_.minutes.mean()))
    assert answer.to_pylist() == [{"n": 0, "mean": None}]


def test_a_table_registered_again_shows_its_new_files(
    engine: Embedded, tmp_path: Path
) -> None:
    first, second = (write_visits(tmp_path, first=first) for first in (1, 4))
    counted = []
    for files in [(first,), (first, second), ()]:
        engine.register([TableFiles("visits", files, VISITS)])
        counted += engine.run(visits.count())[0].to_pylist()
    assert counted == [3, 6, 0]


def test_a_table_in_memory_joins_a_stored_one(engine: Embedded, tmp_path: Path) -> None:
    engine.register([TableFiles("visits", (write_visits(tmp_path),), VISITS)])
    chunk = pa.table({"sequence": pa.array([3, 4, 5])})
    new = unbound("chunk", chunk.schema).anti_join(visits, "sequence")
    answer = engine.run_with(new.order_by("sequence"), {"chunk": chunk})
    assert answer["sequence"].to_pylist() == [4, 5]


def test_a_table_in_memory_is_seen_by_its_own_question_only(
    engine: Embedded, tmp_path: Path
) -> None:
    engine.register([TableFiles("visits", (write_visits(tmp_path),), VISITS)])
    engine.run_with(visits, {"visits": VISITS.empty_table()})
    assert engine.run(visits.count())[0].to_pylist() == [3]


@pytest.mark.parametrize("folder", ["[2020]", "a*b", "what?", "the owner's", "šola"])
def test_a_folder_may_have_any_name(
    folder: str, engine: Embedded, tmp_path: Path
) -> None:
    files = (write_visits(tmp_path / folder),)
    engine.register([TableFiles("visits", files, VISITS)])
    assert engine.run(visits.count())[0].to_pylist() == [3]


def test_several_threads_may_ask_at_once(engine: Embedded, tmp_path: Path) -> None:
    files = tuple(write_visits(tmp_path, first=first) for first in (1, 4))
    engine.register([TableFiles("visits", files, VISITS)])
    asked = [visits.filter(visits.sequence <= last).count() for last in range(7)] * 4
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(engine.run, asked))
    assert [answer[0][0].as_py() for answer in answers] == [*range(7)] * 4


def test_what_does_not_fit_in_memory_is_spilled_and_cleared_away(
    tmp_path: Path,
) -> None:
    spill = tmp_path / "spill"
    numbers = ibis.range(0, 3_000_000).unnest().name("number").as_table()
    shuffled = numbers.mutate(text=((_.number * 48_271) % 2_147_483_647).cast(str))
    ranked = shuffled.mutate(place=ibis.row_number().over(order_by=_.text))
    with Embedded(threads=1, memory_limit="60MB", spill_folder=spill) as engine:
        assert engine.run(ranked.agg(last=_.place.max()))[0].to_pylist() == [2_999_999]
    assert not spill.exists()


def test_a_customer_who_turned_out_to_be_another_has_the_number_of_that_one(
    tmp_path: Path,
) -> None:
    schema = pa.schema([("sequence", pa.int64()), ("customer", pa.int64())])
    said = pa.table([[1, 2, 3, 4], [7, 3, None, 8]], schema=schema)
    found = pa.table(
        {"sequence": [5, 6, 9], "customer": [7, 7, 8], "same_as": [2, 3, 1]}
    )
    for name, rows in (("answers", said), ("merged", found)):
        pq.write_table(rows, tmp_path / name)
    merged = TableFiles(
        "merged", (str(tmp_path / "merged"),), found.schema, "sequence < 9"
    )
    answers = TableFiles("answers", (str(tmp_path / "answers"),), schema)
    with Embedded() as engine:
        engine.register([with_one_number_each(answers, merged)])
        rows = engine.run(unbound("answers", schema).order_by("sequence"))
    assert rows["customer"].to_pylist() == [3, 3, None, 8]
