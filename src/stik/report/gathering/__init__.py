"""A workspace is asked everything a report tells; the answers become a `Story`."""

from stik.report.gathering.source import Asked, Known
from stik.report.gathering.whole import gather

__all__ = ["Asked", "Known", "gather"]
