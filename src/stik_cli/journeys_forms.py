"""What each verb of `stik journeys` asks, with which words, and how it is printed."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from stik.errors import QuestionError
from stik.insights.result import Result
from stik.workspace.journeys import Journeys
from stik_cli.blueprint_view import print_blueprint, print_touched
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


def _blueprint(chosen: Journeys, words: Words) -> Result:
    if words.touches is None:
        return chosen.blueprint(words.score)
    return chosen.touches(words.touches, score=words.score)


def _print_blueprint(result: Result, **_: object) -> None:
    is_touched = result.name == "journey_touches"
    (print_touched if is_touched else print_blueprint)(result)


FORMS = {
    "discover": Form(
        lambda chosen, words: chosen.graph(words.score),
        print_graph,
        ("score", "language"),
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
    "blueprint": Form(_blueprint, _print_blueprint, ("score", "touches")),
}
"""By the name of the verb."""


OF_A_DRAFT = ("design", "bpmn")
"""The words of a draft, which is no table: see `journeys_draft`."""


def check_words(verb: str, words: Words) -> None:
    """Do nothing, or refuse words; `words` are those of all verbs.

    Raises
    ------
    QuestionError
        When a word is given that the verb does not take, or the one it needs is not.
    """
    form = FORMS.get(verb)
    takes = {name: each.takes for name, each in FORMS.items()} | {"draft": OF_A_DRAFT}
    all_words = {each.name: getattr(words, each.name) for each in fields(words)}
    given = [name for name, word in all_words.items() if word is not None]
    for name in given:
        if name not in takes[verb]:
            of = ", ".join(verb for verb, known in takes.items() if name in known)
            raise QuestionError(f"--{name} is not for {verb}; it is for {of}.")
    if form and form.needs and form.needs not in given:
        raise QuestionError(f"{verb} needs --{form.needs}; --help says what it takes.")
