"""What is asked of a workspace, as a value: it is passed on, explained, asked again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from stik.errors import QuestionError
from stik.terms.period import GRAINS, Period

FACT_DIMENSIONS = (
    "touchpoint",
    "question",
    "scale",
    "channel",
    "unit",
    "language",
    "source",
    "journey",
)
"""The columns of an answer that a question may be grouped or filtered by."""


@dataclass(frozen=True)
class Question:
    """A question on one scale; at one touchpoint, or (None) wherever it was put."""

    question: str
    scale: str
    touchpoint: str | None = None


@dataclass(frozen=True)
class Inquiry:
    """One question: a metric, by what, of which answers, compared with what.

    `where` maps a dimension or trait to the values that count. `compare` is
    `last-year`, `previous`, or `dimension=value` for another group. `as_of` asks
    what was known at an earlier moment.

    Raises
    ------
    QuestionError
        On two grains of time, and on a time among the filters.
    """

    metric: str
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: Period = field(default_factory=Period)
    compare: str | None = None
    as_of: datetime | None = None
    is_weighted: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(dict.fromkeys(self.by)))
        grains = [name for name in self.by if name in GRAINS]
        if len(grains) > 1:
            raise QuestionError(
                f"cannot group by {' and '.join(grains)} at once; choose one of them."
            )
        for name in self.where:
            if name in GRAINS:
                raise QuestionError(
                    f"cannot filter by '{name}'; name the first and the last {name} "
                    "with --from and --to (from_date, to_date)."
                )

    @cached_property
    def grain(self) -> str | None:
        """Return the grain of time it is grouped by, if any."""
        return next((name for name in self.by if name in GRAINS), None)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Return what it is grouped by besides time."""
        return tuple(name for name in self.by if name not in GRAINS)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return every dimension or trait it needs, time aside."""
        return tuple(dict.fromkeys((*self.groups, *self.where)))

    @property
    def traits(self) -> tuple[str, ...]:
        """Return those of its dimensions that are traits of customers."""
        return tuple(d for d in self.dimensions if d not in FACT_DIMENSIONS)
