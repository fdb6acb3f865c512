"""A real server that may be killed, and phones that are browsers of their own on weak links."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from backend.dossiers.models import Dossier
from backend.settings import Settings, load
from tests.e2e.devices import PATIENCE
from tests.faults import phones
from tests.faults.phones import Filed, Phone
from tests.soak.evidence import Kept, kept_by
from tests.support.killer import Mortal, mortal
from tests.support.server import demo_server

NewPhone = Callable[..., Phone]
_numbers = count(1)


@dataclass
class Commune:
    """The server, and what it truly has: its tables and its files, read behind its back."""

    server: Mortal
    settings: Settings

    def kept(self) -> Kept:
        return kept_by(self.settings)

    def must_have(self, *promised: Filed) -> None:
        """Each dossier once, received once, with these pages in this order, whole on the disk."""
        kept = self.kept()
        for filed in promised:
            dossier = kept.dossiers[filed.id]
            assert (dossier.state, dossier.times_received) == ("1", 1), dossier
            assert dossier.owner_name == filed.owner_name
            pages = sorted(dossier.pages)
            assert [page for _, page, _ in pages] == list(range(1, len(filed.pages) + 1))
            assert [sha for _, _, sha in pages] == list(filed.pages)
            assert [kept.files[sha][0] for sha in filed.pages] == list(filed.pages)

    def received_at(self, id: str) -> datetime:
        """When it came first, by the server."""
        with self._dossier(id) as dossier:
            return dossier.first_received_at

    def revision(self, id: str) -> int:
        """The version that is in force."""
        with self._dossier(id) as dossier:
            return dossier.revision

    def answer_due(self, id: str) -> datetime:
        """By when an officer must answer."""
        with self._dossier(id) as dossier:
            assert dossier.answer_due is not None
            return dossier.answer_due

    def wait_until_received(self, *ids: str) -> None:
        """Until the server has them whole, whoever sends them."""
        for _ in range(phones.LONG // 100):
            if all(self._state(id) == "1" for id in ids):
                return
            time.sleep(0.1)
        raise AssertionError(f"Not received: {ids}")

    def wait_until_there(self, upload: str, bytes: int) -> None:
        """Until the server has taken so many bytes of an upload out of its connection."""
        for _ in range(phones.LONG // 100):
            if self.kept().uploads[upload][0] == bytes:
                return
            time.sleep(0.1)
        raise AssertionError(f"Not there: {bytes} bytes of {upload}")

    def _state(self, id: str) -> str | None:
        engine = create_engine(self.settings.database_url)
        with Session(engine) as session:
            state = session.scalar(select(Dossier.state).where(Dossier.id == UUID(id)))
        engine.dispose()
        return state

    @contextmanager
    def _dossier(self, id: str) -> Iterator[Dossier]:
        engine = create_engine(self.settings.database_url)
        with Session(engine) as session:
            yield session.get_one(Dossier, UUID(id))
        engine.dispose()

    def count_of(self, *owner_names: str) -> int:
        """Dossiers of these names, in any state."""
        return sum(d.owner_name in owner_names for d in self.kept().dossiers.values())


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commune]:
    """The demo product, filled once for all tests; each test brings people of its own."""
    folder = tmp_path_factory.mktemp("demo")
    settings = load({"MOTCUA_DATA": str(folder), "MOTCUA_MODE": "demo"})
    with mortal(lambda port: demo_server(folder, port=port)) as server:
        yield Commune(server, settings)


@pytest.fixture(scope="session")
def tools() -> Iterator[Playwright]:
    """Playwright, which runs once in a process."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def new_phone(
    tools: Playwright,
    commune: Commune,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[NewPhone]:
    """Makes phones; at the end nothing strange may have been said or called on any."""
    with ExitStack() as stack:
        made: list[Phone] = []

        def new(name: str = "", **look: object) -> Phone:
            title = "-".join(filter(None, [request.node.name.removeprefix("test_"), name]))
            opened = phones.phone(
                tools.chromium, commune.server.port, tmp_path / f"phone{len(made)}", title, **look
            )
            made.append(stack.enter_context(opened))
            return made[-1]

        yield new
        for phone in made:
            phone.keep_last_screen()
        for phone in made:
            phone.check()


@pytest.fixture
def phone(new_phone: NewPhone) -> Phone:
    """One phone."""
    return new_phone()


@pytest.fixture
def number() -> str:
    """A telephone number that nobody used before."""
    return f"0912 7{next(_numbers):02} {next(_numbers):03}"
