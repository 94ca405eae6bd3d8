"""The front door: open a place, load a file, ask a question."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from stik.engine.engine import Engine
from stik.errors import PlaceTaken, ProgrammeError
from stik.facts.erasure_ledger import has_ledger
from stik.facts.loads import Load
from stik.facts.place import (
    Place,
    check_name,
    make_folder,
    open_place,
    write_settings,
)
from stik.facts.store import Store
from stik.rollups.beliefs import Written
from stik.rollups.checks import MOST_FILES, Check, checks
from stik.rollups.registrations import register, registered
from stik.rollups.segmenting import segment_customers
from stik.rollups.upkeep import merge_files, rebuild_rollups
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.workspace.aiming import Aiming
from stik.workspace.believing import believe, subject_of
from stik.workspace.measuring import Where, values_of
from stik.workspace.visible import Visible

if TYPE_CHECKING:
    from stik.intake.load import LoadSummary, Progress
    from stik.intake.mapping import FileMapping
    from stik.intake.suggest import Suggestion
    from stik.intake.track.stretch import Entry
    from stik.workspace.arriving import Arriving
    from stik.workspace.exporting import Export
    from stik.workspace.files import Files
    from stik.workspace.journeys import Journeys
    from stik.workspace.mending import Mending
    from stik.workspace.people import People

MESSAGES_KNOWN_FOR = timedelta(days=7)
"""A message of the track API that comes again within this time counts once."""


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
    from stik.programme.starter import starter_programme  # noqa: PLC0415 - as `_files`
    from stik.report.words import words  # noqa: PLC0415 - as `_files`

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

    Where a backup was put in its place, who was erased since is erased again first.

    Raises
    ------
    NotAWorkspace, NewerWorkspace, WriterBusy, PlaceError
        Where there is none, or one of a newer stik, or somebody erased would be seen.
    """
    opened = Workspace(open_place(Path(place)), engine=engine)
    if has_ledger(opened.place):
        opened.people.erase_again()
    return opened


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

    @property
    def _files(self) -> "Files":
        """Return what goes with files; only who loads one pays for its imports."""
        from stik.workspace.files import Files  # noqa: PLC0415 - costs as much as a question

        return Files(self.store, self._visible)

    def load(
        self,
        file: str | Path,
        *,
        mapping: "str | Path | FileMapping",
        now: datetime,
        anew: bool = False,
        on_progress: Callable[["Progress"], None] = lambda _: None,
    ) -> "LoadSummary":
        """Take a file in as its mapping says; rows known already are skipped.

        `anew` takes back first what the file gave before, with whatever mapping.

        Raises
        ------
        FileError, MappingError, WriterBusy
            When nothing of the file is stored; damage found late takes it all back.
        """
        return self._files.load(
            file, mapping=mapping, now=now, anew=anew, on_progress=on_progress
        )

    def load_repaired(self, file: str | Path, *, now: datetime) -> "LoadSummary":
        """Take mended rows of a held-back list in; the others keep waiting.

        Raises
        ------
        FileError
            When the file is no such list.
        """
        return self.mending.load_list(file, now=now)

    def drain(
        self,
        entries: Iterable[Sequence["Entry"]],
        *,
        log: str,
        source: str,
        now: datetime,
    ) -> "LoadSummary":
        """Make requests of the intake log facts: each stretch of them is a batch.

        `log` names the log that numbers the requests, all of them from one `source`;
        those that are facts already are skipped.
        """
        return self._files.drain(entries, log=log, source=source, now=now)

    def take_back(self, file: str | Path, *, now: datetime) -> Load:
        """Undo a load: nothing that the file gave counts any more; return what it was.

        The file is known by its content, or where it is gone by its name.

        Raises
        ------
        FileError
            When nothing of it counts now.
        """
        return self._files.take_back(file, now=now)

    def export(  # noqa: PLR0913 what, in which form, of which rows
        self,
        table: str,
        format: str = "csv",  # noqa: A002 the word users expect
        *,
        since: str | None = None,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        about: str | None = None,
        names: bool = False,
    ) -> "Export":
        """Return the rows of a table that count, as bytes in parts, oldest first.

        `table` is interactions, answers, verbatims, traits, identities, merged (who is
        who), held_back, or withdrawn (what counts no more); `format` csv, jsonl,
        parquet, xes or ocel. `since` is the
        `cursor` of an earlier export: only what came after it. `about` asks for what
        tells of somebody else, `names` for the customers' names beside their numbers.

        Raises
        ------
        QuestionError
            When there is no such table, format, column, date or cursor.
        """
        from stik.workspace.exporting import Wanted, export_of  # noqa: PLC0415 - as `_files`

        wanted = Wanted(
            table,
            format,
            since=since,
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            about=about,
            is_named=names,
        )
        return export_of(wanted, self.store, self._visible)

    def suggest(self, file: str | Path) -> "Suggestion":
        """Return a draft of a mapping for a file, each guess with its reason."""
        return self._files.suggest(file)

    def journeys(
        self, name: str | None = None, *, step: str = "touchpoint"
    ) -> "Journeys":
        """Return the instances of a journey, or of any, to ask what they went through.

        `step` tells steps apart: touchpoint, channel or unit.
        """
        from stik.terms.instances import Instances  # noqa: PLC0415 - as `_files`
        from stik.workspace.journeys import Journeys  # noqa: PLC0415 - as `_files`

        return Journeys(self._visible, Instances(name, step))

    @property
    def people(self) -> "People":
        """Return what is held of single customers: to show it, or to erase it."""
        from stik.workspace.people import People  # noqa: PLC0415 - as `_files`

        return People(self.store, self._visible)

    @property
    def mending(self) -> "Mending":
        """Return what waits for repair: to count it, show it, or mend it."""
        from stik.workspace.mending import Mending  # noqa: PLC0415 - as `_files`

        return Mending(self.store, self._visible)

    @property
    def arriving(self) -> "Arriving":
        """Return what reads on from where somebody has read the facts."""
        from stik.workspace.arriving import Arriving  # noqa: PLC0415 - as `_files`

        return Arriving(self.store, self._visible)

    def tidy(self, *, now: datetime) -> tuple[str, ...]:
        """Merge tables that lie in many small files; return the names of those.

        Customers are put in their segments anew where something was stored since.
        """
        merged = merge_files(self.store, more_files_than=MOST_FILES, now=now)
        if "keys" in merged:
            self._forget_messages(now=now)
        self._segment(now=now)
        with suppress(ProgrammeError):
            self.register_initiatives(now=now)
        return merged

    def mend(self, *, now: datetime) -> None:
        """Merge small files, count the rollups anew, take who was erased off the disk.

        What belongs to earlier states only is removed.
        """
        merge_files(self.store, more_files_than=1, now=now)
        self._forget_messages(now=now)
        rebuild_rollups(self.store, now=now)
        self.people.purge(now=now)
        self._segment(now=now)

    def _forget_messages(self, *, now: datetime) -> None:
        with self.store.writing() as writer:
            writer.forget_messages(before=now - MESSAGES_KNOWN_FOR, now=now)

    def check(self) -> list[Check]:
        """Return what was looked at: disk, tables, rollups, what is unfinished."""
        return list(checks(self.store))

    def held_back(self) -> pa.Table:
        """Return every row ever held back; see `facts.schema.HELD_BACK`."""
        return self._visible.held_back()

    def touchpoints_found(self) -> pa.Table:
        """Return each touchpoint in the facts: its n_answers and n_interactions."""
        return self._visible.reading().found("touchpoint")

    def channels_found(self) -> pa.Table:
        """Return each channel in the facts: its n_answers and n_interactions."""
        return self._visible.reading().found("channel")

    def report(self, *, now: datetime, language: str | None = None) -> str:
        """Return one self-contained HTML page that opens with the answers.

        Raises
        ------
        QuestionError
            When reports do not speak the language.
        """
        from stik.workspace.reporting import report_of  # noqa: PLC0415 - as `_files`

        return report_of(
            self, self._visible, self.programme(), now=now, language=language
        )

    def programme(self) -> Programme:
        """Return what the company says about its experience, empty without a file."""
        from stik.programme.file import read_programme  # noqa: PLC0415 - as `_files`

        file = self.place.programme_file
        return read_programme(file) if file.exists() else Programme()

    def register_initiatives(self, *, now: datetime) -> tuple[str, ...]:
        """Write down which initiatives of the programme are seen for the first time.

        What was expected only after it began cannot be verified: see `initiatives`.
        """
        run = self._visible.reading().run
        proposals = self.programme().initiatives
        return register(self.store, proposals, run=run, now=now)

    def registered_initiatives(self) -> pa.Table:
        """Return every promise ever registered; see `facts.schema.REGISTRATIONS`.

        `is_current` says whether the programme still has it in these words.
        """
        rows = registered(self._visible.reading().run)
        current = {(each.name, each.digest) for each in self.programme().initiatives}
        promises = zip(
            rows["initiative"].to_pylist(), rows["digest"].to_pylist(), strict=True
        )
        is_current = [promise in current for promise in promises]
        return rows.append_column("is_current", pa.array(is_current, pa.bool_()))

    def believe(  # noqa: PLR0913 who, what, of which part, when
        self,
        metric: str,
        *,
        by: str,
        value: float,
        now: datetime,
        period: str | None = None,
        where: Where | None = None,
    ) -> None:
        """Write down what somebody believes a metric to be, before it can be seen.

        `value` is in the metric's unit; `period` a year, month or day such as 2026-05,
        without it the month of `now`.

        Raises
        ------
        QuestionError
            When it cannot be believed: the period is over and its answers are stored,
            or the same person wrote it down already.
        """
        month = f"{now.astimezone(self.place.zone):%Y-%m}"
        subject = subject_of(metric, where=where, period=period or month)
        belief = Written(by, subject, value, now)
        reading = self._visible.reading()
        believe(self.store, belief, reading=reading, zone=self.place.zone)

    def _segment(self, *, now: datetime) -> None:
        try:
            segmentations = self.programme().segmentations
        except ProgrammeError:
            return  # told where it is asked for; what was loaded stays loaded
        segment_customers(self.store, segmentations, now=now)
