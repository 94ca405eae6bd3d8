"""What each verb of `stik journeys` asks, and how its answer is printed."""

from collections.abc import Callable
from dataclasses import dataclass

from stik.insights.result import Result
from stik.workspace.journeys import Journeys
from stik_cli.journey_flags import Words
from stik_cli.journeys_check_view import print_check, print_fits, print_promises
from stik_cli.journeys_view import print_graph, print_timeline, print_variants


@dataclass(frozen=True)
class Form:
    """What a verb asks, with its own words, and how its answer is printed."""

    ask: Callable[[Journeys, Words], Result]
    show: Callable[..., None]


FORMS = {
    "discover": Form(lambda chosen, words: chosen.graph(words.score), print_graph),
    "variants": Form(lambda chosen, _words: chosen.variants(), print_variants),
    "check": Form(
        lambda chosen, words: chosen.check(words.design, score=words.score), print_check
    ),
    "fits": Form(lambda chosen, words: chosen.fits(words.design), print_fits),
    "promises": Form(
        lambda chosen, words: chosen.promises(words.design), print_promises
    ),
    "timeline": Form(
        lambda chosen, words: chosen.timeline(
            words.customer or "", source=words.source
        ),
        print_timeline,
    ),
}
"""By the name of the verb."""
