"""Look through a file and read all of its rows, in a process of its own."""

import sys

from stik_cli.arrow_alone import spare_pandas


def main() -> None:
    """Read the file that is named."""
    spare_pandas()
    from stik.formats.source_file import read_rows, survey_file  # noqa: PLC0415 - after Arrow

    for _ in read_rows(survey_file(sys.argv[1])):
        pass


if __name__ == "__main__":
    main()
