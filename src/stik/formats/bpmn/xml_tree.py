"""A small XML file as a tree; it may declare neither entities nor a document type."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from stik.errors import FileError

_END = "\n"
"""What parts namespace and name: no name of XML holds it."""


@dataclass
class Element:
    """An element: its namespace, name, attributes without any, text, what is in it."""

    space: str
    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, space: str, *names: str) -> Iterator["Element"]:
        """Yield the elements directly in it that have one of the names."""
        for each in self.children:
            if each.space == space and each.name in names:
                yield each

    def first(self, space: str, *names: str) -> "Element | None":
        """Return the first of them, None where there is none."""
        return next(self.all(space, *names), None)


class _Refused(Exception):
    """XML that is not read though it is well-formed."""


@dataclass
class _Growing:
    root: Element | None = None
    open: list[Element] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(_END)
        plain = {key: text for key, text in attributes.items() if _END not in key}
        element = Element(space, local, plain)
        if self.open:
            self.open[-1].children.append(element)
        self.root = self.root or element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        self.open[-1].text += text


def xml_tree(content: bytes, *, file: object) -> Element:
    """Return the outermost element of a file.

    Raises
    ------
    FileError
        Where it is no XML, with the line and column, or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=_END)
    growing = _Growing()
    parser.buffer_text = True
    parser.StartElementHandler = growing.start
    parser.EndElementHandler = growing.end
    parser.CharacterDataHandler = growing.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 expat takes it by its place
    except (expat.ExpatError, _Refused) as fault:
        where = f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber}"
        what = str(fault).partition(":")[0]
        raise FileError(file, f"is no XML that is read: {what}, at {where}.") from None
    if growing.root is None:
        raise FileError(file, "is empty; save the diagram again.")
    return growing.root


def _refuse_doctype(*_: object) -> None:
    raise _Refused("it declares a document type or entities, which are not read")
