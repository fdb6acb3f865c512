"""What the bench of messages stands on: an installation with thousands of phones, a push service
in a process of its own, workers, and posts that cost nothing but the posting."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
from flask import Flask
from sqlalchemy import insert, update

from backend.app import create_app
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import assembly
from backend.notifications.models import Delivery, Message, PushSubscription
from backend.notifications.push import PARALLEL
from backend.settings import Settings
from tests.support import databases
from tests.support.factories.accounts import make_citizen
from tests.support.push_browsers import PushBrowser
from tests.support.push_workers import calling, end, worker_process

_KEYS = 50
"""Pairs of keys that the phones share: making thousands would take longer than the measurement."""
_LATER = timedelta(days=1)
_PATIENCE = 300.0


@dataclass(frozen=True)
class Office:
    """An installation with its phones."""

    app: Flask
    settings: Settings
    folder: Path
    phones: Sequence[uuid.UUID]

    def write(self, kind: str, rank: int) -> None:
        """A message to each phone, which nobody may take yet."""
        now = clock.now()
        with writing():
            for phone in self.phones:
                message = new_id()
                facts = {"commune": "xã Luận Thành", "state": "9", "slip": "K7M2PQ"}
                moments = {"created_at": now, "not_before": now, "rung_since": now}
                db.session.execute(
                    insert(Message),
                    {"id": message, "person_id": None, "dossier_id": new_id(), "kind": kind}
                    | {"facts": facts, "seq": 1, "urgency": "high", **moments},
                )
                db.session.execute(
                    insert(Delivery),
                    {"message_id": message, "channel": "push", "subscription_id": phone}
                    | {"rank": rank, "due_at": now + _LATER, "created_at": now},
                )

    def release(self) -> None:
        """Now they may be taken."""
        with writing():
            db.session.execute(
                update(Delivery)
                .where(Delivery.state == "waiting")
                .values(due_at=clock.now())
                .execution_options(synchronize_session=False)
            )

    @contextmanager
    def workers(self, number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
        """So many `motcua worker`, ready and idle."""
        log = self.folder / "worker.log"
        before = _started(log)
        processes = [worker_process(self.settings, log) for _ in range(number)]
        try:
            until = time.monotonic() + _PATIENCE
            while _started(log) < before + number and time.monotonic() < until:
                time.sleep(0.05)
            yield processes
        finally:
            for process in processes:
                if process.poll() is None:
                    end(process)


def _started(log: Path) -> int:
    return log.read_text().count('"worker_started"') if log.exists() else 0


@contextmanager
def office(origin: str, phones: int, *, kind: str = "sqlite") -> Iterator[Office]:
    """An installation on a database of its own, with so many phones at the push service."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(databases.empty_database(kind, folder))
        settings = calling(
            Settings(
                data_folder=folder,
                database_url=url,
                blob_url=f"file://{folder / 'blobs'}",
                rate_limit_url="memory://",
                secret_key="not-a-secret-of-anything-real",
                mode="test",
            ),
            origin,
        )
        app = create_app(settings)
        with app.app_context():
            db.create_all()
            yield Office(app, settings, folder, _make_phones(settings, origin, phones))
            db.session.remove()
            db.engine.dispose()


def _make_phones(settings: Settings, origin: str, number: int) -> list[uuid.UUID]:
    key_id = assembly.keys(settings).current()
    keys = [PushBrowser(origin) for _ in range(_KEYS)]
    rows = [
        {
            "id": new_id(),
            "endpoint_hash": uuid.uuid4().hex * 2,
            "endpoint": f"{origin}/push/{uuid.uuid4().hex}",
            "p256dh": keys[n % _KEYS].p256dh,
            "auth": keys[n % _KEYS].auth,
            "device_id": new_id(),
            "detail": "private",
            "vapid_key_id": key_id,
            "created_at": clock.now(),
        }
        for n in range(number)
    ]
    with writing():
        person = make_citizen().id
        for row in rows:
            db.session.execute(insert(PushSubscription), {**row, "person_id": person})
    return [row["id"] for row in rows]  # type: ignore[misc]


@dataclass(frozen=True)
class Service:
    """The push service's own process."""

    origin: str

    def count(self, *, forget: bool = False) -> dict[str, float]:
        """What came since it was last told to forget."""
        path = "/forget" if forget else "/count"
        with urllib.request.urlopen(self.origin + path, timeout=10) as answer:  # noqa: S310
            told: dict[str, float] = json.loads(answer.read())
            return told

    def rate_of(self, number: int) -> float:
        """Messages a second, from the first to the last of so many."""
        until = time.monotonic() + _PATIENCE
        while (told := self.count())["count"] < number:
            if time.monotonic() > until:
                raise AssertionError(f"{told['count']:.0f} of {number} messages came.")
            time.sleep(0.1)
        self.count(forget=True)
        return number / told["seconds"]


@contextmanager
def service() -> Iterator[Service]:
    """A push service that takes everything."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.push_service"], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield Service(f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def posting(origin: str, number: int, processes: int) -> None:
    """The ceiling: the same posts with a constant body, by so many processes."""
    script = [sys.executable, "-m", "tests.bench.push_world", origin, str(number // processes)]
    started = [subprocess.Popen(script) for _ in range(processes)]
    assert [process.wait(_PATIENCE) for process in started] == [0] * processes


async def _post(origin: str, number: int) -> None:
    body = b"x" * 615
    headers = {
        "Authorization": "vapid t=" + "x" * 200 + ",k=" + "x" * 87,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": "2419200",
        "Urgency": "normal",
        "Topic": "x" * 32,
    }
    left = iter(range(number))
    connector = aiohttp.TCPConnector(limit=PARALLEL)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one() -> None:
            for n in left:
                async with session.post(f"{origin}/push/{n}", data=body, headers=headers) as answer:
                    await answer.content.read(1024)

        await asyncio.gather(*(one() for _ in range(PARALLEL)))


if __name__ == "__main__":
    asyncio.run(_post(sys.argv[1], int(sys.argv[2])))
