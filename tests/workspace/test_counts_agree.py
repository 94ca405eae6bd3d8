"""What is stored is what is exported, is what questions count: whatever happened."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.facts.reading import NOW, load_text
from tests.intake.track.test_drain import entry

import stik
from stik.engine.tables import unbound
from stik.errors import CustomerUnknown, FileError
from stik.facts.schema import FACTS
from stik.workspace import Workspace

MAPPING = """
source = "visits"
key = ["id"]
[row]
customer = "who"
occurred = "day"
channel = "channel"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""
TRACK = """
[events.Rated.answers.recommend]
column = "score"
scale = "nps_0_10"
touchpoint = "app"
"""
N_ROWS, N_FILES, N_PEOPLE = 60, 4, 8
IS_BAD, MENDED = 77, 5


def score_of(number: int) -> int:
    """Return what a row says: every eleventh what is off the scale."""
    return IS_BAD if number % 11 == 10 else number % 11


@dataclass
class Model:
    """Which rows should count: by id, with who gave them and in which file or none."""

    counting: dict[str, tuple[str, str]] = field(default_factory=dict)
    waiting: dict[str, tuple[str, str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def take_in(self, name: str, who: str, *, file: str, is_bad: bool) -> None:
        """Take a row in, where it is new and of nobody who was erased."""
        if who in self.erased or name in self.counting:
            return
        rows = self.waiting if is_bad else self.counting
        rows.setdefault(name, (who, file))

    def leave_out(self, *, who: str | None = None, file: str | None = None) -> None:
        """Let rows of a person, or of a file, count no more."""
        for rows in (self.counting, self.waiting):
            for name, (person, origin) in list(rows.items()):
                if who == person or file == origin:
                    del rows[name]


@dataclass
class Company:
    """A place to which things happen, and what should count in it."""

    place: Workspace
    files: Sequence[Sequence[int]]
    model: Model = field(default_factory=Model)
    n_requests: int = 0
    begun: str | None = None
    copy: dict[tuple[int, int], Any] = field(default_factory=dict)

    def load(self, number: int) -> None:
        """Load a file, maybe again: its rows in whatever order, of whatever day."""
        name, rows = f"file {number}.csv", self.files[number]
        lines = [
            f"{row},p{row % N_PEOPLE},{2024 + row % 2}-{1 + row % 12:02d}-05,"
            f"{'web' if row % 2 else 'shop'},{score_of(row)}"
            for row in rows
        ]
        text = "\n".join(["id,who,day,channel,recommend", *lines]) + "\n"
        load_text(self.place, text, MAPPING, name=name)
        for row in rows:
            who, is_bad = f"p{row % N_PEOPLE}", score_of(row) == IS_BAD
            self.model.take_in(f"row {row}", who, file=name, is_bad=is_bad)

    def send(self, rows: Sequence[int]) -> None:
        """Send messages, some of them twice."""
        self.n_requests += 1
        messages = [
            {
                "type": "track",
                "event": "Rated",
                "messageId": f"m{row}",
                "userId": f"u{row % N_PEOPLE}",
                "timestamp": f"{2024 + row % 2}-03-{1 + row % 28:02d}T10:00:00Z",
                "properties": {"score": score_of(row)},
            }
            for row in [*rows, *rows[:3]]
        ]
        request = entry(self.n_requests, *messages)
        self.place.drain([[request]], log="log", source="app", now=NOW)
        for row in rows:
            who, is_bad = f"u{row % N_PEOPLE}", score_of(row) == IS_BAD
            self.model.take_in(f"message {row}", who, file="", is_bad=is_bad)

    def repair(self, number: int) -> None:
        """Mend every row of a file that waits."""
        for file in self.place.place.held_back_folder.glob(f"file {number}-*.csv"):
            with file.open(encoding="utf-8-sig", newline="") as opened:
                rows = list(csv.DictReader(opened))
            for row in rows:
                row["recommend"] = str(MENDED)
            with file.open("w", encoding="utf-8", newline="") as opened:
                writer = csv.DictWriter(opened, rows[0].keys() if rows else ["x"])
                writer.writeheader()
                writer.writerows(rows)
            self.place.load_repaired(file, now=NOW)
            for row in rows:
                name = f"row {row['id']}"
                if name in self.model.waiting:
                    self.model.counting[name] = self.model.waiting.pop(name)

    def take_back(self, number: int) -> None:
        """Undo a load, where there was one."""
        try:
            self.place.take_back(f"file {number}.csv", now=NOW)
        except FileError:
            return
        self.model.leave_out(file=f"file {number}.csv")

    def erase(self, who: str) -> None:
        """Erase somebody, where they are known."""
        try:
            self.place.people.erase(who, now=NOW)
        except CustomerUnknown:
            return
        self.model.leave_out(who=who)
        self.model.erased.add(who)

    def tidy(self) -> None:
        """Merge files, take off the disk who was erased."""
        self.place.mend(now=NOW)

    def follow(self) -> None:
        """Keep a copy elsewhere true: by what is new, and what counts no more."""
        gone = rows_in(self.place, "withdrawn", since=self.begun)
        for each in gone:
            first, last = each["first_sequence"] or 0, each["last_sequence"] or -1
            for key, row in list(self.copy.items()):
                is_of = row["customer"] == each["customer"] is not None
                if first <= key[0] <= last or is_of:
                    del self.copy[key]
        export = self.place.export("answers", "jsonl", since=self.begun)
        for line in b"".join(export).splitlines():
            row = json.loads(line)
            key = row["sequence"], row["position"]
            assert key not in self.copy
            self.copy[key] = row
        self.begun = export.cursor


def rows_in(place: Workspace, table: str, **words: Any) -> list[Any]:
    lines = b"".join(place.export(table, "jsonl", **words)).splitlines()
    return [json.loads(line) for line in lines]


numbers = st.integers(0, N_FILES - 1)
some_rows = st.lists(st.integers(0, N_ROWS - 1), min_size=5, max_size=40, unique=True)
files = st.lists(some_rows, min_size=N_FILES, max_size=N_FILES)
happened = st.lists(
    st.one_of(
        st.tuples(st.just("load"), numbers),
        st.tuples(st.just("send"), some_rows),
        st.tuples(st.just("repair"), numbers),
        st.tuples(st.just("take_back"), numbers),
        st.tuples(st.just("erase"), st.sampled_from(["p1", "p2", "u1", "u3"])),
        st.tuples(st.just("tidy")),
        st.tuples(st.just("follow")),
    ),
    min_size=6,
    max_size=12,
)


def check(company: Company) -> None:
    """Check that every way of counting gives what should count."""
    place, n = company.place, len(company.model.counting)
    stored = place._visible.reading().run(unbound("answers", FACTS["answers"]))
    exported = rows_in(place, "answers")
    company.follow()
    by_copy = sorted(company.copy)
    assert stored.num_rows == len(exported) == n
    assert by_copy == [(row["sequence"], row["position"]) for row in exported]
    as_of = {"as_of": place._visible.newest().recorded_at}
    for words in ({}, {"by": ["channel"]}, {"by": ["touchpoint", "month"]}, as_of):
        asked = place.ask("mean", where={"scale": "nps_0_10"}, **words).table["n"]
        assert sum(asked.to_pylist()) == n


def run(
    files: Sequence[Sequence[int]], steps: Sequence[tuple[Any, ...]], *, folder: Path
) -> None:
    place = stik.create(folder / "place", now=NOW - timedelta(days=1))
    place.place.track_file.write_text(TRACK)
    company = Company(place, files)
    before = [("load", 0), ("send", list(range(20)))]
    for word, *given_ in chain(before, steps):
        getattr(company, word)(*given_)
    check(company)


@settings(
    max_examples=3,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=files, steps=happened)
def test_stored_is_exported_is_asked_whatever_happened(files, steps):
    with TemporaryDirectory() as folder:
        run(files, steps, folder=Path(folder))


@pytest.mark.soak
@settings(
    max_examples=300,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=files, steps=happened)
def test_stored_is_exported_is_asked_whatever_happened_often(files, steps):
    with TemporaryDirectory() as folder:
        run(files, steps, folder=Path(folder))
