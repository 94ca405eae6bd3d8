"""The company that `make demo` shows, made once by the command itself."""

import pytest
import typer
from typer.testing import CliRunner

from stik_cli.demo import demo


@pytest.fixture(scope="session")
def run_demo():
    """Return a function that runs `stik demo` with arguments."""
    app = typer.Typer()
    app.command()(demo)
    runner = CliRunner()

    def run(*arguments):
        return runner.invoke(app, list(arguments), catch_exceptions=False)

    return run


@pytest.fixture(scope="session")
def shown(run_demo, tmp_path_factory):
    """Return the folder of the shown company and how the command ended."""
    folder = tmp_path_factory.mktemp("shown") / "demo"
    return folder, run_demo("--into", str(folder), "--no-serve", "--json")
