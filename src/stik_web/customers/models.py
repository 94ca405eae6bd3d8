"""Erasures that were asked for, each until the last byte is gone."""

from django.db import models


class State(models.TextChoices):
    """How far an erasure is."""

    WAITING = "waiting", "waits for the worker"
    ERASED = "erased", "counts nowhere any more"
    DONE = "done", "is off the disk too"


class Erasure(models.Model):
    """A customer who is to be erased.

    `name` is that in the facts, of one `source` or (null) of all; it is emptied once
    the customer counts nowhere. Since `claimed_at` a process is at it. `receipt` is
    null until then, and where nobody had the name.
    """

    name = models.CharField(max_length=1_000)
    source = models.CharField(max_length=100, null=True)  # noqa: DJ001 null: of all
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"erasure {self.pk}, {self.state}"
