"""`stik feeds`: files that arrive by themselves, and what became of them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stik.errors import QuestionError
from stik_cli.options import JsonOption, PlaceArgument
from stik_cli.output import add_texts, console, fit, plain_table, print_json


class Action(StrEnum):
    """What may be done with feeds."""

    LIST = "list"
    PUT = "put"


ActionArgument = Annotated[
    Action,
    typer.Argument(
        metavar="list|put",
        help="list: which there are and what came by them; put: make one, or give it "
        "another mapping.",
    ),
]
FeedArgument = Annotated[
    str | None, typer.Argument(metavar="FEED", help="Only this one; which to put.")
]
MapOption = Annotated[
    Path | None,
    typer.Option("--map", metavar="MAP.toml", help="How its files are read."),
]
_MOST_SHOWN = 20


def feeds(
    place: PlaceArgument,
    action: ActionArgument = Action.LIST,
    feed: FeedArgument = None,
    *,
    map_: MapOption = None,
    json: JsonOption = False,
) -> None:
    """Show the feeds and the files that came by them, or make a feed."""
    from stik_cli.product import set_up  # noqa: PLC0415 - Django is for few commands

    set_up(place)
    if action is Action.PUT:
        _put(place, feed, map_)
    else:
        _list(place, feed, as_json=json)


def _put(place: Path, feed: str | None, mapping: Path | None) -> None:
    from stik.facts.place import open_place  # noqa: PLC0415 - as above
    from stik_web.feeds.folders import folder_of, put_feed  # noqa: PLC0415 - as above

    if feed is None or mapping is None:
        raise QuestionError("name the feed and its mapping: put crm --map crm.toml.")
    try:
        text = mapping.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{mapping} cannot be read; name a TOML file.") from error
    opened = open_place(place)
    put_feed(opened, feed, mapping=text)
    folder = folder_of(opened, feed)
    console().print(
        f"Files put into {folder} are loaded while 'stik serve' runs.", markup=False
    )


def _list(place: Path, feed: str | None, *, as_json: bool) -> None:
    from stik.facts.place import open_place  # noqa: PLC0415 - as `set_up`
    from stik_web.feeds.folders import feed_names  # noqa: PLC0415 - needs Django
    from stik_web.feeds.models import Arrival  # noqa: PLC0415 - as above

    names = feed_names(open_place(place))
    found = Arrival.objects.order_by("-came_at").filter(
        feed__in=names if feed is None else [feed]
    )
    if as_json:
        print_json({"feeds": names, "files": list(found.values())})
        return
    if not names:
        console().print("No feeds yet: stik feeds PLACE put crm --map crm.toml")
        return
    console().print(f"Feeds: {', '.join(names)}.", markup=False)
    table = plain_table(("came (UTC)", "feed", "file", "is"), numbers=("rows",))
    for arrival in found[:_MOST_SHOWN]:
        told = arrival.told or {}
        remark = arrival.sentence or ", ".join(
            f"{told[name]:,} {words}" for name, words in _TOLD if told.get(name)
        )
        texts = (f"{arrival.came_at:%Y-%m-%d %H:%M}", arrival.feed, arrival.file_name)
        n_rows = f"{told.get('n_rows', arrival.n_rows):,}"
        add_texts(table, [*texts, arrival.state, n_rows, remark])
    console().print(fit(table))


_TOLD = (
    ("n_stored", "stored"),
    ("n_known", "known"),
    ("n_held", "held back"),
    ("n_erased", "of erased people"),
)
