"""Headline: which metrics tell the experience as a whole, the main one first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stik.insights.focus import Listed
from stik.metrics.registry import metric as metric_called
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

AS_A_WHOLE = ("nps", "csat", "ces", "emotion")
"""Asked of the experience as a whole, in the order in which they lead."""

ANYWHERE = ("expectation_gap", "met_or_exceeded")
"""Asked of every touchpoint together, where nothing is asked of the whole."""


@dataclass(frozen=True)
class Headline:
    """A metric and what it is asked of: a scale, and a question unless of them all."""

    metric: str
    scale: Scale
    question: str | None = None

    @property
    def where(self) -> dict[str, str]:
        """Return the words that limit a question to it."""
        where = {"scale": self.scale.name}
        return where if self.question is None else {**where, "question": self.question}


def headlines(entries: Sequence[Listed]) -> list[Headline]:
    """Return each metric of the whole experience that an inventory can answer.

    Each is asked of the question, and on the scale, of most answers. A plain rating of
    the whole leads, then come `AS_A_WHOLE`; the mean stands beside a share of satisfied
    answers, except of yes and no, where it is the same number.
    """
    whole = [entry for entry in entries if entry.touchpoint == OVERALL]
    ratings = [each for each in whole if Scale.parse(each.scale).kind == "rating"]
    found = [_asked_of("mean", ratings)] if ratings else []
    for name in AS_A_WHOLE:
        fitting = _fitting(name, whole)
        if fitting:
            found += _with_mean(_asked_of(name, fitting))
    for name in ANYWHERE:
        of_whole, anywhere = _fitting(name, whole), _fitting(name, entries)
        if of_whole:
            found.append(_asked_of(name, of_whole))
        elif anywhere:
            found.append(Headline(name, _largest_scale(anywhere)))
    return found


def _with_mean(found: Headline) -> list[Headline]:
    if found.metric != "csat" or found.scale.kind == "yes_no":
        return [found]
    return [found, Headline("mean", found.scale, found.question)]


def _fitting(name: str, entries: Sequence[Listed]) -> list[Listed]:
    accepts = metric_called(name).accepts
    return [entry for entry in entries if accepts(_scale(entry))]


def _asked_of(name: str, entries: Sequence[Listed]) -> Headline:
    """Return it of the question of most answers; one question has many entries."""
    n = Counter[tuple[Scale, str]]()
    for entry in entries:
        n[_scale(entry), entry.question] += entry.n
    scale, question = n.most_common(1)[0][0]
    return Headline(name, scale, question)


def _largest_scale(entries: Sequence[Listed]) -> Scale:
    n = Counter[Scale]()
    for entry in entries:
        n[_scale(entry)] += entry.n
    return n.most_common(1)[0][0]


def _scale(entry: Listed) -> Scale:
    return Scale.parse(entry.scale)
