"""A customer is erased: out of the intake log, of every answer, and off the disk."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from stik.errors import CustomerUnknown, StikError
from stik.facts.place import Place
from stik.workspace import Workspace
from stik_web.customers.models import Erasure, State

CLAIMED_FOR = timedelta(minutes=1)
"""A process that is at an erasure for longer was killed: another does it."""

Drain = Callable[[Workspace], object]
"""Makes facts of what waits in the intake log, so that it can be erased with them."""


def ask_to_erase(name: str, *, source: str | None, by: str, now: datetime) -> Erasure:
    """Write down that a customer is to be erased; the worker does it."""
    same = {"name": name, "source": source, "state": State.WAITING}
    with transaction.atomic():
        waiting = Erasure.objects.filter(**same).first()
        return waiting or Erasure.objects.create(**same, asked_by=by, asked_at=now)


def erase_those_asked(workspace: Workspace, *, drain: Drain, now: datetime) -> None:
    """Take everybody who waits for it out of every answer.

    May be repeated after it was cut off: who is gone by then has their receipt still.

    Raises
    ------
    WriterBusy
        While another process writes to the place: then they keep waiting.
    """
    nobody_is_at_it = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIMED_FOR)
    waiting = Erasure.objects.filter(nobody_is_at_it, state=State.WAITING)
    if not waiting.exists():
        return
    drain(workspace)
    for erasure in waiting.order_by("pk"):
        if not waiting.filter(pk=erasure.pk).update(claimed_at=now):
            continue  # another process was faster
        try:
            receipt = _erased(erasure, workspace, now=now)
        except StikError:
            Erasure.objects.filter(pk=erasure.pk).update(claimed_at=None)
            raise
        Erasure.objects.filter(pk=erasure.pk).update(
            state=State.ERASED, name="", receipt=receipt
        )
    drain(workspace)  # what came meanwhile of them becomes no fact, and leaves the log


def take_off_the_disk(
    workspace: Workspace, *, forget_copies: Callable[[Place], None], now: datetime
) -> None:
    """Remove what is left of erased customers in the files and in the database.

    `forget_copies` removes the files that were loaded: they are read no more. What
    cannot be removed now, since others read it, is at the next call.
    """
    are_on_disk = workspace.people.are_erased_on_disk
    if are_on_disk:
        forget_copies(workspace.place)
        workspace.people.purge(now=now)
    erased = Erasure.objects.filter(state=State.ERASED)
    # Who was erased again after a restore has no job, and may have waited in the log.
    if (are_on_disk or erased.exists()) and _forgets_deleted_rows():
        erased.update(state=State.DONE, done_at=now)


def _erased(
    erasure: Erasure, workspace: Workspace, *, now: datetime
) -> Mapping[str, Any] | None:
    """Erase a customer and return the receipt, None where nobody has the name."""
    people, name, source = workspace.people, erasure.name, erasure.source
    try:
        receipt = people.erase(name, source=source, now=now, by=erasure.asked_by)
    except CustomerUnknown:
        return people.receipt_of(name, source=source, since=erasure.asked_at)
    told = asdict(receipt)
    return {**told, "erased_at": receipt.erased_at.isoformat()}


def _forgets_deleted_rows() -> bool:
    """Let the database give up the bytes of deleted rows; return whether it did.

    PostgreSQL keeps them in its own log for as long as it keeps that.

    Raises
    ------
    OperationalError
        While the database is locked by others.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in connection.introspection.django_table_names(
                only_existing=True
            ):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        else:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone()
            return not is_busy  # else somebody still reads what was before
    return True
