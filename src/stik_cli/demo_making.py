"""Making a demo: files, workspace, report, and the search for what was planted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stik import workspace
from stik.demo.check import Found, find_truths
from stik.demo.company import NAME, REGISTERED_AT, TIME_ZONE, TODAY
from stik.demo.files import write_files
from stik.demo.folder import make_room, mark
from stik.demo.programme import programme_text
from stik.demo.simulation import simulate

N_STEPS = 12
"""How many steps are told of."""

_FILES = "files"
_REPORT = "report.html"

Step = Callable[[str], None]


@dataclass(frozen=True)
class Demo:
    """A simulated company as it lies in its folder, and what was found in it."""

    company: str
    place: Path
    report: Path
    found: tuple[Found, ...]


def make_demo(folder: Path, *, seed: int, step: Step) -> Demo:
    """Make the simulated company of a seed in the folder; `step` is told each step.

    Raises
    ------
    PlaceTaken
        When the folder holds anything but a former demo.
    """
    make_room(folder)
    step("making the company")
    made = workspace.create(
        folder, now=REGISTERED_AT, name=NAME, time_zone=TIME_ZONE, is_simulated=True
    )
    mark(folder)
    made.place.programme_file.write_text(programme_text(), encoding="utf-8")
    made.register_initiatives(now=REGISTERED_AT)
    files = write_files(simulate(seed=seed), folder=folder / _FILES)
    for file in files:
        step(f"loading {file.path.name}")
        made.load(file.path, mapping=file.mapping, now=TODAY)
    made.tidy(now=TODAY)
    step("writing the report")
    report = folder / _REPORT
    report.write_text(made.report(language=None, now=TODAY), encoding="utf-8")
    step("looking for what was planted")
    return Demo(NAME, folder, report, tuple(find_truths(made)))
