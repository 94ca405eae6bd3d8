"""Questions of goals and of others: will we reach it, and are we better than they?"""

from abc import abstractmethod
from datetime import datetime

from stik.errors import QuestionError, nearest
from stik.insights.benchmarks.answered import BENCHMARK
from stik.insights.result import Result
from stik.programme.writer import programme_yaml
from stik.terms.benchmark import Benchmark
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period
from stik.terms.programme import Programme
from stik.workspace.measuring import Measuring, Where, values_of


class Aiming(Measuring):
    """What can be asked of the goals and benchmarks in the programme."""

    @abstractmethod
    def programme(self) -> Programme:
        """Return what the company says about its experience."""

    def answer(self, inquiry: Inquiry) -> Result:
        """Return the answer to an inquiry, also beside a benchmark."""
        what, _, name = (inquiry.compare or "").partition("=")
        if what != BENCHMARK:
            return super().answer(inquiry)
        benchmark = self._benchmark(name)
        written = programme_yaml(Programme(benchmarks=(benchmark,)))
        return self._answered("ask_beside", inquiry, written=written)

    def benchmarks(
        self,
        metric: str | None = None,
        *,
        where: Where | None = None,
        from_date: str | None = None,
        to_date: str | None = None,
        as_of: datetime | None = None,
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
