"""What is looked at without a database: settings, secret, disk, clock, versions."""

import os
import platform
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from statistics import median
from time import perf_counter

from packaging.requirements import Requirement

import stik
from stik.errors import SettingError
from stik.facts.place import FORMAT
from stik.rollups.checks import Check
from stik_web.configuration.reading import configured, said_in
from stik_web.configuration.secret import SECRET_FILE

_WRITES = 5
_BLOCK = bytes(4096)
_SLOW_MS = 100
_APART = timedelta(seconds=5)
"""Clocks of two machines that are kept in step differ by less."""

_YEARS = timedelta(days=5 * 365)


def checked_settings(place: Path, *, environment: Mapping[str, str]) -> Check:
    """Return whether every setting can be used."""
    try:
        configured(place, environment=environment)
    except SettingError as error:
        found, _, mend = error.sentence.partition("; ")
        return Check("settings", f"{error.setting} {found}", is_well=False, mend=mend)
    here, in_file = said_in(place, environment=environment)
    return Check("settings", f"{here} in the environment, {in_file} in stik.toml")


def checked_secret(place: Path) -> Check:
    """Return whether the secret kept in a place is its owner's alone."""
    path = place / SECRET_FILE
    if not path.exists():
        return Check("secret", "none kept in the place")
    others = path.stat().st_mode & 0o077
    return Check(
        "secret",
        f"in {SECRET_FILE}, read by {'others too' if others else 'its owner alone'}",
        is_well=not others,
        mend=f"chmod 600 {path}" if others else None,
    )


def checked_writing(place: Path) -> Check:
    """Return whether what is written to a place reaches the disk, and how fast."""
    try:
        found = _milliseconds(place / f".doctor-{os.getpid()}")
    except OSError as error:
        said = f"nothing can be written: {error.strerror}"
        return Check("writing", said, is_well=False, mend="make room, or allow it")
    is_slow = found > _SLOW_MS
    return Check(
        "writing",
        f"{found:,.1f} ms until 4 KB are on the disk (fdatasync)",
        is_well=not is_slow,
        mend="a faster disk: each message waits for it" if is_slow else None,
    )


def _milliseconds(path: Path) -> float:
    """Return how long a block takes to be on the disk; the median of a few."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        return median(_timed(handle) for _ in range(_WRITES))
    finally:
        os.close(handle)
        path.unlink()


def _timed(handle: int) -> float:
    began = perf_counter()
    os.write(handle, _BLOCK)
    os.fdatasync(handle)
    return 1_000 * (perf_counter() - began)


def checked_clock(
    now: datetime, *, recorded_at: datetime, database: datetime | None = None
) -> Check:
    """Return whether the clock fits the newest batch, and that of the database."""
    found, mend = f"{now:%Y-%m-%d %H:%M:%S} UTC", "set the clock, or its NTP"
    if now < recorded_at - _APART:
        found += f", before the last batch ({recorded_at:%Y-%m-%d %H:%M:%S})"
    elif now > recorded_at + _YEARS:
        found += f", years after the last batch ({recorded_at:%Y-%m-%d})"
    elif database is not None and abs(now - database) > _APART:
        apart = (now - database).total_seconds()
        found += f", {apart:+,.0f} s from that of the database"
    else:
        return Check("clock", found)
    return Check("clock", found, is_well=False, mend=mend)


def checked_versions() -> Check:
    """Return whether the packages are those that this stik was made for."""
    ours = f"stik {stik.__version__}, places of format {FORMAT}"
    found = f"{ours}, Python {platform.python_version()}"
    try:
        wrong = list(_wrong_packages())
    except PackageNotFoundError:
        return Check("versions", f"{found}; run from its sources")
    return Check(
        "versions",
        f"{found}; {', '.join(wrong)}" if wrong else f"{found}, packages as needed",
        is_well=not wrong,
        mend="pip install --upgrade stik" if wrong else None,
    )


def _wrong_packages() -> Iterator[str]:
    """Yield each package that is missing, or of a version that stik cannot use."""
    for requirement in map(Requirement, requires("stik") or ()):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            got = version(requirement.name)
        except PackageNotFoundError:
            yield f"{requirement.name} is missing"
            continue
        if not requirement.specifier.contains(got, prereleases=True):
            yield f"{requirement.name} {got}, needs {requirement.specifier}"
