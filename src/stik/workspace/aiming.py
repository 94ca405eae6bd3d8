"""Questions of goals and of others: will we reach it, and are we better than they?"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from stik.errors import QuestionError, nearest
from stik.insights.goals.written import Written
from stik.insights.result import Result
from stik.programme.writer import programme_yaml
from stik.terms.benchmark import BENCHMARK, Benchmark
from stik.terms.inquiry import Inquiry, Weighted
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.workspace.measuring import Where, is_raked, values_of
from stik.workspace.valuing import Valuing

if TYPE_CHECKING:
    from stik.insights.goals.checking import GoalCheck


class Aiming(Valuing):
    """What can be asked of the goals and benchmarks in the programme."""

    def answer(self, inquiry: Inquiry) -> Result:
        """Return the answer to an inquiry, also beside a benchmark."""
        what, _, name = (inquiry.compare or "").partition("=")
        if what != BENCHMARK:
            return super().answer(inquiry)
        benchmark = self._benchmark(name)
        written = programme_yaml(Programme(benchmarks=(benchmark,)))
        return self._answered("ask_beside", inquiry, written=written)

    def goals(
        self,
        *,
        today: date,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return how each goal of the programme stands today.

        `table` has one row per goal: `word` is met, missed, on track, open, off track
        or cannot tell yet. `explain()["goals"]` says what each was judged from, and
        what speaks against it.
        """
        programme = self.programme()
        written = programme_yaml(
            Programme(
                units=programme.units,
                goals=programme.goals,
                benchmarks=programme.benchmarks,
            )
        )
        inquiry = Inquiry(
            "mean",
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        return self._answered(
            "goals", inquiry, written=written, today=today.isoformat()
        )

    def check_goal(
        self, goal: Written | str, *, today: date, as_of: datetime | None = None
    ) -> "GoalCheck":
        """Return what speaks against a goal: one of the programme by name, or any.

        Raises
        ------
        QuestionError
            When the programme has no goal of that name.
        """
        from stik.insights.goals.asked import checked  # noqa: PLC0415 - see `Asking`

        programme = self.programme()
        written = _goal(goal, programme) if isinstance(goal, str) else goal
        reading = self._visible.reading(as_of=as_of)
        return checked(written, reading, programme=programme, today=today)

    def benchmarks(  # noqa: PLR0913 as `ask`
        self,
        metric: str | None = None,
        *,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
        weighted: Weighted = False,
    ) -> Result:
        """Return each benchmark, of one metric or all, beside our own figure.

        `table` has one row per benchmark: value, low, high and n are theirs; `ours` is
        of the same days, or of those from `from_date` to `to_date`. `is_best` marks the
        best of any industry. Null differences say why in `difference_unknown`.

        Raises
        ------
        QuestionError
            When no benchmark is of the metric.
        """
        known = self.programme().benchmarks
        chosen = tuple(each for each in known if metric in (None, each.metric))
        if known and not chosen:
            raise QuestionError(
                f"no benchmark is of '{metric}'; "
                f"{nearest(metric or '', {each.metric for each in known})}"
            )
        inquiry = Inquiry(
            metric or "mean",
            where=values_of(where),
            period=Period.named(first=from_date, last=to_date),
            as_of=as_of,
            is_weighted=bool(weighted),
            is_raked=is_raked(weighted),
        )
        written = programme_yaml(Programme(benchmarks=chosen))
        return self._answered("benchmarks", inquiry, written=written)

    def _benchmark(self, name: str) -> Benchmark:
        known = {each.name: each for each in self.programme().benchmarks}
        if name not in known:
            raise QuestionError(
                f"there is no benchmark '{name}'; {nearest(name, known)}"
            )
        return known[name]


def _goal(name: str, programme: Programme) -> Written:
    known = {each.name: each for each in programme.goals}
    if name not in known:
        raise QuestionError(f"there is no goal '{name}'; {nearest(name, known)}")
    return Written.of(known[name])
