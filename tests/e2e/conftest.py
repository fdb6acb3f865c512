"""A real server with the demo's people, a real Chromium, and phones and desks in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, StorageState, expect, sync_playwright

from backend.demo.cast import CAN_BO, Officer
from tests.e2e import devices, officer
from tests.e2e.devices import PATIENCE, Device
from tests.support import chromium
from tests.support.server import Server, demo_server

NewDevice = Callable[..., Device]
NewDesk = Callable[..., Device]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo product, filled once for all journeys; each journey brings people of its own."""
    with demo_server(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="session")
def tools() -> Iterator[Playwright]:
    """Playwright itself: there can be one in a session."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(tools: Playwright) -> Iterator[Browser]:
    """One Chromium for all journeys; every device in it is a context of its own."""
    chrome = tools.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)
    yield chrome
    chrome.close()


@pytest.fixture
def new_phone(
    browser: Browser, product: Server, request: pytest.FixtureRequest
) -> Iterator[NewDevice]:
    """Makes phones; at the end of the test each must have stayed clean."""
    with _checked() as take:

        def new(name: str = "", **look: object) -> Device:
            return take(devices.phone(browser, product.port, _journey(request, name), **look))

        yield new


@pytest.fixture
def phone(new_phone: NewDevice) -> Device:
    """One phone."""
    return new_phone()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """Officers' sessions by login: a code of the second factor is good for one sign-in only."""
    return {}


@pytest.fixture
def new_desk(
    browser: Browser,
    product: Server,
    signed_in: dict[str, StorageState],
    request: pytest.FixtureRequest,
) -> Iterator[NewDesk]:
    """Makes computers at which an officer sits, checked like the phones."""
    with _checked() as take:

        def new(who: Officer, name: str = "", **look: object) -> Device:
            known = signed_in.get(who.login)
            title = _journey(request, f"ban-{name or who.login}")
            desk = take(devices.desk(browser, product.port, title, storage_state=known, **look))
            if known is None:
                officer.sign_in(desk, browser, who)
                signed_in[who.login] = desk.context.storage_state()
            else:
                desk.open("/desk")
                officer.in_list(desk)
            return desk

        yield new


@pytest.fixture
def desk(new_desk: NewDesk) -> Device:
    """The desk of the first officer."""
    return new_desk(CAN_BO)


def _journey(request: pytest.FixtureRequest, name: str) -> str:
    """The folder of a device's pictures: the test's file, and which device it was."""
    return "-".join(filter(None, [Path(request.node.path).stem.removeprefix("test_"), name]))


@contextmanager
def _checked() -> Iterator[Callable[[AbstractContextManager[Device]], Device]]:
    """Opens devices; when the test is over each is checked, then closed."""
    made: list[Device] = []
    with ExitStack() as stack:

        def take(device: AbstractContextManager[Device]) -> Device:
            made.append(stack.enter_context(device))
            return made[-1]

        yield take
        for device in made:
            device.keep_last_screen()
        for device in made:
            device.check()
