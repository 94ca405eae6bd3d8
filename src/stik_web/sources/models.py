"""Keys that may write, and the log of what they wrote until it is facts."""

from django.db import models


class Scope(models.TextChoices):
    """What a key may do; one in a browser is seen by everybody, so it only writes."""

    WRITE = "write", "write"
    BROWSER = "browser", "write from a browser"


class WriteKey(models.Model):
    """A key of one source; of the key itself only a digest is kept."""

    source = models.CharField(max_length=100)
    scope = models.CharField(max_length=10, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)
    begins_with = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.source}, {self.begins_with}…"


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
