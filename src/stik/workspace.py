"""The front door: open a place, load a file, ask a question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.engine import Engine, table_names
from stik.engine.tables import TableFiles, unbound
from stik.errors import PlaceTaken, QuestionError
from stik.facts.place import (
    Place,
    check_name,
    make_folder,
    open_place,
    write_settings,
)
from stik.facts.schema import HELD_BACK, TABLES
from stik.facts.store import Batch, Store, Writer
from stik.formats.source_file import SourceFile, survey_file
from stik.insights.asking import answer
from stik.insights.driving import drivers_result
from stik.insights.reading import Reading
from stik.insights.result import Result, inquiry_asked
from stik.insights.whole import weakest_result
from stik.intake import suggest as drafting
from stik.intake.held_list import open_rows, write_list
from stik.intake.load import (
    Loading,
    LoadSummary,
    Progress,
    zones_of,
)
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import read_mapping
from stik.intake.repair import Repairing
from stik.programme.file import read_programme
from stik.programme.starter import starter_programme
from stik.report.gathering import Known, gather
from stik.report.page import page
from stik.report.words import words
from stik.rollups import counting
from stik.rollups.checks import MOST_FILES, Check, checks
from stik.rollups.increments import increments
from stik.rollups.upkeep import merge_files, rebuild_rollups
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.terms.snapshot import Snapshot

Where = Mapping[str, str | Sequence[str]]


def create(  # noqa: PLR0913 the settings of a place, each optional
    place: str | Path,
    *,
    now: datetime,
    name: str | None = None,
    time_zone: str = "UTC",
    language: str = "en",
    is_simulated: bool = False,
) -> "Workspace":
    """Make a new workspace in an empty or new folder and return it.

    Raises
    ------
    PlaceTaken, PlaceError, QuestionError
        When something is there already, or a setting is wrong.
    """
    folder = Path(place)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise PlaceTaken(folder, "a file" if folder.is_file() else "files")
    words(language)
    check_name(folder)
    make_folder(folder)
    called = name or folder.resolve().name
    made = Place(folder.resolve(), called, time_zone, language, is_simulated)
    write_settings(made)
    made.facts_folder.mkdir()
    Store.create(made, now=now)
    made.programme_file.write_text(starter_programme(made.name), encoding="utf-8")
    return Workspace(made)


def open(place: str | Path, *, engine: Engine | None = None) -> "Workspace":  # noqa: A001 the word users expect
    """Return the workspace in a folder; `engine` runs its questions (DuckDB).

    Raises
    ------
    NotAWorkspace, NewerWorkspace
        Where there is none, or one of a newer stik.
    """
    return Workspace(open_place(Path(place)), engine=engine)


class Workspace:
    """One company's facts, and the questions that can be asked of them."""

    def __init__(self, place: Place, *, engine: Engine | None = None) -> None:
        self.place = place
        self.store = Store(place)
        self._engine = engine
        self._last_reading: Reading | None = None
        self._known_newest: tuple[int, Snapshot] | None = None
        self._known_files: dict[tuple[str, int], tuple[str, ...]] = {}

    @cached_property
    def engine(self) -> Engine:
        """Return the engine that runs the questions."""
        return self._engine or Embedded()

    def load(
        self,
        file: str | Path,
        *,
        mapping: str | Path | FileMapping,
        now: datetime,
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> LoadSummary:
        """Take a file in as its mapping says; rows known already are skipped.

        Raises
        ------
        FileError, MappingError, WriterBusy
            Before anything is stored.
        """
        if not isinstance(mapping, FileMapping):
            mapping = read_mapping(Path(mapping))
        hints = mapping.hints
        source = survey_file(
            Path(file),
            encoding=hints.encoding,
            delimiter=hints.delimiter,
            sheet=hints.sheet,
        )
        zones = zones_of(mapping, workspace=self.place.zone, now=now)
        summary = LoadSummary(source.path.name)
        loading = Loading(source, mapping, zones, now, summary, on_progress)
        self._append_all(loading.batches, now=now)
        if summary.n_held:
            summary.held_back_list = str(self._write_held_list(source))
        return summary

    def load_repaired(self, file: str | Path, *, now: datetime) -> LoadSummary:
        """Take mended rows of a held-back list in; the others keep waiting.

        Raises
        ------
        FileError
            When the file is no such list.
        """
        source = survey_file(Path(file))
        summary = LoadSummary(source.path.name)
        repairing = Repairing(
            source,
            open_rows(self.held_back()),
            mapping_of=self._mapping_of,
            zones_of=partial(zones_of, workspace=self.place.zone, now=now),
            now=now,
            summary=summary,
        )
        self._append_all(repairing.batches, now=now)
        return summary

    def suggest(self, file: str | Path) -> drafting.Suggestion:
        """Return a draft of a mapping for a file, each guess with its reason."""
        return drafting.suggest_file(survey_file(Path(file)))

    def tidy(self, *, now: datetime) -> tuple[str, ...]:
        """Merge tables that lie in many small files; return the names of those."""
        return merge_files(self.store, more_files_than=MOST_FILES, now=now)

    def mend(self, *, now: datetime) -> None:
        """Merge small files and count the rollups anew from the answers."""
        merge_files(self.store, more_files_than=1, now=now)
        rebuild_rollups(self.store, now=now)

    def check(self) -> list[Check]:
        """Return what was looked at: disk, tables, rollups, what is unfinished."""
        return list(checks(self.store))

    def held_back(self) -> pa.Table:
        """Return every row ever held back; see `facts.schema.HELD_BACK`."""
        rows = self._reading().run(unbound("held_back", HELD_BACK))
        return rows.sort_by([("held_at", "ascending"), ("row", "ascending")])

    def ask(  # noqa: PLR0913 the words of a question, each optional
        self,
        metric: str,
        *,
        by: str | Sequence[str] = (),
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        compare: str | None = None,
        as_of: datetime | None = None,
        weighted: bool = False,
    ) -> Result:
        """Return a metric, by what, of which answers, compared with what.

        Raises
        ------
        QuestionError
            When it cannot be asked; the sentence names what could.
        """
        inquiry = Inquiry(
            metric=metric,
            by=_names(by),
            where=_values(where),
            period=Period.named(first=from_date, last=to_date),
            compare=compare,
            as_of=as_of,
            is_weighted=weighted,
        )
        return self.answer(inquiry)

    def answer(self, inquiry: Inquiry) -> Result:
        """Return the answer to an inquiry."""
        return answer(inquiry, self._reading(as_of=inquiry.as_of))

    def weakest(
        self,
        *,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
    ) -> Result:
        """Return the touchpoints, the weakest first: shortfall, reach and certainty.

        `table` has one row per touchpoint and scale; `rank` is null where `not_ranked`
        says why it has none.
        """
        period = Period.named(first=from_date, last=to_date)
        inquiry = Inquiry("mean", where=_values(where), period=period, as_of=as_of)
        return weakest_result(inquiry, self._reading(as_of=as_of))

    def drivers(  # noqa: PLR0913 as `ask`
        self,
        outcome: str,
        *,
        of: str | Sequence[str] = (),
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: bool = False,
    ) -> Result:
        """Return which ratings go with an outcome, and how much each explains.

        `outcome` is a question, or a metric that stands for one; `of` names the
        questions or touchpoints, without it all ratings count. `value` is the share
        of what they explain together.
        """
        inquiry = Inquiry(
            "mean",
            where=_values(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=weighted,
        )
        reading = self._reading(as_of=as_of)
        return drivers_result(inquiry, reading, outcome=outcome, of=_names(of))

    def ask_again(self, told: Mapping[str, Any]) -> Result:
        """Return the answer to a question told before, of what was known then.

        `told` is what `Result.explain` gave.

        Raises
        ------
        KeyError, TypeError, ValueError
            When it is no such thing.
        """
        asked, known = told["asked"], told["snapshot"]["sequence"]
        inquiry, reading = inquiry_asked(asked), self._reading(known=known)
        if asked["insight"] == "weakest":
            return weakest_result(inquiry, reading)
        if asked["insight"] == "drivers":
            words = {"outcome": asked["outcome"], "of": asked["of"]}
            return drivers_result(inquiry, reading, **words)
        return answer(inquiry, reading)

    def touchpoints_found(self) -> pa.Table:
        """Return each touchpoint in the facts: its n_answers and n_interactions."""
        return self._reading().run(counting.found("touchpoint"))

    def channels_found(self) -> pa.Table:
        """Return each channel in the facts: its n_answers and n_interactions."""
        kept = self._newest().versions
        return self._reading().run(counting.found("channel", kept=kept))

    def report(self, *, now: datetime, language: str | None = None) -> str:
        """Return one self-contained HTML page that opens with the answers.

        Raises
        ------
        QuestionError
            When reports do not speak the language.
        """
        spoken = language or self.place.language
        words(spoken)
        waiting = [held[0] for held in open_rows(self.held_back()).values()]
        reading = self._reading()
        customers = reading.run(counting.customers())
        known = Known(
            self.place.name,
            tuple(reading.entries),
            n_customers=customers["n"][0].as_py(),
            n_files=self.store.n_files(),
            waiting=tuple(waiting),
            touchpoints=reading.run(counting.found("touchpoint")),
            programme=self.programme(),
            is_simulated=self.place.is_simulated,
        )
        return page(gather(self, known, language=spoken, now=now), language=spoken)

    def programme(self) -> Programme:
        """Return what the company says about its experience, empty without a file."""
        file = self.place.programme_file
        return read_programme(file) if file.exists() else Programme()

    def _append_all(
        self, batches: Callable[[Writer, Embedded], Iterable[Batch]], *, now: datetime
    ) -> None:
        with Embedded() as engine, self.store.writing() as writer:
            for batch in batches(writer, engine):
                kept = writer.latest.versions
                counted = increments(batch.tables["answers"], kept=kept)
                complete = replace(batch, tables={**batch.tables, **counted})
                writer.append(complete, now=now)

    def _write_held_list(self, source: SourceFile) -> Path:
        waiting = {
            name: held
            for name, held in open_rows(self.held_back()).items()
            if held[0]["file_hash"] == source.sha256
        }
        stem = source.path.name.split(".")[0]
        path = self.place.held_back_folder / f"{stem}-{source.sha256[:8]}.csv"
        write_list(waiting, path)
        return path

    def _mapping_of(self, version: str) -> FileMapping:
        return read_mapping(self.place.mapping_folder / f"{version}.toml")

    def _reading(
        self, *, as_of: datetime | None = None, known: int | None = None
    ) -> Reading:
        """Return the facts as of a moment, or up to a sequence that was known."""
        newest = self._newest()
        latest = newest if as_of is None else self.store.latest(as_of=as_of)
        if known is not None:
            latest = replace(latest, last_sequence=min(known, latest.last_sequence))
        is_past = latest.last_sequence < newest.last_sequence
        if self._last_reading is None or self._last_reading.snapshot != latest:
            run = partial(self._run, at=latest, is_past=is_past)
            self._last_reading = Reading(run, latest, is_past=is_past)
        return self._last_reading

    def _newest(self) -> Snapshot:
        """Return the last finished batch; read only where another was finished."""
        version = self.store.current_version("snapshots")
        if self._known_newest is None or self._known_newest[0] != version:
            self._known_newest = (version, self.store.latest())
        return self._known_newest[1]

    def _run(self, expression: ibis.Table, *, at: Snapshot, is_past: bool) -> pa.Table:
        condition = f"sequence <= {at.last_sequence}" if is_past else None
        self.engine.register(
            TableFiles(name, self._files(name, at), TABLES[name], condition)
            for name in table_names(expression)
        )
        return self.engine.run(expression)

    def _files(self, table: str, at: Snapshot) -> tuple[str, ...]:
        """Return the files of a table; those of a version never change."""
        version = (table, at.versions[table])
        if version not in self._known_files:
            self._known_files[version] = self.store.files(table, at=at)
        return self._known_files[version]


def _values(where: Where | None) -> dict[str, tuple[str, ...]]:
    if isinstance(where, str):
        raise QuestionError(
            f"where is the text '{where}'; write names and values, "
            'such as where={"channel": "web"}.'
        )
    return {name: _names(values) for name, values in (where or {}).items()}


def _names(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
