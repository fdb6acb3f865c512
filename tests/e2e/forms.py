"""Filling a form as a person does: by the words on the screen, never by the page's inner names."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.papers import photograph


def on_screen(page: Page, title: str) -> None:
    """Wait until the screen with this heading stands."""
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()


def press(page: Page | Locator, name: str) -> None:
    """Press the button with these words."""
    page.get_by_role("button", name=name, exact=True).click()


def next_step(page: Page) -> None:
    """On to the next small page."""
    press(page, "Tiếp tục")


def choose(page: Page | Locator, question: str, answer: str) -> None:
    """One of a few tiles; an answer's first words are enough."""
    group = page.get_by_role("group", name=question, exact=True)
    group.get_by_role("radio", name=answer).first.check()


def write(page: Page | Locator, question: str, text: str) -> None:
    """Type an answer."""
    page.get_by_role("textbox", name=question, exact=True).fill(text)


def pick(page: Page, question: str, typed: str, answer: str) -> None:
    """Open a long list, search in it, take a row."""
    page.get_by_role("button", name=f"{question}: ").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("searchbox").fill(typed)
    sheet.get_by_role("button", name=answer).first.click()
    expect(sheet).to_be_hidden()


def live_at(page: Page, question: str, commune: str, hamlet: str | None = None) -> None:
    """An address: province and commune from the list, then the hamlet."""
    group = page.get_by_role("group", name=question, exact=True)
    group.get_by_role("button", name="Tỉnh và xã: ").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("searchbox").fill(commune)
    sheet.get_by_role("listitem").first.get_by_role("button").click()
    expect(sheet).to_be_hidden()
    if hamlet is not None:
        write(group, "Bản, thôn, số nhà", hamlet)


def dont_know(page: Page, question: str) -> None:
    """Say honestly that one does not have it, or does not know."""
    field = page.locator(".f-field").filter(has=page.get_by_text(question, exact=True))
    field.get_by_role("checkbox", name="Tôi chưa có, hoặc không biết").check()


def take_picture(page: Page, paper: str, nth: int = 1, title: str | None = None) -> None:
    """Photograph a page of this paper and wait until the phone has kept it.

    What stands on the sheet makes its bytes; by default it is the paper's name and number.
    """
    heading = page.get_by_role("heading", name=paper, exact=True)
    card = page.locator("section").filter(has=heading) if heading.count() else page
    button = "Chụp" if nth == 1 else "Chụp thêm trang"
    card.get_by_label(button, exact=True).set_input_files(photograph(title or f"{paper} {nth}"))
    expect(page.get_by_role("button", name=f"Xem trang {nth} của {paper}")).to_be_visible()
