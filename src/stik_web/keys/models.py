"""Keys, each with what it may do; of the key itself only a digest is kept."""

from django.db import models


class Scope(models.TextChoices):
    """What a key may do; one in a browser is seen by everybody, so it only tracks."""

    BROWSER = "browser", "send messages from a browser"
    WRITE = "write", "send messages and files"
    READ = "read", "read facts and what is held back"
    MANAGE = "manage", "everything"

    def allows(self, wanted: "Scope") -> bool:
        """Return whether a key of this scope may do what another is for."""
        return wanted == self or wanted in _ALSO.get(self, ())


_ALSO = {Scope.WRITE: (Scope.BROWSER,), Scope.MANAGE: tuple(Scope)}


class Key(models.Model):
    """A key of one source of facts, or of whoever reads and manages them.

    It may be used before `ends_at`; null: for ever.
    """

    source = models.CharField(max_length=100)
    scope = models.CharField(max_length=10, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)
    begins_with = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.source}, {self.begins_with}…"

    def allows(self, wanted: Scope) -> bool:
        """Return whether it may do what a scope is for."""
        return Scope(self.scope).allows(wanted)
