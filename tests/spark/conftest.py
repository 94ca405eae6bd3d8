"""One real Spark cluster for the run, and an engine of each kind over one sample."""

import shutil
from collections.abc import Iterator

import pytest
from tests.spark.sample_facts import write_facts
from tests.spark.standalone_cluster import APPLICATION, standalone_cluster

from stik.engine.distributed import Distributed
from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the one cluster; without Java the test skips."""
    if shutil.which("java") is None:
        pytest.skip("no Java: install one and Spark is tested too")
    with standalone_cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture(scope="session")
def distributed(
    spark_cluster: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Distributed]:
    """Return the one engine on the cluster: a process has one Spark application."""
    scratch = {"spark.local.dir": str(tmp_path_factory.mktemp("driver"))}
    with Distributed(spark_cluster, settings=APPLICATION | scratch) as engine:
        yield engine


@pytest.fixture
def embedded() -> Iterator[Embedded]:
    with Embedded(threads=1) as engine:
        yield engine


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> list[TableFiles]:
    """Return the sample of 20,000 answers, written once."""
    return write_facts(tmp_path_factory.mktemp("facts"))
