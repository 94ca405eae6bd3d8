"""The log of what sources wrote, until it is facts."""

from django.db import models


class IntakeLog(models.Model):
    """The one log of this database, by a name that no other log has."""

    name = models.CharField(max_length=32, unique=True)

    def __str__(self) -> str:
        return self.name


class IntakeEntry(models.Model):
    """One request whose messages were acknowledged; it goes once they are facts.

    `body` is `stik.intake.track.message.Accepted` as JSON, `kind` the type of its
    message, or `batch`. Numbers rise in the order of commits and never come again.
    """

    received_at = models.DateTimeField()
    source = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    body = models.BinaryField()
    n_messages = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class Drained(models.Model):
    """What became of all messages of a source; each counts once it left the log."""

    source = models.CharField(max_length=100, unique=True)
    n_messages = models.BigIntegerField(default=0)
    n_known = models.BigIntegerField(default=0)
    n_held = models.BigIntegerField(default=0)
    drained_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source
