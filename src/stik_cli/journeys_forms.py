"""What each verb of `stik journeys` asks, and how its answer is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stik.insights.result import Result
from stik.workspace.journeys import Journeys
from stik_cli.blueprint_view import print_blueprint, print_touched
from stik_cli.journeys_view import print_graph, print_timeline, print_variants

if TYPE_CHECKING:
    from stik_cli.journey_flags import Words


@dataclass(frozen=True)
class Form:
    """What a verb asks, with its own words, and how its answer is printed."""

    ask: Callable[[Journeys, "Words"], Result]
    show: Callable[..., None]


def form_of(verb: str, words: "Words") -> Form:
    """Return the form of a verb, or that of what a change touches."""
    return TOUCHED if words.touches is not None else FORMS[verb]


FORMS = {
    "discover": Form(lambda chosen, words: chosen.graph(words.score), print_graph),
    "variants": Form(lambda chosen, _words: chosen.variants(), print_variants),
    "timeline": Form(
        lambda chosen, words: chosen.timeline(
            words.customer or "", source=words.source
        ),
        print_timeline,
    ),
    "blueprint": Form(
        lambda chosen, words: chosen.blueprint(words.score), print_blueprint
    ),
}
"""By the name of the verb."""

TOUCHED = Form(
    lambda chosen, words: chosen.touches(words.touches or "", score=words.score),
    print_touched,
)
"""What a change touches."""
