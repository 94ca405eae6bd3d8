"""Who is told of what, how far each has been told, and every try to tell them."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stik.workspace.arriving import Reached


class Kind(models.TextChoices):
    """What is told."""

    ANSWER = "answer.received", "a message with answers became facts"
    HELD_BACK = "row.held_back", "a row or message could not become a fact"


class Endpoint(models.Model):
    """An address that is told of some kinds of events, from when it was added on.

    `sequence`, `held_snapshot`, `held_row` and `seen_at` are how far it has been told:
    see `Reached`. `failing_since` is null while it takes what it is sent; after
    `n_failures` in a row it is tried again at `next_try_at`. It is told nothing once
    `disabled_at` is set. `old_secret` signs too, until `old_secret_ends_at`.
    """

    url = models.URLField(max_length=500)
    kinds = models.JSONField()
    secret = models.CharField(max_length=100)
    old_secret = models.CharField(max_length=100, default="")
    old_secret_ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sequence = models.BigIntegerField()
    held_snapshot = models.BigIntegerField()
    held_row = models.BigIntegerField()
    seen_at = models.DateTimeField()
    n_failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=300, default="")

    def __str__(self) -> str:
        return self.url

    @property
    def reached(self) -> "Reached":
        """Return how far it has been told."""
        held = (self.held_snapshot, self.held_row)
        from stik.workspace.arriving import Reached  # noqa: PLC0415 reads facts: 100 MB

        return Reached(self.sequence, held, self.seen_at)


class Delivery(models.Model):
    """One try to tell an endpoint of an event.

    `status` is null where no answer came; `error` is empty where it was taken;
    `next_try_at` null where no other try follows.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind)
    tried_at = models.DateTimeField(db_index=True)
    seconds = models.FloatField()
    status = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=300, default="")
    next_try_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.event}, {self.error or 'taken'}"
