"""`make bench`: the budgets of the phone's link, measured and printed as a table.

Byte counts and requests are compared with their limits (the command fails when one is broken);
seconds are printed, never asserted: they belong to the machine.
"""

from __future__ import annotations

import json
import statistics
import sys

import brotli
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench import catalogue, fees, forms, link, phone, push, server
from tests.bench.figures import Figure, show
from tests.support.counting_proxy import CountingProxy
from tests.support.server import demo_server

RUNS = 3
"""Of each timed visit; the table shows the median."""

_PROCEDURE = "1.001193"
"""The procedure that is opened in the journey: the registration of a birth."""


PARTS = ("visit", "link", "server", "fees", "forms", "catalogue", "push")
"""Measured when no part is named; "slow" and "capture" only when they are."""
_IN_A_BROWSER = frozenset({"visit", "link", "slow"})


def main() -> int:
    """Measure everything, or the parts named in the arguments; 1 when a limit is broken."""
    parts = sys.argv[1:] or list(PARTS)
    figures = _in_a_browser(parts) if _IN_A_BROWSER & set(parts) else []
    if "server" in parts:
        figures += server.figures()
    if "fees" in parts:
        figures += fees.figures()
    if "forms" in parts:
        figures += forms.figures()
    if "catalogue" in parts:
        figures += catalogue.figures()
    if "push" in parts:
        figures += push.figures()
    if "capture" in parts:
        from tests.bench.capture import bench as capture

        figures += capture.figures()
    show(figures)
    return 0 if all(figure.kept for figure in figures) else 1


def _in_a_browser(parts: list[str]) -> list[Figure]:
    figures: list[Figure] = []
    with demo_server() as product, sync_playwright() as tools:
        browser = phone.launch(tools)
        if "visit" in parts:
            with CountingProxy(product.port) as proxy:
                figures += _data(browser, proxy)
                figures += _first_visit(browser, proxy)
                figures += _afterwards(browser, proxy)
        if "link" in parts:
            figures += link.figures(browser, product.port)
        if "slow" in parts:
            figures += link.slow_figures(browser, product.port)
        browser.close()
    return figures


def _data(browser: Browser, proxy: CountingProxy) -> list[Figure]:
    """The index and the largest detail, as brotli sends them."""
    with phone.phone(browser) as context:
        index = context.request.get(f"{proxy.address}/api/catalogue/index").body()
        rows = json.loads(index)["procedures"]
        details = [
            context.request.get(f"{proxy.address}/api/catalogue/procedures/{row[0]}").body()
            for row in rows
        ]
    largest = max(len(brotli.compress(detail)) for detail in details)
    return [
        Figure("procedures in the index", len(rows), ""),
        Figure("index of all procedures", len(brotli.compress(index)) / 1000, "kB", 6),
        Figure("largest detail of a procedure", largest / 1000, "kB", 4),
    ]


def _first_visit(browser: Browser, proxy: CountingProxy) -> list[Figure]:
    visits = [_visit(browser, proxy, phone.EDGE) for _ in range(RUNS)]
    faster = [_visit(browser, proxy, phone.WEAK_3G) for _ in range(RUNS)]
    return [
        Figure("first visit: bytes until usable", max(size for _, size in visits) / 1000, "kB", 25),
        Figure("first visit: requests", max(usable.requests for usable, _ in visits), "", 4),
        Figure(f"first visit on {phone.EDGE.name}", _median(visits), "s"),
        Figure(f"first visit on {phone.WEAK_3G.name}", _median(faster), "s"),
    ]


def _visit(browser: Browser, proxy: CountingProxy, link: phone.Link) -> tuple[phone.Usable, int]:
    """A phone that was never here; bytes both ways until its home is usable."""
    with phone.phone(browser) as context:
        page = context.new_page()
        proxy.reset()
        phone.throttle(page, link)
        usable = phone.open_home(page, proxy.address)
        return usable, proxy.counts.total_until(usable.moment)


def _median(visits: list[tuple[phone.Usable, int]]) -> float:
    return statistics.median(usable.seconds for usable, _ in visits)


def _afterwards(browser: Browser, proxy: CountingProxy) -> list[Figure]:
    """The second visit, what is kept after reading a procedure, and a start without a link."""
    with phone.phone(browser) as context:
        page = context.new_page()
        phone.open_home(page, proxy.address)
        phone.wait_for_offline_shell(page)
        page.goto(f"{proxy.address}/thu-tuc/{_PROCEDURE.replace('.', '-')}")
        phone.wait_for_data(page, "communes", "agencies", f"detail:{_PROCEDURE}")
        kept = phone.kept(page)
        page.close()
        repeat = _repeat(context, proxy)
        proxy.cut()
        starts = [_start(context, proxy) for _ in range(RUNS)]
        proxy.mend()
    return [
        Figure("repeat visit, nothing new", repeat / 1000, "kB", 1),
        Figure("kept after a journey: the app", _sum(kept, app=True) / 1000, "kB"),
        Figure("kept after a journey: its data", _sum(kept, app=False) / 1000, "kB"),
        Figure("kept after a journey: all", sum(kept.values()) / 1000, "kB", 100),
        Figure("start without a link", statistics.median(starts), "s"),
    ]


def _repeat(context: BrowserContext, proxy: CountingProxy) -> int:
    """Bytes both ways of opening the home once more, until the link is silent."""
    proxy.reset()
    page = context.new_page()
    phone.open_home(page, proxy.address)
    page.wait_for_load_state("networkidle")
    page.close()
    return proxy.counts.total


def _start(context: BrowserContext, proxy: CountingProxy) -> float:
    page = context.new_page()
    phone.throttle(page, None)
    seconds = phone.open_home(page, proxy.address).seconds
    page.close()
    return seconds


def _sum(kept: dict[str, int], *, app: bool) -> int:
    """The app's files have a path, its data other keys; the index is data with an address."""
    return sum(
        size
        for name, size in kept.items()
        if (name.startswith("/") and not name.startswith("/api/")) is app
    )


if __name__ == "__main__":
    sys.exit(main())
