"""The front door: open a place, load a file, ask a question."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import pyarrow as pa

from stik.engine.engine import Engine
from stik.engine.tables import unbound
from stik.errors import FileError, PlaceTaken, ProgrammeError, nearest
from stik.facts.loads import Load
from stik.facts.place import (
    Place,
    check_name,
    make_folder,
    open_place,
    write_settings,
)
from stik.facts.schema import HELD_BACK
from stik.facts.store import Store
from stik.formats.source_file import SourceFile, survey_file
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
from stik.rollups.registrations import register
from stik.rollups.segmenting import segment_customers
from stik.rollups.upkeep import merge_files, rebuild_rollups
from stik.terms.programme import Programme
from stik.workspace.aiming import Aiming
from stik.workspace.people import People
from stik.workspace.taking_in import append_all, take_in, taking_back
from stik.workspace.visible import Visible


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


class Workspace(Aiming):
    """One company's facts, and the questions that can be asked of them."""

    def __init__(self, place: Place, *, engine: Engine | None = None) -> None:
        self.place = place
        self.store = Store(place)
        super().__init__(Visible(self.store, engine=engine, programme=self.programme))

    @property
    def engine(self) -> Engine:
        """Return the engine that runs the questions."""
        return self._visible.engine

    def load(
        self,
        file: str | Path,
        *,
        mapping: str | Path | FileMapping,
        now: datetime,
        anew: bool = False,
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> LoadSummary:
        """Take a file in as its mapping says; rows known already are skipped.

        `anew` takes back first what the file gave before, with whatever mapping.

        Raises
        ------
        FileError, MappingError, WriterBusy
            When nothing of the file is stored; damage found late takes it all back.
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
        if anew and loading.columns:
            self._take_back(source.sha256, now=now)
        take_in(self.store, loading.batches, file_hash=source.sha256, now=now)
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
        with self.store.writing() as writer:
            append_all(writer, repairing.batches, now=now)
        return summary

    def take_back(self, file: str | Path, *, now: datetime) -> Load:
        """Undo a load: nothing that the file gave counts any more; return what it was.

        The file is known by its content, or where it is gone by its name.

        Raises
        ------
        FileError
            When nothing of it counts now.
        """
        path, loads = Path(file), self.store.loads()
        if path.is_file():
            digest = survey_file(path).sha256
            found = [load for load in loads if load.file_hash == digest]
        else:
            found = [load for load in loads if load.file == path.name]
        if not found:
            known = nearest(path.name, (load.file for load in loads))
            raise FileError(path, f"nothing of it is stored; {known}")
        self._take_back(found[-1].file_hash, now=now)
        return found[-1]

    def _take_back(self, file_hash: str, *, now: datetime) -> None:
        with self.store.writing() as writer:
            load = self.store.load_of(file_hash)
            if load is not None:
                writer.append(taking_back(load, writer), now=now)

    @property
    def people(self) -> People:
        """Return what is held of single customers: to show it, or to erase it."""
        return People(self.store, self._visible)

    def suggest(self, file: str | Path) -> drafting.Suggestion:
        """Return a draft of a mapping for a file, each guess with its reason."""
        return drafting.suggest_file(survey_file(Path(file)))

    def tidy(self, *, now: datetime) -> tuple[str, ...]:
        """Merge tables that lie in many small files; return the names of those.

        Customers are put in their segments anew where something was stored since.
        """
        merged = merge_files(self.store, more_files_than=MOST_FILES, now=now)
        self._segment(now=now)
        with suppress(ProgrammeError):
            self.register_initiatives(now=now)
        return merged

    def mend(self, *, now: datetime) -> None:
        """Merge small files, count the rollups anew, take who was erased off the disk.

        What belongs to earlier states only is removed.
        """
        merge_files(self.store, more_files_than=1, now=now)
        rebuild_rollups(self.store, now=now)
        self.people.purge(now=now)
        self._segment(now=now)

    def check(self) -> list[Check]:
        """Return what was looked at: disk, tables, rollups, what is unfinished."""
        return list(checks(self.store))

    def held_back(self) -> pa.Table:
        """Return every row ever held back; see `facts.schema.HELD_BACK`."""
        rows = self._visible.reading().run(unbound("held_back", HELD_BACK))
        return rows.sort_by([("held_at", "ascending"), ("row", "ascending")])

    def touchpoints_found(self) -> pa.Table:
        """Return each touchpoint in the facts: its n_answers and n_interactions."""
        return self._visible.reading().run(counting.found("touchpoint"))

    def channels_found(self) -> pa.Table:
        """Return each channel in the facts: its n_answers and n_interactions."""
        kept = self._visible.newest().versions
        return self._visible.reading().run(counting.found("channel", kept=kept))

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
        reading = self._visible.reading()
        customers = reading.run(counting.customers())
        known = Known(
            self.place.name,
            tuple(reading.entries),
            n_customers=customers["n"][0].as_py(),
            n_files=len(self.store.loads()),
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

    def register_initiatives(self, *, now: datetime) -> tuple[str, ...]:
        """Write down which initiatives of the programme are seen for the first time.

        What was expected only after it began cannot be verified: see `initiatives`.
        """
        run = self._visible.reading().run
        proposals = self.programme().initiatives
        return register(self.store, proposals, run=run, now=now)

    def _segment(self, *, now: datetime) -> None:
        try:
            segmentations = self.programme().segmentations
        except ProgrammeError:
            return  # told where it is asked for; what was loaded stays loaded
        segment_customers(self.store, segmentations, now=now)

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
