"""The endpoint as django-ninja would have it: a schema, a row per event, a commit.

What ours is measured beside. It has what ours has: a key looked up by its digest, the
same durable SQLite, granian before it, as many threads; it packs nothing out. Started
by itself it serves: `python -m bench.row_per_event DATABASE PORT`.
"""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import Any

from bench import wrk
from bench.processes import Processes

KEY = "stik_key_of_the_bench"
THREADS = 32


@contextmanager
def row_per_event(
    folder: Path,
) -> Iterator[Callable[[Sequence[bytes], float], float]]:
    """Serve it; yield what sends bodies for so long and returns the CPU s of one."""
    from tests.web.sources.serving import free_port  # noqa: PLC0415 the server has none

    port = free_port()
    words = [sys.executable, "-m", "bench.row_per_event", folder / "rows", str(port)]
    server = subprocess.Popen(words)  # noqa: S603 this very program
    try:
        _wait_for(port)
        processes = Processes(server.pid)

        def cpu_of_one(bodies: Sequence[bytes], seconds: float) -> float:
            requests = [wrk.post("/v1/batch", body, key=KEY) for body in bodies]
            wrk.send(requests, port=port, seconds=1)
            used = processes.cpu_seconds()
            answered = wrk.send(requests, port=port, seconds=seconds)
            return (processes.cpu_seconds() - used) / max(
                1, answered.n_answers - answered.n_errors
            )

        yield cpu_of_one
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30)
        except urllib.error.HTTPError:  # it answers: there is no such page
            return
        except OSError:
            sleep(0.1)


def application(environ: Any, start_response: Any) -> Any:  # noqa: ANN401 as WSGI
    """Answer a request."""
    return _django()(environ, start_response)


@cache
def _django() -> Any:  # noqa: ANN401 Django's own
    """Return Django, the tables made; the first request, alone, waits for it."""
    import django  # noqa: PLC0415 settings come first
    from django.conf import settings  # noqa: PLC0415 as above

    durable = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"transaction_mode": "IMMEDIATE", "init_command": durable, "timeout": 20}
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    settings.configure(
        SECRET_KEY=KEY,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench.row_per_event",
        DATABASES={
            "default": {
                **sqlite,
                "NAME": os.environ["BENCH_DATABASE"],
                "CONN_MAX_AGE": 60,
            }
        },
        USE_TZ=True,
    )
    django.setup()
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 as above

    globals()["urlpatterns"] = _addresses()
    return get_wsgi_application()


def _addresses() -> list[Any]:
    """Return the endpoint, with its tables and its schema."""
    from datetime import datetime  # noqa: PLC0415 with its schema

    from django.db import connection, models, transaction  # noqa: PLC0415 as above
    from django.urls import path  # noqa: PLC0415 as above
    from ninja import NinjaAPI, Schema  # noqa: PLC0415 as above
    from ninja.security import HttpBasicAuth  # noqa: PLC0415 as above

    class Key(models.Model):  # noqa: DJ008 nobody looks at one
        digest = models.CharField(max_length=64, unique=True)

        class Meta:
            app_label = "bench"

    class Event(models.Model):  # noqa: DJ008 as above
        message_id = models.CharField(max_length=100)
        user_id = models.CharField(max_length=100)
        event = models.CharField(max_length=100)
        timestamp = models.DateTimeField()
        properties = models.JSONField()
        context = models.JSONField()

        class Meta:
            app_label = "bench"

    class Message(Schema):
        type: str
        event: str
        userId: str  # noqa: N815 as it is sent
        messageId: str  # noqa: N815 as above
        timestamp: datetime
        properties: dict[str, Any]
        context: dict[str, Any]

    class Batch(Schema):
        batch: list[Message]

    class WithKey(HttpBasicAuth):
        def authenticate(self, request: Any, username: str, password: str) -> Any:  # noqa: ANN401, ARG002 as ninja calls it
            digest = sha256(username.encode()).hexdigest()
            return Key.objects.filter(digest=digest).first()

    with connection.schema_editor() as editor:
        if Key._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 Django's own name
            editor.create_model(Key)
            editor.create_model(Event)
            Key.objects.create(digest=sha256(KEY.encode()).hexdigest())
    api = NinjaAPI()

    @api.post("/batch", auth=WithKey())
    def take(request: Any, sent: Batch) -> dict[str, bool]:  # noqa: ANN401, ARG001 as ninja calls it
        with transaction.atomic():
            Event.objects.bulk_create(
                Event(
                    message_id=message.messageId,
                    user_id=message.userId,
                    event=message.event,
                    timestamp=message.timestamp,
                    properties=message.properties,
                    context=message.context,
                )
                for message in sent.batch
            )
        return {"success": True}

    return [path("v1/", api.urls)]


def main() -> None:
    """Serve it until told to stop."""
    from granian import Granian  # noqa: PLC0415 as above
    from granian.constants import Interfaces  # noqa: PLC0415 as above

    os.environ["BENCH_DATABASE"] = sys.argv[1]
    Granian(
        "bench.row_per_event:application",
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main()
