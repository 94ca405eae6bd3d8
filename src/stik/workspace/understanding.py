"""Questions of why: what goes with it, for whom, for how long, and what worked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from stik.insights.baggage.lags import WITHIN
from stik.insights.result import Result
from stik.terms.inquiry import Inquiry, Weighted
from stik.terms.period import Period
from stik.workspace.measuring import (
    Measuring,
    Where,
    is_raked,
    names_of,
    values_of,
)


class Understanding(Measuring):
    """What can be asked of the reasons behind the numbers."""

    def drivers(  # noqa: PLR0913 as `ask`
        self,
        outcome: str,
        *,
        of: str | Sequence[str] = (),
        by: str | Sequence[str] = (),
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return which ratings go with an outcome, and how much each explains.

        `outcome` is a question, a metric that stands for one, or `trait=value`; `of`
        names the questions or touchpoints, without it all ratings count. `table` has
        one row per driver, `value` is the share of what they explain together; `by` a
        trait, channel or unit it has one row per group and driver.
        """
        inquiry = Inquiry(
            "mean",
            by=names_of(by),
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("drivers", inquiry, outcome=outcome, of=names_of(of))

    def initiatives(
        self,
        *,
        today: date,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return whether each initiative of the programme worked, a row for each.

        `word` is keep, change, stop, cannot tell yet, or not verified; `value` is the
        effect with its interval. Months that are over by `today` count.
        """
        inquiry = Inquiry(
            "mean",
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("initiatives", inquiry, today=today.isoformat())

    def beliefs(self, *, by: str | None = None, weighted: Weighted = False) -> Result:
        """Return each belief that was written down against the answers about it.

        `value` is belief minus answers, above 0 where `by` (or anybody) thinks better
        of it than customers do; see `insights.belief.asking`.
        """
        inquiry = Inquiry(
            "mean", is_weighted=bool(weighted), is_raked=is_raked(weighted)
        )
        return self._answered("beliefs", inquiry, by_whom=by)

    def baggage(  # noqa: PLR0913 as `ask`
        self,
        question: str,
        *,
        bad: float | str,
        within: Sequence[float] = WITHIN,
        where: Where | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return how an earlier bad experience weighs on later answers, for how long.

        `bad` is the highest answer to the question that is a bad experience, or the
        touchpoint where anything that happened is one. `table` has one row per stretch
        of months after it: `value` is how much higher customers answer than before.
        """
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered(
            "baggage", inquiry, about=question, bad=bad, within=list(within)
        )

    def kano(  # noqa: PLR0913 as `ask`
        self,
        features: Mapping[str, Sequence[str]] | None = None,
        *,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return what each feature is to customers: must-be, performance or else.

        `features` maps a name to its two questions, how it is to have it and how it is
        not to; without it those of the programme count. `table` has a row for each.
        """
        inquiry = Inquiry(
            "mean",
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        pairs = {name: list(pair) for name, pair in (features or {}).items()}
        return self._answered("kano", inquiry, features=pairs or None)

    def interaction(  # noqa: PLR0913 as `ask`
        self,
        metric: str,
        *,
        of: Sequence[str],
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return where the lead of one group over another depends on a second thing.

        `of` names two traits, dimensions or a grain of time. `table` has one row for
        each two values of the first within each two of the second: `value` is how much
        larger the lead of `first` over `first_against` is in `second` than in
        `second_against`.
        """
        inquiry = Inquiry(
            metric,
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered("interaction", inquiry, of=names_of(of))
