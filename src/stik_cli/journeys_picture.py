"""A journey as a picture: SVG, or a page of HTML with its tables."""

from pathlib import Path

from stik.workspace.journeys import Journeys
from stik_cli.journey_flags import Words
from stik_cli.writing import write_text

PICTURES = (".svg", ".html")


def draw(chosen: Journeys, words: Words, file: Path) -> None:
    """Write the picture of the graph of these instances.

    Raises
    ------
    FileError
        When the file cannot be written.
    """
    drawn = chosen.picture if file.suffix == ".svg" else chosen.page
    write_text(drawn(words.score, language=words.language), file)
