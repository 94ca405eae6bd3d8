"""The simulated company, loaded."""

from pathlib import Path

from stik import workspace
from stik.demo.company import NAME, REGISTERED_AT, TIME_ZONE, TODAY
from stik.demo.files import write_files
from stik.demo.programme import programme_text
from stik.demo.simulation import Simulated


def loaded(simulated: Simulated, folder: Path):
    """Return the workspace with every file of the company, and the load summaries.

    Its initiatives were registered before they began.
    """
    files = write_files(simulated, folder=folder / "files")
    made = workspace.create(
        folder / "place", now=REGISTERED_AT, name=NAME, time_zone=TIME_ZONE
    )
    made.place.programme_file.write_text(programme_text(), encoding="utf-8")
    made.register_initiatives(now=REGISTERED_AT)
    summaries = {
        file.path.stem: made.load(file.path, mapping=file.mapping, now=TODAY)
        for file in files
    }
    return made, summaries
