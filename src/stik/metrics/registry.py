"""Every metric stik knows, by name."""

from stik.errors import UnknownMetric
from stik.metrics.ces import CES
from stik.metrics.csat import CSAT
from stik.metrics.emotion import EMOTION
from stik.metrics.expectation_gap import EXPECTATION_GAP
from stik.metrics.mean import MEAN
from stik.metrics.met_or_exceeded import MET_OR_EXCEEDED
from stik.metrics.metric import Metric
from stik.metrics.nps import NPS

METRICS: tuple[Metric, ...] = (
    NPS,
    CSAT,
    CES,
    MEAN,
    EMOTION,
    EXPECTATION_GAP,
    MET_OR_EXCEEDED,
)


def metric(name: str) -> Metric:
    """Return the metric called `name`.

    Raises
    ------
    UnknownMetric
        Naming the nearest known one.

    Examples
    --------
    >>> metric("nps").unit
    'points'
    """
    for known in METRICS:
        if known.name == name:
            return known
    raise UnknownMetric(name, [known.name for known in METRICS])
