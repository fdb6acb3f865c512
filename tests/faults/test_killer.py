"""The killer itself: what it ends is gone without a word, and comes back on the same port."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Error, Playwright

from tests.support import chromium, killer
from tests.support.killer import Mortal, mortal
from tests.support.server import running_server


@pytest.fixture
def server(session_app: Flask, tmp_path: Path) -> Iterator[Mortal]:
    settings = session_app.extensions["settings"]
    log = tmp_path / "log.txt"
    with mortal(lambda port: running_server(settings, log=log, port=port)) as server:
        yield server


def answers(server: Mortal) -> bool:
    address = f"http://127.0.0.1:{server.port}/api/openapi.json"
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except OSError:
        return False
    return True


def test_a_power_cut_and_a_new_start(server: Mortal) -> None:
    first = server.now.process.pid
    server.kill()
    assert not answers(server)
    server.start()
    assert answers(server)
    assert server.now.process.pid != first


def test_a_killed_worker_is_replaced(server: Mortal) -> None:
    before = killer.workers_of(server.now.process.pid)
    server.kill_worker()
    after = killer.workers_of(server.now.process.pid)
    assert len(before) == len(after) == 1
    assert before != after
    assert answers(server)


def test_a_worker_outlives_its_main_process_until_all_are_killed(server: Mortal) -> None:
    server.kill_main()
    assert answers(server)
    server.restart()
    assert answers(server)


def test_dies_again_and_again(server: Mortal) -> None:
    with server.dying(seed=1, alive=(0.1, 0.3), dead=(0.0, 0.1)):
        while server.deaths < 2:
            answers(server)
    assert answers(server)


def test_a_tabs_process_is_killed(tools: Playwright, tmp_path: Path) -> None:
    context = open_browser(tools, tmp_path)
    page = context.new_page()
    killer.crash(page)
    with pytest.raises(Error, match="crash"):
        page.evaluate("1")
    assert context.new_page().evaluate("1 + 1") == 2
    context.close()


def test_a_browser_is_killed_and_its_profile_opens_again(tools: Playwright, tmp_path: Path) -> None:
    context = open_browser(tools, tmp_path)
    with context.expect_event("close"):
        killer.kill_browser(tmp_path)
    again = open_browser(tools, tmp_path)
    assert again.new_page().evaluate("1 + 1") == 2
    again.close()


def open_browser(tools: Playwright, profile: Path) -> BrowserContext:
    return tools.chromium.launch_persistent_context(
        profile, executable_path=chromium.executable(), args=chromium.FLAGS
    )
