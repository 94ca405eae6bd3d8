"""The bytes of a programme file → YAML nodes that know their lines."""

import re

import yaml

from stik.programme.problem import Findings

_DEEPEST = 20
_NULL = "tag:yaml.org,2002:null"

_TAB = re.compile(r"^ *\t")

_MENDS = (
    (
        "mapping values are not allowed here",
        "a second ': ' or a wrong indentation; put a text with ': ' in quotes.",
    ),
    ("could not find expected ':'", "a ':' is missing after the name of the field."),
    (
        "expected <block end>",
        "does not fit the lines above; start fields of one thing in one column.",
    ),
    ("that cannot start any token", "begins with a sign; put the text in quotes."),
    ("unexpected end of stream", "a quote is opened here and never closed; close it."),
    ("expected ',' or ']'", "a '[' is opened here and never closed; add the ']'."),
    ("expected ',' or '}'", "a '{' is opened here and never closed; add the '}'."),
    ("unknown escape character", "a '\\' in double quotes; use single quotes."),
    ("another document", "a second '---' starts; a programme is one document."),
)


class _NotPlain(yaml.MarkedYAMLError):
    """YAML that a programme has no use for."""


class _PlainLoader(yaml.SafeLoader):
    """Composes nodes, refuses what would hide where a value was written."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node; it makes no copies, no types, no endless depth."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # stub lacks it
        self._refuse(event)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def _refuse(self, event: yaml.Event) -> None:
        sentence = None
        if isinstance(event, yaml.AliasEvent):
            sentence = f"'*{event.anchor}' points to another place; write it out."
        elif _tag(event):
            sentence = f"the type mark '{_tag(event)}' is not needed; take it out."
        elif self._depth > _DEEPEST:
            sentence = f"is nested more than {_DEEPEST} deep; a bracket is left open."
        if sentence:
            raise _NotPlain(problem=sentence, problem_mark=event.start_mark)  # type: ignore[arg-type]  # stub allows the C mark


def _tag(event: yaml.Event) -> str | None:
    """Return the type a value was marked with by hand, such as `!!python/object`."""
    return getattr(event, "tag", None)


def compose(content: bytes, *, findings: Findings) -> yaml.Node | None:
    """Return the root node; None with a finding where the bytes are no plain YAML."""
    text = _decoded(content, findings=findings)
    if text is None or _has_tabs(text, findings=findings):
        return None
    try:
        root = yaml.compose(text, Loader=_PlainLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sentence = f"holds the unprintable sign {error.character:#06x}; delete it."
        findings.complain(sentence, line=line, field="text")
        return None
    except yaml.MarkedYAMLError as error:
        findings.complain(_mend(error), line=_line(error), field="text")
        return None
    if root is None or root.tag == _NULL:
        sentence = "the file is empty; start with 'vision:' and one sentence."
        findings.complain(sentence, line=1, field="vision")
        return None
    return root


def _decoded(content: bytes, *, findings: Findings) -> str | None:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sentence = (
            f"byte {content[error.start]:#04x} is not UTF-8; save the file as UTF-8."
        )
        findings.complain(sentence, line=line, field="text")
        return None


def _has_tabs(text: str, *, findings: Findings) -> bool:
    lines = [n for n, line in enumerate(text.split("\n"), 1) if _TAB.match(line)]
    for line in lines:
        sentence = "a tab is used to indent; put two spaces in its place."
        findings.complain(sentence, line=line, field="text")
    return bool(lines)


def _mend(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "the text is broken off"
    if isinstance(error, _NotPlain):
        return problem
    for piece, sentence in _MENDS:
        if piece in problem:
            return sentence
    return f"is not YAML ({problem}); compare with the lines around it."


def _line(error: yaml.MarkedYAMLError) -> int:
    """Return where to mend: where something left open begins, else where it broke."""
    is_left_open = "stream" in (error.problem or "")
    mark = (error.context_mark if is_left_open else None) or error.problem_mark
    return mark.line + 1 if mark else 1
