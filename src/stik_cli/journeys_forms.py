"""What each verb of `stik journeys` asks, with which words, and how it is printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stik.errors import QuestionError
from stik.insights.result import Result
from stik.workspace.journeys import Journeys
from stik_cli.journeys_shares_view import (
    print_around,
    print_clusters,
    print_compared,
    print_funnel,
    print_rework,
)
from stik_cli.journeys_view import print_graph, print_variants


@dataclass(frozen=True)
class Form:
    """A question of journeys, the words it takes, and how its answer is printed."""

    ask: Callable[..., Result]
    show: Callable[[Result], None]
    takes: tuple[str, ...] = ()


def _compared(chosen: Journeys, *, compare: str = "", **words: Any) -> Result:  # noqa: ANN401 - as `Journeys.compare`
    return chosen.compare(compare, **words)


def _around(chosen: Journeys, *, anchor: str = "", **words: int) -> Result:
    if not anchor:
        raise QuestionError("name the step to look around: --anchor complaint.")
    return chosen.around(anchor, **words)


FORMS = {
    "discover": Form(Journeys.graph, print_graph),
    "variants": Form(Journeys.variants, print_variants),
    "funnel": Form(Journeys.funnel, print_funnel, ("steps",)),
    "rework": Form(Journeys.rework, print_rework),
    "around": Form(_around, print_around, ("anchor", "before", "after")),
    "clusters": Form(Journeys.clusters, print_clusters),
    "compare": Form(_compared, print_compared, ("compare", "form", "steps")),
}


def answer(chosen: Journeys, verb: str, words: Mapping[str, Any]) -> Result:
    """Return the answer to a verb; `words` are those of all verbs, None if not given.

    Raises
    ------
    QuestionError
        When a word is given that the verb does not take.
    """
    form = FORMS[verb]
    given = {name: word for name, word in words.items() if word is not None}
    for name in given:
        if name not in form.takes:
            of = ", ".join(verb for verb, each in FORMS.items() if name in each.takes)
            raise QuestionError(f"--{name} is not for {verb}; it is for {of}.")
    return form.ask(chosen, **given)
