"""A throttled phone: Chromium at 360x740 with a slow link and a slow processor.

Emulation is Chromium's own (CDP): latency is added per request, without handshakes, slow start or
loss, so that real links are worse. Figures compare with the peers' in docs/benchmarks.md, which
were taken the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.support import chromium

USABLE = "document.querySelector('[role=search] input') && document.querySelector('.tiles a')"
"""The home can be searched, and its frequent procedures stand there to be tapped."""

_WATCH = f"""(() => {{
  if (window !== top) return;
  window.__usable = new Promise((done) => {{
    const look = () => {{
      if (!({USABLE})) return;
      watcher.disconnect();
      const now = performance.now();
      const begun = performance.getEntriesByType('resource').filter((one) => one.startTime < now);
      done({{
        seconds: now / 1000,
        moment: (performance.timeOrigin + now) / 1000,
        requests: 1 + begun.length,
      }});
    }};
    const watcher = new MutationObserver(look);
    watcher.observe(document, {{ childList: true, subtree: true }});
  }});
}})()"""
"""Notes the moment from inside: asking from outside would cost the throttled processor time."""


@dataclass(frozen=True)
class Usable:
    """`seconds` since the navigation began, `moment` in seconds of the epoch."""

    seconds: float
    moment: float
    requests: int


@dataclass(frozen=True)
class Link:
    """Bits per second down and up, milliseconds of latency a request."""

    name: str
    down: int
    up: int
    latency: int


EDGE = Link("EDGE 100/50 kbit/s, 600 ms", 100_000, 50_000, 600)
WEAK_3G = Link("weak 3G 400 kbit/s, 400 ms", 400_000, 400_000, 400)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium without requests of its own."""
    return playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)


@contextmanager
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A new phone with nothing stored."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="vi-VN",
    )
    context.add_init_script(_WATCH)
    try:
        yield context
    finally:
        context.close()


def throttle(page: Page, link: Link | None, cpu: int = 6) -> None:
    """Slow this page's link and processor down."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if link:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": link.latency,
                "downloadThroughput": link.down / 8,
                "uploadThroughput": link.up / 8,
            },
        )
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})


def open_home(page: Page, address: str, timeout: float = 120_000) -> Usable:
    """Open the address and wait until the home is usable."""
    page.goto(address, wait_until="commit", timeout=timeout)
    return Usable(**page.evaluate("window.__usable"))


def wait_for_offline_shell(page: Page) -> None:
    """Until the service worker is active and controls this page: offline after the first visit."""
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.ready;
          if (!navigator.serviceWorker.controller)
            await new Promise((done) =>
              navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
        }"""
    )


_KEPT_FILES = """async () => {
  const urls = [(await navigator.serviceWorker.ready).active.scriptURL];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
  return [...new Set(urls)];
}"""

_KEPT_DATA = """() => new Promise((done) => {
  indexedDB.open('motcua').onsuccess = ({ target: { result: database } }) => {
    const rows = database.transaction('catalogue').objectStore('catalogue').getAll();
    rows.onsuccess = () => {
      database.close();
      done(Object.fromEntries(rows.result.map((row) => [row.key, JSON.stringify(row.data)])));
    };
  };
})"""


def kept(page: Page) -> dict[str, int]:
    """What stays on the phone, by name: files of Cache Storage and rows of the public catalogue.

    Bytes as the server sends them, brotli; what was sent once and lies under two keys counts once.
    What the person wrote is not counted.
    """
    sizes = {}
    for url in page.evaluate(_KEPT_FILES):
        answer = page.request.get(url, headers={"Accept-Encoding": "br"})
        length = answer.headers.get("content-length")
        sizes[urlsplit(url).path] = int(length) if length else len(answer.body())
    data = page.evaluate(_KEPT_DATA)
    for text, key in {text: key for key, text in data.items()}.items():
        sizes[key] = len(brotli.compress(text.encode(), mode=brotli.MODE_TEXT))
    return sizes


def wait_for_data(page: Page, *keys: str) -> None:
    """Until these rows of the public catalogue lie on the phone."""
    while not set(keys) <= page.evaluate(_KEPT_DATA).keys():
        page.wait_for_timeout(200)
