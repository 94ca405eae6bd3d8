"""The `stik` command: every command by name, and how their errors are told."""

import sys
from io import TextIOWrapper

import typer

from stik.errors import StikError
from stik_cli.arrow_alone import spare_pandas
from stik_cli.ask import ask
from stik_cli.baggage import baggage
from stik_cli.beliefs import beliefs
from stik_cli.benchmarks import benchmarks
from stik_cli.consistency import consistency
from stik_cli.coverage import coverage
from stik_cli.customer import customer
from stik_cli.demo import demo
from stik_cli.doctor import doctor
from stik_cli.drivers import drivers
from stik_cli.explain import explain
from stik_cli.export import export
from stik_cli.feeds import feeds
from stik_cli.goals import goals
from stik_cli.held import held
from stik_cli.initiatives import initiatives
from stik_cli.interaction import interaction
from stik_cli.journeys import journeys
from stik_cli.kano import kano
from stik_cli.keys import keys
from stik_cli.leaving import leaving
from stik_cli.load import load
from stik_cli.new import new
from stik_cli.programme import programme
from stik_cli.report import report
from stik_cli.retention import retention
from stik_cli.same_mix import same_mix
from stik_cli.segments import segments
from stik_cli.serve import serve
from stik_cli.weakest import weakest
from stik_cli.web import web
from stik_cli.webhooks import webhooks
from stik_cli.worker import worker
from stik_cli.worth import worth

COMMANDS = (
    new,
    load,
    held,
    feeds,
    ask,
    coverage,
    weakest,
    drivers,
    consistency,
    journeys,
    interaction,
    goals,
    benchmarks,
    same_mix,
    explain,
    report,
    programme,
    initiatives,
    beliefs,
    baggage,
    kano,
    leaving,
    retention,
    worth,
    segments,
    customer,
    export,
    serve,
    web,
    worker,
    keys,
    webhooks,
    doctor,
    demo,
)

WRONG_USAGE = 2

commands = typer.Typer(
    name="stik",
    help="What customers experience with your company: is it good, and which part is "
    "not?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in COMMANDS:
    commands.command()(command)


@commands.callback()
def before() -> None:
    """Know what customers experience: is it good, and which part is not?"""
    spare_pandas()


def app() -> None:
    """Run a command; what stik can name goes to stderr in one sentence, exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a sign shows ?
            stream.reconfigure(errors="replace")
    try:
        commands()
    except StikError as error:
        sys.stderr.write(f"stik: {error}\n")
        sys.exit(WRONG_USAGE)
    except KeyboardInterrupt:
        sys.stderr.write("stik: stopped; what was stored stays, repeat to go on.\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()


if __name__ == "__main__":
    app()
