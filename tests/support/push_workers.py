"""A worker in this process, or `motcua worker` as a process of its own; and messages for it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import assembly, outbox
from backend.notifications.models import Delivery, Message, PushSubscription, Urgency
from backend.notifications.worker import Beside, Worker
from backend.settings import PushSettings, Settings
from tests.support.factories.accounts import make_citizen
from tests.support.push_browsers import PushBrowser
from tests.support.push_service import PushService
from tests.support.server import environment_of

_PATIENCE = 60.0
_CHECKOUT = Path(__file__).parents[2]


def calling(settings: Settings, *origins: str) -> Settings:
    """The same settings with push services of this machine allowed."""
    return replace(settings, push=PushSettings(services=origins, contact="mailto:a@example.vn"))


@contextmanager
def working(
    app: Flask, settings: Settings, beside: Sequence[Beside] = (), **how: Any
) -> Iterator[Worker]:
    """A worker of this process, stopped at the end."""
    ready = threading.Event()
    made: list[tuple[Worker, asyncio.AbstractEventLoop]] = []

    async def run() -> None:
        worker = Worker(app, assembly.channels(settings), beside, **how)
        made.append((worker, asyncio.get_running_loop()))
        ready.set()
        await worker.run()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert ready.wait(_PATIENCE)
    worker, loop = made[0]
    try:
        yield worker
    finally:
        loop.call_soon_threadsafe(worker.stop)
        thread.join(_PATIENCE)
        assert not thread.is_alive(), "The worker did not stop."


def worker_process(settings: Settings, log: Path) -> subprocess.Popen[bytes]:
    """`motcua worker` with the same settings."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")},
        **environment_of(settings),
        "MOTCUA_PUSH_SERVICES": " ".join(settings.push.services),
        "MOTCUA_PUSH_CONTACT": settings.push.contact,
    }
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "backend.cli", "worker"],
            cwd=_CHECKOUT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait(_PATIENCE)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and wait."""
    process.terminate()
    process.wait(_PATIENCE)


def subscribed(
    settings: Settings, person_id: uuid.UUID, browser: PushBrowser, *, detail: str = "private"
) -> uuid.UUID:
    """A row for this browser, without its page; in the present transaction."""
    import hashlib

    row = PushSubscription(
        id=new_id(),
        endpoint_hash=hashlib.sha256(browser.endpoint.encode()).hexdigest(),
        endpoint=browser.endpoint,
        p256dh=browser.p256dh,
        auth=browser.auth,
        person_id=person_id,
        device_id=new_id(),
        detail=detail,
        vapid_key_id=assembly.keys(settings).current(),
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def said(
    person_id: uuid.UUID,
    *,
    kind: str = "ready",
    dossier_id: uuid.UUID | None = None,
    seq: int = 1,
    facts: dict[str, Any] | None = None,
    lives: timedelta | None = None,
    rank: int = outbox.ORDINARY,
    at: datetime | None = None,
    urgency: Urgency = Urgency.HIGH,
) -> uuid.UUID:
    """A message to the person's browsers; in the present transaction. Urgent, so that it leaves at
    whatever time of day the tests run."""
    now = at or clock.now()
    message = Message(
        id=new_id(),
        person_id=person_id,
        dossier_id=dossier_id,
        kind=kind,
        urgency=urgency.value,
        facts={"commune": "xã Luận Thành", "state": "9", **(facts or {})},
        seq=seq,
        created_at=now,
        not_before=now,
        expires_at=None if lives is None else now + lives,
        rung_since=now,
    )
    db.session.add(message)
    db.session.flush()
    outbox.address(message, now, rank=rank)
    return message.id


def tell(person_id: uuid.UUID, **what: Any) -> uuid.UUID:
    """The same in a transaction of its own."""
    with writing():
        return said(person_id, **what)


def states() -> dict[str, int]:
    """How many deliveries are in each state."""
    db.session.rollback()
    rows = db.session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
    return {state: number for state, number in rows}  # noqa: C416 - Rows are no pairs to mypy.


def deliveries() -> list[Delivery]:
    """All of them, as they are now."""
    db.session.rollback()
    db.session.expunge_all()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.created_at, Delivery.id)))


def until(what: Callable[[], bool]) -> None:
    """AssertionError when it has not come about after a minute."""
    over = time.monotonic() + _PATIENCE
    while not what():
        assert time.monotonic() < over, "It has not come about."
        time.sleep(0.02)


def hurry() -> None:
    """What waits for another try is due now."""
    with writing():
        for delivery in db.session.scalars(select(Delivery).where(Delivery.state == "waiting")):
            delivery.due_at = clock.now()


def came_back(tries: int) -> bool:
    """Whether the only delivery waits for its next try, after so many."""
    return [(d.state, d.tries) for d in deliveries()] == [("waiting", tries)]


class CalledPerson:
    """A person with one phone at the push service."""

    def __init__(self, settings: Settings, service: PushService, detail: str = "private") -> None:
        self.name = uuid.uuid4().hex
        self.browser = PushBrowser(service.endpoint(self.name))
        with writing():
            self.person = make_citizen().id
            self.row = subscribed(settings, self.person, self.browser, detail=detail)
