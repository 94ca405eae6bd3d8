"""The programme file: read with every problem named, written so that it reads back."""

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path

from stik.errors import FileError, ProgrammeError
from stik.programme.entry import Entry
from stik.programme.problem import Findings, Problem
from stik.programme.reader import programme_of
from stik.programme.references import check_references
from stik.programme.text import compose
from stik.programme.writer import programme_yaml
from stik.terms.programme import Programme


def read_programme(
    path: Path | str, *, metrics: Collection[str] | None = None
) -> Programme:
    """Return the programme in the file; goals may use the named `metrics`.

    Without `metrics` every name that a metric can have is accepted.

    Raises
    ------
    FileError
        Where there is no file that can be opened.
    ProgrammeError
        With the first problem in the file and how many more there are.
    """
    programme, problems = _parsed(_content(path), metrics=metrics)
    _refuse(problems, path=path)
    return programme


def programme_of_text(text: str) -> Programme:
    """Return the programme that `programme_yaml` wrote, perhaps some sections of it.

    What other sections would hold is not looked up.

    Raises
    ------
    ValueError
        When the text is no such thing.
    """
    findings = Findings()
    root = compose(text.encode(), findings=findings)
    if root is None:
        raise ValueError("no programme")
    programme = programme_of(Entry(root, 1, "", findings), metrics=None)
    if findings.problems:
        raise ValueError(findings.problems[0].sentence)
    return programme


def check_programme(
    path: Path | str, *, metrics: Collection[str] | None = None
) -> list[Problem]:
    """Return every problem in the file, by line; empty where all is well.

    Raises
    ------
    FileError
        Where there is no file that can be opened.
    """
    return _parsed(_content(path), metrics=metrics)[1]


def write_programme(programme: Programme, path: Path | str) -> None:
    """Put the programme in the file, whole or not at all.

    Raises
    ------
    ProgrammeError
        Where the file would not read back as the same programme; then the file
        stays as it was.
    """
    text = programme_yaml(programme)
    read, problems = _parsed(text.encode(), metrics=None)
    _refuse(problems, path=path)
    for section in fields(programme):
        if getattr(read, section.name) != getattr(programme, section.name):
            raise ProgrammeError(
                path,
                line=1,
                field=section.name,
                sentence="cannot be written so that it reads back the same; "
                "take out blank texts and blanks around a text.",
            )
    draft = Path(f"{path}.draft")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _parsed(
    content: bytes, *, metrics: Collection[str] | None
) -> tuple[Programme, list[Problem]]:
    findings = Findings()
    programme = Programme()
    root = compose(content, findings=findings)
    if root is not None:
        entry = Entry(root, root.start_mark.line + 1, "", findings)
        programme = programme_of(entry, metrics=metrics)
        check_references(programme, findings=findings)
    return programme, sorted(findings.problems)


def _content(path: Path | str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise FileError(
            path, "there is no such file; 'stik new' writes a first programme."
        ) from None
    except OSError as error:
        raise FileError(
            path, f"cannot be read ({error.strerror}); give a file you may read."
        ) from None


def _refuse(problems: list[Problem], *, path: Path | str) -> None:
    if not problems:
        return
    first, more = problems[0], len(problems) - 1
    if more:
        sentence = f"{first.sentence} (and {more} more to mend)"
        first = Problem(first.line, first.field, sentence)
    raise first.as_error(path)
