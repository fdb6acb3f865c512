"""The commune of a run: a server that dies, its tables and files, and people with their phones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.app import create_app
from backend.core.transaction import writing
from backend.extensions import db
from backend.settings import Settings
from tests.support.factories import accounts, catalogue, places
from tests.support.killer import Mortal, mortal
from tests.support.server import running_server


@dataclass(frozen=True)
class Person:
    """A citizen who signed in on a phone once; its queue sends with `send_token`."""

    id: str
    full_name: str
    send_token: str


@dataclass
class World:
    """`settings` lead to the database and the files of `server`, alive or dead."""

    settings: Settings
    server: Mortal
    people: list[Person]


@contextmanager
def a_world(folder: Path, database_url: str, people: int) -> Iterator[World]:
    """A new one with one agency and one procedure, filled before the server starts."""
    settings = Settings(
        data_folder=folder,
        database_url=database_url,
        blob_url=f"file://{folder / 'blobs'}",
        rate_limit_url="memory://",
        secret_key="not-a-secret-of-anything-real",
        mode="test",
        public_url="http://localhost",
    )
    citizens = _filled(settings, people)
    with mortal(lambda port: running_server(settings, log=folder / "log.txt", port=port)) as server:
        yield World(settings, server, citizens)


def _filled(settings: Settings, people: int) -> list[Person]:
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        with writing():
            places.agency()
        catalogue.imported(settings.data_folder / "catalogue", "without_form")
        found = [_person(accounts.citizen_in(app, f"Lò Thị Mẫu {n}"), n) for n in range(people)]
        db.session.remove()
        db.engine.dispose()
    return found


def _person(signed_in: accounts.SignedIn, number: int) -> Person:
    return Person(str(signed_in.actor.person_id), f"Lò Thị Mẫu {number}", signed_in.send_token)
