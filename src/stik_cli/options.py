"""The arguments and flags that several commands share."""

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from stik.errors import QuestionError
from stik.terms.inquiry import Weighted

PlaceArgument = Annotated[
    Path, typer.Argument(metavar="PLACE", help="The workspace's folder.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON instead of a table.")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="A,B",
        help="Group by touchpoint, question, channel, unit, language, a trait, and "
        "year, quarter, month, week or day.",
    ),
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="KEY=VALUE",
        help="Only answers with this value; repeat it for more keys, separate several "
        "values of one key by commas.",
    ),
]
FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="First year, month or day that counts: 2016, 2016-05 or 2016-05-31.",
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="DATE",
        help="Last year, month or day that counts, included whole.",
    ),
]

CompareOption = Annotated[
    str | None,
    typer.Option(
        metavar="WITH",
        help="last-year, previous, another group such as channel=web, or "
        "benchmark=NAME.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="What was known then: 2026-05-31 or 2026-05-31T18:00, UTC."
    ),
]
WeightedOption = Annotated[
    bool, typer.Option("--weighted", help="Use the weights of the answers.")
]
RakedOption = Annotated[
    bool,
    typer.Option(
        "--raked",
        help="Let the answers weigh as the margins of the programme say.",
    ),
]
NowOption = Annotated[
    bool,
    typer.Option(
        "--as-they-are-now",
        help="Traits and segments of customers as they are now, not as they were when "
        "they answered.",
    ),
]


def weights(*, weighted: bool, raked: bool) -> Weighted:
    """Return by which weights the answers count, as questions take it.

    Raises
    ------
    QuestionError
        When two kinds are asked for.
    """
    if weighted and raked:
        raise QuestionError(
            "--weighted takes the survey's own weights and --raked makes others; "
            "choose one of them."
        )
    return "margins" if raked else weighted


def names(text: str | None) -> tuple[str, ...]:
    """Return the names in a list separated by commas."""
    if text is None:
        return ()
    return tuple(name.strip() for name in text.split(",") if name.strip())


def filters(where: list[str] | None) -> dict[str, tuple[str, ...]]:
    """Return `key=value` filters as values by key; quotes keep a comma in a value.

    >>> filters(['channel=web,app', 'income="50,000 to 100,000"'])
    {'channel': ('web', 'app'), 'income': ('50,000 to 100,000',)}

    Raises
    ------
    QuestionError
        When one has no `=`.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in where or []:
        key, _, written = text.partition("=")
        values = _values(written)
        if not values:
            raise QuestionError(
                f"--where {text} has no value; write it as key=value, such as "
                "channel=web."
            )
        found[key.strip()] = (*found.get(key.strip(), ()), *values)
    return found


def _values(text: str) -> tuple[str, ...]:
    rows = csv.reader([text], skipinitialspace=True)
    return tuple(value.strip() for row in rows for value in row if value.strip())


def which(
    where: list[str] | None, from_: str | None, to: str | None, as_of: str | None
) -> dict[str, Any]:
    """Return what the shared flags say of which answers count, as questions take it."""
    return {
        "where": filters(where),
        "from_date": from_,
        "to_date": to,
        "as_of": moment(as_of),
    }


def moment(text: str | None) -> datetime | None:
    """Return the moment a text names; a day means its end, all in UTC.

    Raises
    ------
    QuestionError
        When it names none.
    """
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(
            f"--as-of {text} is no moment; write 2026-05-31 or 2026-05-31T18:00."
        ) from error
    if _is_day(text):
        found = datetime.combine(found, time.max)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
