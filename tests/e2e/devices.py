"""A citizen's phone and an officer's computer: a Chromium context on a line that can be cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.guard import Guard
from tests.e2e.screens import Album
from tests.support.counting_proxy import CountingProxy

_TOLD_AT_A_DESK = frozenset({401, 412})
"""A desk asks who sits there (401: nobody yet), and whether it knows the newest version (412)."""

PATIENCE = 20_000
"""Milliseconds until something that should appear counts as missing; a loaded machine is slow."""


_PAGE_SIZES = """async () => {
  const open = await new Promise((done) => {
    const asked = indexedDB.open('motcua');
    asked.onsuccess = () => done(asked.result);
  });
  const drafts = await new Promise((done) => {
    const asked = open.transaction('drafts').objectStore('drafts').getAll();
    asked.onsuccess = () => done(asked.result);
  });
  open.close();
  return drafts.flatMap((draft) => draft.pages.map((page) => page.bytes));
}"""


@dataclass
class Device:
    """`page` is its first tab; everything on it is watched by `guard` and shown in `album`."""

    context: BrowserContext
    page: Page
    proxy: CountingProxy
    guard: Guard
    album: Album

    @property
    def address(self) -> str:
        """Where the product is, seen through this device's own line."""
        return self.proxy.address

    def open(self, path: str = "/") -> None:
        """Type an address."""
        self.page.goto(self.address + path)

    def shot(self, title: str) -> None:
        """Keep a picture of the screen and ask axe about it."""
        self.album.shot(self.page, title)

    def page_sizes(self) -> list[int]:
        """Bytes of each page that lies on the phone, as it will be sent."""
        sizes: list[int] = self.page.evaluate(_PAGE_SIZES)
        return sizes

    def lose_link(self) -> None:
        """Into the valley: the system says so, and every connection breaks."""
        self.guard.expect_lost_link()
        self.context.set_offline(True)
        self.proxy.cut()

    def find_link(self) -> None:
        """Back under the mast."""
        self.proxy.mend()
        self.context.set_offline(False)

    def keep_last_screen(self) -> None:
        """What it showed when the test ended, well or not."""
        self.album.keep(self.page, "last")

    def check(self) -> None:
        """Nothing strange was said, called or shown."""
        self.guard.check()
        self.album.check()


@contextmanager
def phone(
    browser: Browser, port: int, journey: str, *, listen: int = 0, **extra: object
) -> Iterator[Device]:
    """A new phone with nothing stored, 360 x 740. `listen`: the port that its own line has."""
    look = {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
        "permissions": ["background-sync"],
        **extra,
    }
    line = CountingProxy(port, listen)
    with _device(browser, line, journey, look, frozenset()) as device:
        yield device


@contextmanager
def desk(browser: Browser, port: int, journey: str, **extra: object) -> Iterator[Device]:
    """The computer at the one-stop desk, 1366 x 768."""
    look = {"viewport": {"width": 1366, "height": 768}, **extra}
    line = CountingProxy(port)
    with _device(browser, line, journey, look, _TOLD_AT_A_DESK) as device:
        yield device


@contextmanager
def _device(
    browser: Browser,
    line: CountingProxy,
    journey: str,
    look: dict[str, object],
    refusals: frozenset[int],
) -> Iterator[Device]:
    with line as proxy:
        context = browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **look,  # type: ignore[arg-type]  # The callers above name real options.
        )
        context.set_default_timeout(PATIENCE)
        guard = Guard(proxy.address.removeprefix("http://"), refusals)
        guard.watch(context)
        device = Device(context, context.new_page(), proxy, guard, Album(journey))
        try:
            yield device
        finally:
            context.close()
