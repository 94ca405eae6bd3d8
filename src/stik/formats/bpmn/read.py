"""A BPMN 2.0 file as the nearest designed journey, and what of it could not be kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from stik.errors import FileError
from stik.formats.bpmn.chart import chart_of
from stik.formats.bpmn.losses import losses_of
from stik.formats.bpmn.ordering import Ordered
from stik.formats.bpmn.steps import Reading
from stik.formats.bpmn.vocabulary import MODEL
from stik.formats.bpmn.xml_tree import Element, xml_tree
from stik.terms.journey import Journey


@dataclass(frozen=True)
class Drawn:
    """The journey that a diagram shows, and in words what of the diagram is lost."""

    journey: Journey
    notes: tuple[str, ...]


def read_bpmn(content: bytes, *, file: object) -> Drawn:
    """Return the journey of the first process in a BPMN file.

    A task is a step at the touchpoint of its name, its lane the actor. A task that can
    be passed by is optional; those between parallel gateways come in any order; one
    with a loop marker, or on a way that leads back, is repeatable. The parts of a
    process are phases. What `bpmn_text` wrote comes back the same, and what a tool
    changed of it is as it is drawn now.

    Raises
    ------
    FileError
        Where it is no XML, declares entities, or holds no process of BPMN 2.0.
    """
    root = xml_tree(content, file=file)
    processes = list(root.all(MODEL, "process"))
    if root.space != MODEL or not processes:
        raise FileError(file, "holds no process of BPMN 2.0; export it as such.")
    # A pool that is only a box has a process with nothing in it.
    drawn = [each for each in processes if each.first(MODEL, "sequenceFlow")]
    process = (drawn or processes)[0]
    ordered = Ordered(*chart_of(process))
    reading = Reading.of(process, ordered, name=_name(root, process))
    notes = (*_of_others(root, len(processes)), *losses_of(ordered))
    return Drawn(reading.journey(), notes)


def _name(root: Element, process: Element) -> str:
    """Return what a process is called, or the pool that it is in."""
    id_ = process.attributes.get("id", "")
    pools = [
        pool.attributes.get("name")
        for whole in root.all(MODEL, "collaboration")
        for pool in whole.all(MODEL, "participant")
        if pool.attributes.get("processRef", "").rpartition(":")[2] == id_
    ]
    named = (process.attributes.get("name"), *pools, id_)
    return next((name for name in named if name), "journey")


def _of_others(root: Element, n_processes: int) -> Iterator[str]:
    if n_processes > 1:
        yield f"other processes of the file are not kept: {n_processes - 1}"
    n_messages = sum(
        len(list(each.all(MODEL, "messageFlow")))
        for each in root.all(MODEL, "collaboration")
    )
    if n_messages:
        yield f"messages between processes are not kept: {n_messages}"
