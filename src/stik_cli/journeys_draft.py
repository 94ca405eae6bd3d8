"""A journey as a design: drafted from what customers did, or read from a diagram."""

from pathlib import Path

from stik.errors import FileError
from stik.formats.bpmn.read import read_bpmn
from stik.formats.bpmn.written import bpmn_text
from stik.programme.writer import programme_yaml
from stik.terms.journey import Journey
from stik.terms.programme import Programme
from stik.workspace.journeys import Journeys
from stik_cli.journey_flags import Words
from stik_cli.output import console
from stik_cli.writing import write_text

_KINDS = (".yaml", ".yml", ".bpmn")


def draft(chosen: Journeys, words: Words, *, out: Path | None, language: str) -> None:
    """Write a design as the programme has it, or as BPMN.

    That of a diagram (`words.bpmn`), of the programme (`words.design`), or else the
    way that most of the chosen instances went.

    Raises
    ------
    FileError
        When the diagram cannot be read, or the file not be written.
    """
    journey, notes = _design(chosen, words)
    yaml = programme_yaml(Programme(journeys=(journey,)))
    if out is None:
        console().print(yaml, markup=False, end="")
    else:
        is_diagram = out.suffix == ".bpmn"
        text = bpmn_text(journey, language=language) if is_diagram else yaml
        write_text(text, _known(out))
    for note in notes:
        console().print(note, style="dim", markup=False)


def _design(chosen: Journeys, words: Words) -> tuple[Journey, tuple[str, ...]]:
    if words.bpmn is not None:
        drawn = read_bpmn(_read(words.bpmn), file=words.bpmn)
        return drawn.journey, drawn.notes
    if words.design is not None:
        return chosen.designed(words.design), ()
    return chosen.draft(), ()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileError(file, f"cannot be read ({error.strerror})") from error


def _known(file: Path) -> Path:
    """Return the file where its ending says in which form to write."""
    if file.suffix not in _KINDS:
        kinds = ", ".join(_KINDS)
        raise FileError(file, f"is of no known kind; name one that ends in {kinds}")
    return file
