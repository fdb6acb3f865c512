"""A real phone in a run: Chromium with a profile on the disk and the real app in it.

Forms are filled and sent through phone.ts, evaluated in the app's own page (the debugger stands
above the page's content policy); opening, sending and dying are the app's and Chromium's.
"""

from __future__ import annotations

import contextlib
import random
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.soak.phones import Filing
from tests.soak.world import Person
from tests.support import chromium, killer

_PATIENCE = 60_000


class BrowserPhone:
    """Made for one address; `profile` is its disk. `seed` draws which death it dies."""

    def __init__(
        self, tools: Playwright, script: Path, profile: Path, address: str, seed: int
    ) -> None:
        self._tools = tools
        self._script = script.read_text(encoding="utf-8")
        self._profile = profile
        self._address = address
        self._draw = random.Random(seed)  # noqa: S311 - Bad luck, not a secret.
        self._context: BrowserContext | None = None
        self._page: Page | None = None

    def sign_in(self, person: Person) -> None:
        """The first visit, with a link; the person is known here from then on."""
        page = self._standing_page()
        page.goto(self._address)
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        known = {"id": person.id, "full_name": person.full_name, "send_token": person.send_token}
        self._call("signIn", known)

    def file(self, filing: Filing) -> None:
        """Filled in, photographed, sent."""
        self._call("fill", filing.wire())
        self._call("send", filing.id)

    def open(self) -> None:
        """The app is opened; its shell is on the phone, so that no link is needed."""
        self._standing_page().goto(f"{self._address}/ho-so")

    def kill(self) -> None:
        """Either the tab's process, or the whole browser: what was not yet written is lost."""
        if self._page is None or self._context is None:
            return
        if self._draw.random() < 0.5:
            killer.crash(self._page)
            self._page.close()
        else:
            with self._context.expect_event("close"):
                killer.kill_browser(self._profile)
            self._context = None
        self._page = None

    def online(self) -> None:
        """The system tells the app that there is a network again."""
        if self._page is not None:
            self._page.evaluate("() => void dispatchEvent(new Event('online'))")

    def remember(self) -> dict[str, Any]:
        """What it believes; asked of the disk in whatever page stands."""
        if self._page is None:
            self.open()
        found: dict[str, Any] = self._call("remember", None)
        return found

    def close(self) -> None:
        """In peace."""
        if self._context is not None:
            with contextlib.suppress(Error):
                self._context.close()

    def _call(self, name: str, given: object) -> Any:
        call = f"async (given) => {{ {self._script}; return phone.{name}(given) }}"
        return self._standing_page().evaluate(call, given)

    def _standing_page(self) -> Page:
        if self._context is None:
            self._context = self._tools.chromium.launch_persistent_context(
                self._profile,
                executable_path=chromium.executable(),
                args=chromium.FLAGS,
                viewport={"width": 360, "height": 740},
                locale="vi-VN",
                permissions=["background-sync"],
            )
            self._context.set_default_timeout(_PATIENCE)
        if self._page is None:
            self._page = self._context.new_page()
        return self._page
