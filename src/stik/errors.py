"""Every error stik raises; each sentence says where it went wrong and how to mend it.

StikError
├── PlaceError            the folder a workspace lives in
│   ├── NotAWorkspace
│   ├── PlaceTaken
│   ├── NewerWorkspace
│   ├── OlderWorkspace
│   ├── WriterBusy
│   └── FilesMoved
├── FileError             a file of the user
├── MappingError          the TOML that says what the columns mean
├── ProgrammeError        the YAML that describes the company
├── CustomerUnknown       nobody has that name
├── RowUnknown            no such row waits for repair
├── QuestionError         what was asked cannot be asked
│   ├── UnknownMetric
│   ├── UnknownDimension
│   ├── ScaleRefused
│   └── MarginRefused
├── SettingError          a setting of the product
├── InitiativeError       an initiative says what cannot be verified
└── EngineMissing         Spark asked for, not installed
"""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(got: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" for the known name closest to `got`, or a list."""
    names = sorted(known)
    close = get_close_matches(got, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known are: {', '.join(names) or 'none yet'}."


class StikError(Exception):
    """Whatever a user of stik can read and mend."""


class PlaceError(StikError):
    """Something is wrong with the folder a workspace lives in."""

    def __init__(self, place: object, sentence: str) -> None:
        self.place = str(place)
        super().__init__(f"{place}: {sentence}")


class NotAWorkspace(PlaceError):
    """The place holds no workspace."""

    def __init__(self, place: object) -> None:
        super().__init__(
            place, f"is no stik workspace; make one with 'stik new {place}'."
        )


class PlaceTaken(PlaceError):
    """A new workspace was asked for where something already is."""

    def __init__(self, place: object, found: str) -> None:
        super().__init__(
            place, f"already holds {found}; choose an empty or new folder."
        )


class NewerWorkspace(PlaceError):
    """The workspace was written by a newer stik."""

    def __init__(self, place: object, *, got: int, needed: int) -> None:
        self.got, self.needed = got, needed
        super().__init__(
            place,
            f"is of format {got}, this stik reads up to {needed}; update stik.",
        )


class OlderWorkspace(PlaceError):
    """The workspace was written by an older stik, in a form no longer read."""

    def __init__(self, place: object, *, got: int, needed: int) -> None:
        self.got, self.needed = got, needed
        super().__init__(
            place,
            f"is of format {got}, this stik reads {needed}; make a new workspace with "
            "'stik new' and load its files again.",
        )


class WriterBusy(PlaceError):
    """Another process is writing to the workspace."""

    def __init__(self, place: object, *, holder: str) -> None:
        self.holder = holder
        super().__init__(
            place, f"is being written to by {holder}; wait for it to end, then repeat."
        )


class FilesMoved(PlaceError):
    """Files of a table went away under a question: upkeep put its rows in others."""

    def __init__(self, file: object) -> None:
        super().__init__(file, "was moved by upkeep; ask again.")


class FileError(StikError):
    """A file of the user cannot be read as it is."""

    def __init__(self, path: object, sentence: str) -> None:
        self.path = str(path)
        super().__init__(f"{path}: {sentence}")


class MappingError(StikError):
    """A mapping names what does not exist or cannot be."""

    def __init__(self, mapping: object, key: str, sentence: str) -> None:
        self.mapping, self.key = str(mapping), key
        where = f"{mapping}, {key}" if key else f"{mapping}"
        super().__init__(f"{where}: {sentence}")


class ProgrammeError(StikError):
    """A programme file says something that cannot be."""

    def __init__(self, path: object, *, line: int, field: str, sentence: str) -> None:
        self.path, self.line, self.field = str(path), line, field
        super().__init__(f"{path}, line {line}, {field}: {sentence}")


class CustomerUnknown(StikError):
    """Nobody is known by an outside name."""

    def __init__(self, name: str, *, source: str | None = None) -> None:
        self.name, self.source = name, source
        of = f" in source '{source}'" if source else ""
        super().__init__(
            f"no customer is called '{name}'{of}; write the name as it stood in the "
            "file it came in."
        )


class RowUnknown(StikError):
    """No row waits for repair under an id."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"no row '{name}' waits; 'stik held PLACE rows' shows those that do."
        )


class QuestionError(StikError):
    """What was asked cannot be asked of this workspace."""


class UnknownMetric(QuestionError):
    """No metric of that name."""

    def __init__(self, got: str, known: Iterable[str]) -> None:
        self.got = got
        super().__init__(f"there is no metric '{got}'; {nearest(got, known)}")


class UnknownDimension(QuestionError):
    """No column or trait of that name to group or filter by."""

    def __init__(self, got: str, known: Iterable[str]) -> None:
        self.got = got
        super().__init__(f"cannot group or filter by '{got}'; {nearest(got, known)}")


class ScaleRefused(QuestionError):
    """A metric was asked of a scale it is not defined on."""

    def __init__(self, metric: str, *, got: str, needed: str) -> None:
        self.metric, self.got, self.needed = metric, got, needed
        super().__init__(
            f"{metric} is not defined on scale '{got}', it needs {needed}; "
            f"choose another metric or correct the scale in the mapping."
        )


class SettingError(StikError):
    """A setting of the product has a value that cannot be, or a name nobody knows."""

    def __init__(self, setting: str, sentence: str) -> None:
        self.setting, self.sentence = setting, sentence
        super().__init__(f"{setting} {sentence}")


class EngineMissing(StikError):
    """Spark was asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Spark is not installed here; install it with 'pip install stik[spark]'."
        )


class MarginRefused(QuestionError):
    """The answers cannot be weighted to a margin; names the cell in the way."""

    def __init__(self, trait: str, value: str, sentence: str) -> None:
        self.trait, self.value = trait, value
        super().__init__(f"margin {trait} = '{value}': {sentence}")


class InitiativeError(StikError):
    """An initiative says what cannot be verified."""

    def __init__(self, initiative: str, field: str, sentence: str) -> None:
        self.initiative, self.field = initiative, field
        super().__init__(f"initiative '{initiative}', {field}: {sentence}")
