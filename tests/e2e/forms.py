"""Filling a form as a person does: by the words on the screen, never by the page's inner names."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.papers import photograph


def until(page: Page, holds: Callable[[], bool], patience: float = 20) -> None:
    """For what shows on no screen: asked for until it holds, for so many seconds."""
    for _ in range(round(patience * 10)):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"It did not hold within {patience:g} seconds.")


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


def card_of(page: Page, paper: str) -> Locator:
    """Where this paper's pages are, once it is known whether the camera's files come or not."""
    heading = page.get_by_role("heading", name=paper, exact=True)
    card = page.locator("section").filter(has=heading) if heading.count() else page.locator("main")
    expect(card.get_by_text("Chọn ảnh có sẵn")).to_be_visible()
    expect(card.locator(".plain--for-now")).to_have_count(0)
    return card


def choose_picture(page: Page, paper: str, picture: FilePayload) -> None:
    """Choose a picture of this paper and agree to its corners, where the phone looks for them.

    A phone that never had a link to fetch the camera's files makes the page the plain way.
    """
    card = card_of(page, paper)
    plain = card.locator(".plain").count() > 0
    card.get_by_label("Chọn ảnh có sẵn", exact=True).set_input_files(picture)
    if not plain:
        agree(page)


def agree(page: Page) -> None:
    """Use the picture as the phone sees it, whatever it says of it."""
    press(page, "Dùng ảnh này")
    anyway = page.get_by_role("button", name="Vẫn dùng ảnh này")
    back = page.locator(".steps, .paper")
    expect(anyway.or_(back).first).to_be_visible()
    if anyway.is_visible():
        anyway.click()


def take_picture(page: Page, paper: str, nth: int = 1, title: str | None = None) -> None:
    """Add a page of this paper and wait until the phone has kept it.

    What stands on the sheet makes its bytes; by default it is the paper's name and number.
    """
    choose_picture(page, paper, photograph(title or f"{paper} {nth}"))
    expect(page_seen(page, paper, nth)).to_be_visible()


def page_seen(page: Page, paper: str, nth: int) -> Locator:
    """The small picture of this page among the others of its paper."""
    return page.get_by_label(f"Xem trang {nth} của {paper}")
