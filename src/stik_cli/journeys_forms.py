"""What each verb of `stik journeys` asks, with which words, and how it is printed."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from stik.errors import QuestionError
from stik.insights.result import Result
from stik.workspace.journeys import Journeys
from stik_cli.journey_flags import Words
from stik_cli.journeys_check_view import print_check, print_fits, print_promises
from stik_cli.journeys_shares_view import (
    print_around,
    print_clusters,
    print_compared,
    print_funnel,
    print_rework,
)
from stik_cli.journeys_view import print_graph, print_timeline, print_variants
from stik_cli.options import names


@dataclass(frozen=True)
class Form:
    """A question of journeys, the words it takes, and how its answer is printed.

    Of the words that it takes it cannot do without the one it `needs`.
    """

    ask: Callable[[Journeys, Words], Result]
    show: Callable[..., None]
    takes: tuple[str, ...] = ()
    needs: str | None = None


def _around(chosen: Journeys, words: Words) -> Result:
    before = 3 if words.before is None else words.before
    after = 3 if words.after is None else words.after
    return chosen.around(words.anchor or "", before=before, after=after)


def _compared(chosen: Journeys, words: Words) -> Result:
    form, steps = words.form or "graph", names(words.steps)
    return chosen.compare(words.compare or "", form=form, steps=steps)


FORMS = {
    "discover": Form(
        lambda chosen, words: chosen.graph(words.score), print_graph, ("score",)
    ),
    "variants": Form(lambda chosen, _words: chosen.variants(), print_variants),
    "funnel": Form(
        lambda chosen, words: chosen.funnel(names(words.steps)),
        print_funnel,
        ("steps",),
        "steps",
    ),
    "rework": Form(lambda chosen, _words: chosen.rework(), print_rework),
    "around": Form(_around, print_around, ("anchor", "before", "after"), "anchor"),
    "clusters": Form(lambda chosen, _words: chosen.clusters(), print_clusters),
    "compare": Form(_compared, print_compared, ("compare", "form", "steps"), "compare"),
    "check": Form(
        lambda chosen, words: chosen.check(words.design, score=words.score),
        print_check,
        ("design", "score"),
    ),
    "fits": Form(
        lambda chosen, words: chosen.fits(words.design), print_fits, ("design",)
    ),
    "promises": Form(
        lambda chosen, words: chosen.promises(words.design), print_promises, ("design",)
    ),
    "timeline": Form(
        lambda chosen, words: chosen.timeline(
            words.customer or "", source=words.source
        ),
        print_timeline,
        ("customer", "source"),
        "customer",
    ),
}
"""By the name of the verb."""


def form_of(verb: str, words: Words) -> Form:
    """Return the form of a verb; `words` are those of all verbs.

    Raises
    ------
    QuestionError
        When a word is given that the verb does not take, or the one it needs is not.
    """
    form = FORMS[verb]
    given = [
        each.name for each in fields(words) if getattr(words, each.name) is not None
    ]
    for name in given:
        if name not in form.takes:
            of = ", ".join(verb for verb, each in FORMS.items() if name in each.takes)
            raise QuestionError(f"--{name} is not for {verb}; it is for {of}.")
    if form.needs is not None and form.needs not in given:
        raise QuestionError(f"{verb} needs --{form.needs}; --help says what it takes.")
    return form
