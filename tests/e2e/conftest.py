"""A real server with the demo's people, a real Chromium, and phones and desks in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import devices
from tests.e2e.devices import PATIENCE, Device
from tests.support import chromium
from tests.support.server import Server, demo_server

NewDevice = Callable[..., Device]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo product, filled once for all journeys; each journey brings people of its own."""
    with demo_server(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; every device in it is a context of its own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.FLAGS
        )
        yield chrome
        chrome.close()


@pytest.fixture
def new_phone(
    browser: Browser, product: Server, request: pytest.FixtureRequest
) -> Iterator[NewDevice]:
    """Makes phones; at the end of the test each must have stayed clean."""
    yield from _maker(devices.phone, browser, product, request)


@pytest.fixture
def new_desk(
    browser: Browser, product: Server, request: pytest.FixtureRequest
) -> Iterator[NewDevice]:
    """Makes officers' computers, checked like the phones."""
    yield from _maker(devices.desk, browser, product, request)


@pytest.fixture
def phone(new_phone: NewDevice) -> Device:
    """One phone."""
    return new_phone()


def _maker(
    make: Callable[..., object],
    browser: Browser,
    product: Server,
    request: pytest.FixtureRequest,
) -> Iterator[NewDevice]:
    journey = Path(request.node.path).stem.removeprefix("test_")
    made: list[Device] = []
    with ExitStack() as stack:

        def new(name: str = "", **look: object) -> Device:
            title = "-".join(filter(None, [journey, name]))
            device: Device = stack.enter_context(make(browser, product.port, title, **look))  # type: ignore[arg-type]
            made.append(device)
            return device

        yield new
        for device in made:
            device.check()
