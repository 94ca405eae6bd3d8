"""Which journey instances a question looks at, and what makes one, as a value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, get_args

from stik.errors import QuestionError, nearest

STEPS = ("touchpoint", "channel", "unit")
"""The columns of an interaction that may be the step of a journey."""

MadeBy = Literal["instance", "customer"]


@dataclass(frozen=True)
class Rule:
    """What makes an instance of a customer's interactions, where none is named.

    One begins with a step of `starts_with` (without: with any) while none is open, and
    ends after a step of `ends_with`, with a pause longer than `gap` or when it has
    lasted `at_most` (seconds). Where nothing ends it, each step of `starts_with` begins
    another one.
    """

    starts_with: tuple[str, ...] = ()
    ends_with: tuple[str, ...] = ()
    gap: int | None = None
    at_most: int | None = None

    @property
    def can_end(self) -> bool:
        """Return whether it says when an instance is over."""
        return bool(self.ends_with or self.gap or self.at_most)


@dataclass(frozen=True)
class Instances:
    """The instances of a journey (None: of any): what makes one, and which count.

    Each is made by its own name (an order, a claim), or of its customer by the rule.
    Those count that touched each of `touched` and none of `untouched`, lasted longer or
    shorter than so many seconds, and went as the path pattern `follows` says. `step` is
    the column that tells steps apart.

    Raises
    ------
    QuestionError
        When there is no such step or way to make them.
    """

    journey: str | None = None
    step: str = "touchpoint"
    made_by: MadeBy = "instance"
    rule: Rule = Rule()
    touched: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    longer_than: int | None = None
    shorter_than: int | None = None
    follows: str | None = None

    def __post_init__(self) -> None:
        for what, name, known in (
            ("step", self.step, STEPS),
            ("way to make instances", self.made_by, get_args(MadeBy)),
        ):
            if name not in known:
                raise QuestionError(
                    f"there is no {what} '{name}'; {nearest(name, known)}"
                )

    def told(self) -> dict[str, Any]:
        """Return it as plain values, so that it can be asked again."""
        return asdict(self)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return what `told` gave, also after it was written as JSON."""
        values = {name: _plain(value) for name, value in told.items()}
        rule = {name: _plain(value) for name, value in told["rule"].items()}
        return cls(**{**values, "rule": Rule(**rule)})


def _plain(value: Any) -> Any:  # noqa: ANN401 a list comes back from JSON
    return tuple(value) if isinstance(value, list) else value
