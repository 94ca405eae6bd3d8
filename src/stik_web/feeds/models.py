"""Files that came by a feed, and what became of each."""

from uuid import uuid4

from django.db import models


class State(models.TextChoices):
    """How far a file is."""

    COMING = "coming", "is being uploaded"
    WAITING = "waiting", "waits to be loaded"
    LOADING = "loading", "is being loaded"
    LOADED = "loaded", "is loaded"
    REFUSED = "refused", "could not be loaded"


class Arrival(models.Model):
    """One file of a feed.

    `n_bytes` is null where an upload did not say how long it will be. Of a load,
    `n_bytes_read` and `n_rows` tell how far it is; `told` holds its counts in the end,
    `sentence` why it was refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    feed = models.CharField(max_length=100)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State)
    n_bytes = models.BigIntegerField(null=True)
    n_bytes_read = models.BigIntegerField(default=0)
    n_rows = models.BigIntegerField(default=0)
    told = models.JSONField(null=True)
    sentence = models.TextField(default="")
    came_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.feed}: {self.file_name}"
