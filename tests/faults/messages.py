"""Messages on their way to phones, for failures of the worker: an installation, its phones, and
workers that are processes of their own."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from backend.app import create_app
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications.models import Delivery
from backend.settings import Settings
from tests.support.browser import Browser
from tests.support.factories.accounts import make_citizen
from tests.support.push_browsers import PushBrowser
from tests.support.push_service import PushService
from tests.support.push_workers import calling, end, kill, subscribed, tell, worker_process


@dataclass(frozen=True)
class Phone:
    """A person with a phone at the push service."""

    name: str
    person: uuid.UUID
    browser: PushBrowser


@dataclass(frozen=True)
class Post:
    """An installation whose workers call the phones of one push service."""

    app: Flask
    settings: Settings
    service: PushService
    log: Path

    def phone(self) -> Phone:
        """One more."""
        name = uuid.uuid4().hex
        browser = PushBrowser(self.service.endpoint(name))
        with writing():
            person = make_citizen().id
            subscribed(self.settings, person, browser)
        return Phone(name, person, browser)

    def tell(self, phone: Phone) -> uuid.UUID:
        """News of one more dossier."""
        return tell(phone.person, dossier_id=new_id())

    def worker(self) -> subprocess.Popen[bytes]:
        """One more, beginning now."""
        return worker_process(self.settings, self.log)

    @contextmanager
    def at_work(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker until the end of the block."""
        process = self.worker()
        try:
            yield process
            assert process.poll() is None, "The worker ended by itself."
            end(process)
        finally:
            if process.poll() is None:
                kill(process)

    def written_as_sent(self) -> set[uuid.UUID]:
        """Messages that nobody may send again."""
        db.session.rollback()
        return set(db.session.scalars(select(Delivery.message_id).where(Delivery.state == "sent")))

    def leases_end(self) -> None:
        """A minute passes for what the dead had in their hands."""
        with writing():
            for delivery in db.session.scalars(select(Delivery).where(Delivery.state == "sending")):
                delivery.due_at = clock.now()

    def arrived(self, phone: Phone) -> list[tuple[str, str]]:
        """What its browser could read, with the topic that makes two of them one."""
        return [
            (phone.browser.read(one.body)["id"], one.headers["topic"])
            for one in self.service.to(phone.name)
        ]


@contextmanager
def post_office(folder: Path, url: str, service: PushService) -> Iterator[Post]:
    """An installation on an empty database."""
    settings = calling(
        Settings(
            data_folder=folder,
            database_url=url,
            blob_url=f"file://{folder / 'blobs'}",
            rate_limit_url="memory://",
            secret_key="not-a-secret-of-anything-real",
            mode="test",
            public_url="http://localhost",
        ),
        service.origin,
    )
    app = create_app(settings)
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
        yield Post(app, settings, service, folder / "worker.log")
        db.session.remove()
        db.engine.dispose()
