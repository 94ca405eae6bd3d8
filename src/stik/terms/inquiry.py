"""What is asked of a workspace, as a value: it is passed on, explained, asked again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from stik.errors import QuestionError
from stik.terms.period import GRAINS, Period
from stik.terms.segmentation import Segmentation

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

ANSWER_COLUMNS = (
    "value",
    "low",
    "high",
    "n",
    "unknown",
    "n_effective",
    "design_effect",
    "compared_with",
    "value_before",
    "n_before",
    "difference",
    "difference_low",
    "difference_high",
    "p",
    "p_corrected",
    "is_real",
    "difference_unknown",
)
"""The columns an answer has besides what it is grouped by: no group may be so named."""


Weighted = bool | Literal["margins"]
"""True: by the survey's own weights; `margins`: as the programme's margins say."""


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
    what was known at an earlier moment. Answers count by the survey's weights
    (`is_weighted`), or by weights that give them the shares of the programme's margins
    (`is_raked`, which is weighted too). Traits and segments of customers are as they
    were when each answer was given, or as they are now; `segmentations` are those it
    may name, `segmented` the versions of those whose memberships are stored, `now` is
    that moment, `weight_factors` what brings each source's weights to one scale:
    whoever reads the facts fills them in.

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
    is_raked: bool = False
    as_they_are_now: bool = False
    segmentations: tuple[Segmentation, ...] = ()
    segmented: tuple[str, ...] = ()
    now: datetime | None = None
    weight_factors: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", tuple(dict.fromkeys(self.by)))
        object.__setattr__(self, "is_weighted", self.is_weighted or self.is_raked)
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
        """Return those of its dimensions that tell of customers: traits, segments."""
        return tuple(d for d in self.dimensions if d not in FACT_DIMENSIONS)

    def segmentation(self, name: str) -> Segmentation | None:
        """Return the segmentation of that name, None where the name is a trait's."""
        return next((each for each in self.segmentations if each.name == name), None)
