"""What is wrong in a programme file, and where."""

from dataclasses import dataclass, field

from stik.errors import ProgrammeError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the line, the field such as `touchpoints.desk.owner`, how."""

    line: int
    field: str
    sentence: str

    def as_error(self, path: object) -> ProgrammeError:
        """Return the error that says this of the file at `path`."""
        return ProgrammeError(
            path, line=self.line, field=self.field, sentence=self.sentence
        )


@dataclass(frozen=True)
class Reference:
    """A name that must stand in another section of the file."""

    section: str
    name: str
    line: int
    field: str


@dataclass(frozen=True)
class Findings:
    """Everything noticed while a file is read."""

    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def complain(self, sentence: str, *, line: int, field: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(line, field, sentence))
