"""Questions of how good it is, which part is not, and what goes with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError
from stik.insights.result import Result
from stik.insights.segments import history_of, segments_now
from stik.terms.inquiry import Inquiry, Weighted
from stik.terms.period import Period
from stik.workspace.questions import answered, asked_again
from stik.workspace.visible import Visible

Where = Mapping[str, str | Sequence[str]]


class Measuring:
    """What can be asked of the facts that are visible."""

    def __init__(self, visible: Visible) -> None:
        self._visible = visible

    def ask(  # noqa: PLR0913 the words of a question, each optional
        self,
        metric: str,
        *,
        by: str | Sequence[str] = (),
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        compare: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
        as_they_are_now: bool = False,
    ) -> Result:
        """Return a metric, by what, of which answers, compared with what.

        Traits and segments of customers are as they were when each answer was given,
        or `as_they_are_now`.

        Raises
        ------
        QuestionError
            When it cannot be asked; the sentence names what could.
        """
        inquiry = Inquiry(
            metric=metric,
            by=names_of(by),
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            compare=compare,
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
            as_they_are_now=as_they_are_now,
        )
        return self.answer(inquiry)

    def answer(self, inquiry: Inquiry) -> Result:
        """Return the answer to an inquiry."""
        return self._answered("ask", inquiry)

    def weakest(
        self,
        *,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return the touchpoints, the weakest first: shortfall, reach and certainty.

        `table` has one row per touchpoint and scale; `rank` is null where `not_ranked`
        says why it has none.
        """
        period = Period.named(first=from_date, last=to_date)
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            period=period,
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("weakest", inquiry)

    def coverage(  # noqa: PLR0913 as `ask`
        self,
        metric: str,
        *,
        by: str | Sequence[str] = (),
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return a metric, and beside each value whom it hears of those it could.

        `table` has the columns of `ask` and customers, met, coverage and why it is
        unknown; `explain()["surveys"]` the response rate of each survey.
        """
        inquiry = Inquiry(
            metric,
            by=names_of(by),
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("coverage", inquiry)

    def consistency(  # noqa: PLR0913 as `ask`
        self,
        metric: str,
        *,
        by: str | Sequence[str] = (),
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
        plan: Mapping[str, Any] | None = None,
    ) -> Result:
        """Return whether a metric is consistent, or something happened to it.

        One control chart for each group of `by`, one row per period; without a grain
        of time among `by` it is chosen. `plan` may hold `kind`, `rules`, `phases`
        (period: what changed), `baseline`, `exceptional` and `seasonal`, as
        `insights.consistency.plan.Plan` has them.
        """
        inquiry = Inquiry(
            metric,
            by=names_of(by),
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("consistency", inquiry, plan=dict(plan or {}))

    def same_mix(  # noqa: PLR0913 as `ask`
        self,
        metric: str,
        *,
        by: str = "channel",
        compare: str = "last-year",
        standard: str = "both",
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return how a metric differs, as it is and with the mix of `by` held alike.

        `table` has a row for the plain difference, for that at the same mix, and for
        each kind. `standard` is the mix that counts: of `both` sides, `before` or
        `after`.
        """
        inquiry = Inquiry(
            metric,
            by=names_of(by),
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            compare=compare,
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("same_mix", inquiry, standard=standard)

    def segments(self) -> pa.Table:
        """Return the number of customers in each segment; see `insights.segments`."""
        return segments_now(self._visible.reading())

    def memberships(self, segmentation: str) -> pa.Table:
        """Return who was in which segment, from when to when.

        Raises
        ------
        UnknownDimension
            When the programme has no such segmentation.
        """
        return history_of(segmentation, self._visible.reading())

    def ask_again(self, told: Mapping[str, Any]) -> Result:
        """Return the answer to a question told before, of what was known then.

        `told` is what `Result.explain` gave.

        Raises
        ------
        KeyError, TypeError, ValueError
            When it is no such thing.
        """
        reading = self._visible.reading_of(told["snapshot"]["snapshot"])
        return asked_again(told["asked"], reading)

    def _answered(self, question: str, inquiry: Inquiry, **words: Any) -> Result:  # noqa: ANN401 as `questions.answered`
        reading = self._visible.reading(as_of=inquiry.as_of)
        return answered(question, inquiry, reading, **words)


def values_of(where: Where | None) -> dict[str, tuple[str, ...]]:
    """Return filters with their values as tuples.

    Raises
    ------
    QuestionError
        When they are a text.
    """
    if isinstance(where, str):
        raise QuestionError(
            f"where is the text '{where}'; write names and values, "
            'such as where={"channel": "web"}.'
        )
    return {name: names_of(values) for name, values in (where or {}).items()}


def is_raked(weighted: Weighted) -> bool:
    """Return whether the weights are those that the programme's margins give.

    Raises
    ------
    QuestionError
        When there are no such weights.
    """
    if weighted not in (False, True, "margins"):
        raise QuestionError(
            f"there are no weights '{weighted}'; write weighted=True for the survey's "
            "own, weighted='margins' for those the programme's margins give."
        )
    return weighted == "margins"


def names_of(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return names, or one of them, as a tuple."""
    return (names,) if isinstance(names, str) else tuple(names)
