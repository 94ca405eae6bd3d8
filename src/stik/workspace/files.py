"""How files go into a workspace: taken in, mended, taken back, or only looked at."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from stik.errors import FileError, nearest
from stik.facts.loads import Load
from stik.facts.store import Store
from stik.formats.source_file import SourceFile, survey_file
from stik.intake.held_list import open_rows, write_list
from stik.intake.load import Loading, LoadSummary, Progress, zones_of
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import read_mapping
from stik.intake.suggest import Suggestion, suggest_file
from stik.intake.track.drain import Draining
from stik.intake.track.meaning import read_meaning
from stik.intake.track.stretch import Entry
from stik.workspace.taking_in import append_all, take_in, taking_back
from stik.workspace.visible import Visible


class Files:
    """What a workspace does with files."""

    def __init__(self, store: Store, visible: Visible) -> None:
        self.store = store
        self.place = store.place
        self._visible = visible

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
            object_type=hints.object_type,
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

    def drain(
        self,
        entries: Iterable[Sequence[Entry]],
        *,
        log: str,
        source: str,
        now: datetime,
    ) -> LoadSummary:
        """Make requests of the intake log facts: each stretch of them is a batch.

        `log` names the log that numbers the requests, all of them from one `source`;
        those that are facts already are skipped.
        """
        meaning = read_meaning(self.place.track_file)
        summary = LoadSummary(f"track API, {source}")
        draining = Draining(log, source, meaning, self.place.zone, now, summary)
        batches = partial(draining.batches, entries=entries)
        with self.store.writing() as writer:
            append_all(writer, batches, now=now)
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

    def suggest(self, file: str | Path) -> Suggestion:
        """Return a draft of a mapping for a file, each guess with its reason."""
        return suggest_file(survey_file(Path(file)))

    def _write_held_list(self, source: SourceFile) -> Path:
        waiting = {
            name: held
            for name, held in open_rows(self._visible.held_back()).items()
            if held[0]["file_hash"] == source.sha256
        }
        stem = source.path.name.split(".")[0]
        path = self.place.held_back_folder / f"{stem}-{source.sha256[:8]}.csv"
        write_list(waiting, path)
        return path
