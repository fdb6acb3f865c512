"""The demo's console, where the messages lie that a real product would send to telephones."""

from __future__ import annotations

import re

from playwright.sync_api import Browser


def code_sent_to(browser: Browser, address: str, number: str) -> str:
    """The newest code for a number written as people write it, "0912 000 101"."""
    sent_to = "+84" + number.replace(" ", "").removeprefix("0")
    with browser.new_context(locale="vi-VN") as elsewhere:
        console = elsewhere.new_page()
        console.goto(f"{address}/demo/console")
        message = console.get_by_role("listitem").filter(has_text=sent_to).first
        found = re.search(r"\b\d{6}\b", message.locator(".text").inner_text())
    assert found is not None
    return found[0]
