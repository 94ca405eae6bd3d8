"""The simulated company, loaded."""

from pathlib import Path

from stik import workspace
from stik.demo.company import NAME, TIME_ZONE, TODAY
from stik.demo.files import write_files
from stik.demo.simulation import Simulated


def loaded(simulated: Simulated, folder: Path):
    """Return the workspace with every file of the company, and the load summaries."""
    files = write_files(simulated, folder=folder / "files")
    made = workspace.create(folder / "place", now=TODAY, name=NAME, time_zone=TIME_ZONE)
    summaries = {
        file.path.stem: made.load(file.path, mapping=file.mapping, now=TODAY)
        for file in files
    }
    return made, summaries
