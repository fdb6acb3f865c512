"""What sending costs on bad links: the real app in Chromium, every byte counted at the link.

A form is laid filled into the phone's own storage; then "Gửi hồ sơ" is pressed on its last screen.
Bytes are TCP payload at tests/support/weak_link.py, both ways, headers included: they and ratios
between them are compared with limits. Seconds belong to the machine; beside them stands their
ratio to the limit that the link itself sets.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, expect

from backend.core.model import new_id
from tests.bench import phone
from tests.bench.figures import Figure
from tests.soak.phones import FiledPage, Filing, build_script
from tests.support import demo_console, wire
from tests.support.factories import uploads
from tests.support.weak_link import WeakLink
from tests.support.weak_link_relay import Tape

EDGE_UP, EDGE_DOWN, EDGE_ROUND_TRIP = 50_000 / 8, 100_000 / 8, 0.6
_PHONE_NUMBER = "0912 000 901"
_NAME = "Giàng A Thử"
_PROCEDURE = "2.000635"
_SILENCE = 3_000
_PATIENCE = 1_800_000
"""Milliseconds; only a hang takes so long."""


@dataclass(frozen=True)
class Sent:
    """One dossier from "gửi" until the screen says that the commune has it."""

    pages: int
    """Bytes of the pages alone."""
    seconds: float
    up: int
    down: int
    lost: int
    """Bytes that the phone gave to the link and that never came out of it."""
    total_later: int
    """Bytes both ways until the link was silent."""
    exchanges: tuple[wire.Exchange, ...]
    """All requests that had been answered, and the one that was not."""

    @property
    def total(self) -> int:
        return self.up + self.down

    @property
    def again(self) -> float:
        """Percent of everything on the link: bytes of pages that went more than once."""
        bodies = sum(len(each.asked.body) for each in self.queue if each.method == "PATCH")
        return 100 * (bodies + self.lost - self.pages) / self.total

    def share_beyond(self, calm: Sent) -> float:
        """Percent of everything on the link that a calm one would not have carried."""
        return 100 * (self.total - calm.total) / self.total

    @property
    def queue(self) -> list[wire.Exchange]:
        """The requests without which the dossier would not be there."""
        return [each for each in self.exchanges if each.method in ("PUT", "PATCH", "HEAD")]


class Sender:
    """A signed-in phone on a weak link, that sends one dossier after another."""

    def __init__(self, context: BrowserContext, link: WeakLink, script: str) -> None:
        self.link = link
        self._page = context.new_page()
        self._page.set_default_timeout(_PATIENCE)
        self._script = script
        self._seeds = count(1)

    def sign_in(self, browser: Browser) -> None:
        """The first visit, and a code by telephone."""
        page = self._page
        page.goto(self.link.address)
        phone.wait_for_offline_shell(page)
        page.goto(f"{self.link.address}/thu-tuc/{_PROCEDURE.replace('.', '-')}")
        phone.wait_for_data(page, "agencies", f"detail:{_PROCEDURE}")
        page.evaluate(_ASK_FOR_CODE, _PHONE_NUMBER)
        code = demo_console.code_sent_to(browser, self.link.address, _PHONE_NUMBER)
        me = page.evaluate(_ENTER, [_PHONE_NUMBER, code])
        self._account = me["person"]["id"]
        known = {"id": self._account, "full_name": _NAME, "send_token": me["send_token"]}
        self._call("signIn", known)

    def send(self, sizes: list[int], weather: Callable[[WeakLink], None]) -> Sent:
        """A dossier with pages of so many bytes, on a link made bad when "gửi" is pressed."""
        filing = self._filing(sizes)
        self._call("fill", filing)
        self._page.goto(f"{self.link.address}/lam/{filing['id']}/kiem-tra")
        agree = self._page.get_by_role("checkbox", name="Cho xã dùng thông tin này")
        agree.check()
        self._wait_for_silence()
        weather(self.link)
        self.link.recount()
        before = {id(tape): (len(tape.up), len(tape.down)) for tape in self.link.tapes}
        began = time.monotonic()
        self._page.get_by_role("button", name="Gửi hồ sơ", exact=True).click()
        expect(self._page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible(
            timeout=_PATIENCE
        )
        seconds = time.monotonic() - began
        up, down = self.link.counts.up, self.link.counts.down
        passed = [_since(before, tape) for tape in self.link.tapes]
        lost = up - sum(len(went) for went, _ in passed)
        read = [each for both in passed for each in wire.exchanges(*both)]
        self.link.calm()
        self._wait_for_silence()
        later = self.link.counts.total
        self.link.weather()
        return Sent(sum(sizes), seconds, up, down, lost, later, tuple(read))

    def _wait_for_silence(self) -> None:
        """What an opened app asks for by itself is not the cost of sending."""
        before = -1
        while before != self.link.counts.total:
            before = self.link.counts.total
            self._page.wait_for_timeout(_SILENCE)

    def _call(self, name: str, given: object) -> None:
        """A function of phone.ts, in the app's own page."""
        call = f"async (given) => {{ {self._script}; await phone.{name}(given) }}"
        self._page.evaluate(call, given)

    def _filing(self, sizes: list[int]) -> dict[str, object]:
        pages = tuple(_page(size, seed=next(self._seeds)) for size in sizes)
        need = "Xin hướng dẫn làm lại giấy khai sinh."
        now = int(time.time() * 1000)
        return Filing(
            str(new_id()), self._account, _NAME, need, pages, now, procedure=_PROCEDURE
        ).wire()


_ASK_FOR_CODE = """(phone) => fetch('/api/session/codes', {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ phone }),
})"""
_ENTER = """async ([phone, code]) => {
  const post = async (path, body) => (await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })).json();
  const device = { id: crypto.randomUUID(), name: 'Máy đo' };
  const { ticket } = await post('/api/session/verify', { phone, code, device_id: device.id });
  return post('/api/session', { ticket, device, new_profile: { full_name: 'Giàng A Thử' } });
}"""


def slow_figures(browser: Browser, port: int) -> list[Figure]:
    """Six megabytes at their real rate; about 21 minutes."""
    with _sender(browser, port) as sender:
        return _six_megabytes(sender, faster=1)


def figures(browser: Browser, port: int) -> list[Figure]:
    """All others, on one phone, one link after another; about five minutes."""
    with _sender(browser, port) as sender:
        return [
            *_good_link(sender),
            *_edge(sender),
            *_reset_every_five_seconds(sender),
            *_six_megabytes(sender, faster=20),
        ]


def _good_link(sender: Sender) -> list[Figure]:
    sent = sender.send([60_000] * 3, lambda link: link.weather())
    asked_again = [each for each in sent.queue if each.method == "HEAD"]
    return [
        Figure("3 pages, good link: requests from 'gửi' to the code", len(sent.queue), "", 4),
        Figure("3 pages, good link: questions for an offset", len(asked_again), "", 0),
    ]


def _edge(sender: Sender) -> list[Figure]:
    """50 kbit/s up, 600 ms: the overhead of 3 × 60 kB, the time of 3 × 45 kB."""
    large = sender.send([60_000] * 3, _edge_weather)
    small = sender.send([45_000] * 3, _edge_weather)
    # The answer to the text, and the answer to the last page; what lies between may overlap.
    least = small.pages / EDGE_UP + 2 * EDGE_ROUND_TRIP
    return [
        Figure(
            "3 pages of 60 kB, EDGE: bytes on the link / pages",
            large.total / large.pages,
            "×",
            1.05,
        ),
        Figure("  the same until the link is silent", large.total_later / large.pages, "×"),
        Figure("  heads of the queue's requests", _mean_head(large, up=True), "B"),
        Figure("  heads of the answers to them", _mean_head(large, up=False), "B"),
        Figure("3 pages of 45 kB, EDGE: time", small.seconds, "s"),
        Figure("  the link's own limit", least, "s"),
        Figure("  time / limit", small.seconds / least, "×", 1.15),
    ]


def _reset_every_five_seconds(sender: Sender) -> list[Figure]:
    """Bytes on a link without distance, where little is lost under way; time with 600 ms."""
    near, far = (sender.send([60_000] * 5, _resets(trip)) for trip in (0, EDGE_ROUND_TRIP))
    calm = sender.send([60_000] * 5, lambda link: link.weather(up=EDGE_UP, down=EDGE_DOWN))
    asked = [each for each in far.queue if each.method == "HEAD"]
    return [
        Figure("300 kB, reset every 5 s: pages' bytes sent again", near.again, "%", 6),
        Figure("  all that a calm link does not take", near.share_beyond(calm), "%"),
        Figure("  time", near.seconds, "s"),
        Figure("  with 600 ms: time", far.seconds, "s"),
        Figure("  with 600 ms: time / 80 s", far.seconds / 80, "×", 1),
        Figure("  with 600 ms: pages' bytes sent again", far.again, "%"),
        Figure("  with 600 ms: of these lost under way", 100 * far.lost / far.total, "%"),
        Figure("  with 600 ms: all that a calm link does not take", far.share_beyond(calm), "%"),
        Figure("  with 600 ms: questions for an offset", len(asked), ""),
    ]


def _resets(round_trip: float) -> Callable[[WeakLink], None]:
    def weather(link: WeakLink) -> None:
        link.weather(up=EDGE_UP, down=EDGE_DOWN, round_trip=round_trip)
        link.reset_every(seconds=5)

    return weather


def _six_megabytes(sender: Sender, faster: float) -> list[Figure]:
    """5 kB/s with a reset every 30 s; `faster`, so many times."""

    def weather(link: WeakLink) -> None:
        link.weather(up=5_000 * faster, down=10_000 * faster)
        link.reset_every(sent=150_000)

    sent = sender.send([1_000_000] * 6, weather)
    name = f"6 MB, {5 * faster:g} kB/s, reset every 150 kB: on the link / pages"
    return [
        Figure(name, sent.total / sent.pages, "×", 1.05),
        Figure("  time", sent.seconds, "s"),
    ]


def _edge_weather(link: WeakLink) -> None:
    link.weather(up=EDGE_UP, down=EDGE_DOWN, round_trip=EDGE_ROUND_TRIP)


def _mean_head(sent: Sent, *, up: bool) -> float:
    found = [each.asked if up else each.answer for each in sent.queue]
    heads = [message.head for message in found if message]
    return sum(heads) / len(heads)


def _page(size: int, seed: int) -> FiledPage:
    """A sound JPEG that weighs so much: what follows its end is not looked at."""
    data = uploads.page(seed)
    return FiledPage(data + bytes(size - len(data)), "image/jpeg")


def _since(before: dict[int, tuple[int, int]], tape: Tape) -> tuple[bytes, bytes]:
    """What passed a connection, up and down, after it had carried so much."""
    up, down = before.get(id(tape), (0, 0))
    return bytes(tape.up[up:]), bytes(tape.down[down:])


@contextmanager
def _sender(browser: Browser, port: int) -> Iterator[Sender]:
    with (
        tempfile.TemporaryDirectory(prefix="motcua-phone-") as folder,
        WeakLink(port) as link,
        phone.phone(browser) as context,
    ):
        script = build_script(Path(folder)).read_text(encoding="utf-8")
        sender = Sender(context, link, script)
        sender.sign_in(browser)
        yield sender
