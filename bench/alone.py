"""Work that is measured in a process of its own: `python -m bench.alone WORK PLACE`."""

import argparse
from pathlib import Path

import stik
from bench.asking import from_rollups, raw
from bench.many_answers import NOW, workspace_of
from bench.shape import workspace_of_shape
from stik.rollups.upkeep import rebuild_rollups


def main() -> None:
    """Do one work in a place."""
    parser = argparse.ArgumentParser(prog="python -m bench.alone", description=__doc__)
    parser.add_argument("work")
    parser.add_argument("place", type=Path)
    parser.add_argument("--answers", type=int, default=0)
    asked = parser.parse_args()
    match asked.work:
        case "make":
            workspace_of(asked.answers, asked.place)
        case "shape":
            workspace_of_shape(asked.place)
        case "rebuild":
            rebuild_rollups(stik.open(asked.place).store, now=NOW)
        case "raw":
            raw(stik.open(asked.place))
        case "rollups":
            from_rollups(stik.open(asked.place))
        case other:
            parser.error(f"no such work: {other}")


if __name__ == "__main__":
    main()
