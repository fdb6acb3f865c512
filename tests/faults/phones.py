"""A citizen's phone: a whole Chromium with a profile of its own, on a link that can be made bad.

What lies in the phone's own database can be read, and made to vanish as on a real phone.
"""

from __future__ import annotations

import base64
import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, WebError, expect

from backend.core.model import new_id
from tests.e2e import citizen
from tests.e2e.devices import PATIENCE, Device
from tests.e2e.forms import on_screen, press, write
from tests.e2e.guard import Guard
from tests.e2e.screens import Album
from tests.faults import papers
from tests.support import chromium, killer
from tests.support.weak_link import WeakLink

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

LONG = 60_000
"""Milliseconds until something that is on its way counts as stuck; only a hang takes so long."""

FORM = "/bat-dau/2-000635?nho=1"
"""The shortest form: a need in one's own words, with photographs."""

NAME = "Bản sao giấy hộ tịch"
"""What its dossiers are called in the lists."""

Record = dict[str, Any]

_OPEN = """
const request = indexedDB.open('motcua');
const database = await new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
"""
_READ = f"""async (store) => {{
  {_OPEN}
  const rows = await new Promise((done) => {{
    const all = database.transaction(store).objectStore(store).getAll();
    all.onsuccess = () => done(all.result);
  }});
  database.close();
  for (const row of rows) {{
    if (!(row.blob instanceof Blob)) continue;
    const bytes = new Uint8Array(await row.blob.arrayBuffer());
    row.blob = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }}
  return rows;
}}"""
_WRITE = f"""async ([store, rows, gone]) => {{
  {_OPEN}
  const transaction = database.transaction(store, 'readwrite');
  for (const key of gone) transaction.objectStore(store).delete(key);
  for (const row of rows) {{
    if (typeof row.blob === 'string') {{
      const bytes = Uint8Array.from(atob(row.blob), (letter) => letter.charCodeAt(0));
      row.blob = new Blob([bytes], {{ type: 'image/jpeg' }});
    }}
    transaction.objectStore(store).put(row);
  }}
  await new Promise((done, fail) => {{
    transaction.oncomplete = done;
    transaction.onerror = () => fail(transaction.error);
  }});
  database.close();
}}"""


_PROBE = """async () => {
  const request = indexedDB.open('probe', 1);
  const database = await new Promise((done) => {
    request.onupgradeneeded = () => request.result.createObjectStore('all');
    request.onsuccess = () => done(request.result);
    request.onerror = () => done(null);
  });
  if (!database) return request.error.name;
  const transaction = database.transaction('all', 'readwrite');
  transaction.objectStore('all').put(new Blob([new Uint8Array(50_000)]), 1);
  const end = await new Promise((done) => {
    transaction.oncomplete = () => done('kept');
    transaction.onabort = () => done(transaction.error.name);
  });
  database.close();
  return end;
}"""


@dataclass(frozen=True)
class Filed:
    """What a phone promised when "gửi" was pressed: hashes are of the bytes that lie on it."""

    id: str
    owner_name: str
    pages: tuple[str, ...]


_CLOCK = """(() => {
  const off = %f * 365.25 * 24 * 3600 * 1000;
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + off); }
    static now() { return Real.now() + off; }
  };
})();"""


class FaultGuard(Guard):
    """On broken links browsers complain of what did not come; only the app's own faults count."""

    def _on_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Uncaught" in message.text:
            super()._on_console(message)

    def _on_error(self, error: WebError) -> None:
        # What the phone could not keep is told to the person, and to whoever reads the console.
        if not str(error.error).startswith("storage: "):
            super()._on_error(error)


@dataclass
class Phone(Device):
    """`proxy` is its link; `context` and `page` are new after it was killed and opened again."""

    link: WeakLink = field(kw_only=True)
    profile: Path = field(kw_only=True)
    browser_type: BrowserType = field(kw_only=True)
    look: dict[str, Any] = field(kw_only=True)
    years_off: float = field(kw_only=True, default=0)
    _cookies: Any = ()

    def shot(self, title: str) -> None:
        """Journeys keep pictures and ask axe; here only the last screen is kept."""

    # The person.

    def sign_in(self, number: str, name: str) -> None:
        """First visit and sign-in as a new person."""
        citizen.first_visit(self)
        citizen.ask_to_sign_in(self)
        self.enter(number)
        write(self.page, "Họ và tên", name)
        press(self.page, "Xong")
        expect(self.page.get_by_role("heading", name="Đăng nhập", level=1)).to_be_hidden()
        self.open(FORM)  # Read once with a link, it is there without one.
        expect(self.page.get_by_role("radio", name="xã Luận Thành")).to_be_visible()

    def enter(self, number: str) -> None:
        """Ask for a code and type it."""
        on_screen(self.page, "Đăng nhập")
        write(self.page, "Số điện thoại của bạn", number)
        press(self.page, "Gửi mã cho tôi")
        code = self.page.get_by_role("textbox", name="Mã trong tin nhắn")
        expect(code).to_be_visible()
        code.fill(self._read_code(number))

    def file(self, need: str, pictures: int = 0) -> None:
        """Fill the shortest form and press "gửi"; the pictures are this need's own."""
        citizen.ask_for_help(self, need, pictures)
        citizen.send(self)
        expect(self.page.get_by_role("heading", name="Kiểm tra lại")).to_be_hidden()

    def _read_code(self, number: str) -> str:
        sent_to = "+84" + number.replace(" ", "").removeprefix("0")
        with urllib.request.urlopen(f"http://127.0.0.1:{self.link.port}/demo/console") as page:
            text = page.read().decode()
        found = re.search(rf"{re.escape(sent_to)}(?s:.*?)\b(\d{{6}})\b", text)
        assert found is not None
        return found[1]

    # The phone.

    def set_clock(self, years: float) -> None:
        """From its next life on, pages see a time of day that is so many years off."""
        self.years_off = years

    def wake(self) -> None:
        """Another network: the system tells every page."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def die(self) -> None:
        """The whole browser, by SIGKILL. Cookies of half a minute ago would be on its disk."""
        self._cookies = self.context.cookies()
        with self.context.expect_event("close"):
            killer.kill_browser(self.profile)

    def switch_on(self, path: str = "/ho-so") -> None:
        """The browser again, on what it had written."""
        self.context = _launch(self.browser_type, self.profile, self.look, self.guard)
        self.context.add_cookies(self._cookies)
        if self.years_off:
            self.context.add_init_script(_CLOCK % self.years_off)
        self.page = self.context.new_page()
        self.open(path)

    def restart(self, path: str = "/ho-so") -> None:
        """Switched off and on, on purpose or for want of a battery."""
        self.die()
        self.switch_on(path)

    def limit_room(self, room: int) -> None:
        """The browser will keep no more than so many bytes; its estimate goes on saying 10 GB."""
        session = self.context.new_cdp_session(self.page)
        quota = {"origin": self.address, "quotaSize": room}
        session.send("Storage.overrideQuotaForOrigin", quota)

    def fill_up(self) -> None:
        """No byte more may be kept. Chromium counts anew when nobody has had the storage open."""
        self.limit_room(1)
        address = self.page.url
        for _ in range(20):
            self.page.goto("about:blank")
            self.page.wait_for_timeout(2_500)
            self.page.goto(address)
            if self.page.evaluate(_PROBE) == "QuotaExceededError":
                return
        raise AssertionError("The browser goes on keeping bytes.")

    def evict(self) -> None:
        """The browser throws away all that this address keeps, as it may when space is short.

        Cookies stay: no browser evicts them with the rest.
        """
        session = self.context.new_cdp_session(self.page)
        kinds = "indexeddb,local_storage,cache_storage,service_workers"
        session.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": kinds})
        session.detach()

    def cookies(self) -> str:
        """As a header."""
        kept = self.context.cookies(self.address)
        return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in kept)

    # Its database.

    def kept(self, store: str) -> list[Record]:
        """All records of a store; a Blob is given as base64."""
        rows: list[Record] = self.page.evaluate(_READ, store)
        return rows

    def keep(self, store: str, *rows: Record, gone: tuple[str, ...] = ()) -> None:
        """Write and remove records behind the app's back."""
        self.page.evaluate(_WRITE, [store, list(rows), list(gone)])

    def queue(self) -> list[Record]:
        """What waits to be handed in, in the order in which it goes."""
        waiting = [entry for entry in self.kept("outbox") if entry["kind"] != "save"]
        return sorted(waiting, key=lambda entry: entry["seq"])

    def promised(self) -> list[Filed]:
        """What the queue promises to send, by the bytes that really lie here."""
        lying = {
            row["id"]: papers.sha256(base64.b64decode(row["blob"])) for row in self.kept("pages")
        }
        return [
            Filed(
                entry["dossier"],
                entry["owner_name"],
                tuple(lying[page["id"]] for page in entry["pages"]),
            )
            for entry in self.queue()
        ]

    def wait_for_queue(
        self, left: int, until: Callable[[Record], bool] = bool, patience: int = LONG
    ) -> list[Record]:
        """Until so many wait and each is as asked; AssertionError with them when it takes long."""
        for _ in range(patience // 100):
            queue = self.queue()
            if len(queue) == left and all(until(entry) for entry in queue):
                return queue
            self.page.wait_for_timeout(100)
        told = [
            {k: entry[k] for k in ("owner_name", "phase", "waiting", "parked", "said")}
            for entry in queue
        ]
        raise AssertionError(
            f"{len(queue)} wait, not {left}: {json.dumps(told, ensure_ascii=False)}"
        )

    def take_id(self, id: str) -> None:
        """Give the one dossier that waits the id of another."""
        (entry,) = self.queue()
        old = entry["dossier"]
        pages = [{**row, "draft": id} for row in self.kept("pages")]
        (draft,) = [draft for draft in self.kept("drafts") if draft["id"] == old]
        path = entry["path"].replace(old, id)
        moved = {**entry, "key": f"dossier:{id}", "dossier": id, "path": path}
        self.keep("outbox", moved, gone=(entry["key"],))
        self.keep("drafts", {**draft, "id": id}, gone=(old,))
        self.keep("pages", *pages)

    def wait_until_saved(self) -> None:
        """Until all drafts lie at the commune, too, as they do after a while with a good link."""
        for _ in range(LONG // 100):
            drafts = self.kept("drafts")
            if all(draft.get("saved_at", 0) >= draft["updated_at"] for draft in drafts):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("The draft was not saved to the account.")

    def file_alike(self, households: list[tuple[str, list[bytes]]]) -> None:
        """More dossiers like the last one in the queue, with names and pages of their own.

        They are put where the app puts them; a person would need minutes for what is only more.
        """
        pattern = self.queue()[-1]
        draft = next(d for d in self.kept("drafts") if d["id"] == pattern["dossier"])
        for nth, (name, pages) in enumerate(households, start=1):
            entry, copy, rows = _alike(pattern, draft, name, pages, nth)
            self.keep("pages", *rows)
            self.keep("drafts", copy)
            self.keep("outbox", entry)


def _alike(
    pattern: Record, draft: Record, name: str, pages: list[bytes], nth: int
) -> tuple[Record, Record, list[Record]]:
    id = str(new_id())
    refs = [
        {
            "id": str(new_id()),
            "paper": "khac",
            "sha256": papers.sha256(data),
            "bytes": len(data),
            "media_type": "application/pdf" if data.startswith(b"%PDF") else "image/jpeg",
        }
        for data in pages
    ]
    numbered = [{**ref, "page": number} for number, ref in enumerate(refs, start=1)]
    body = json.loads(pattern["body"])
    body["people"]["owner"] = {"full_name": name}
    body["relation"] = "volunteer"
    body["manifest"] = [{k: v for k, v in ref.items() if k != "id"} for ref in numbered]
    entry = {
        **pattern,
        "key": f"dossier:{id}",
        "dossier": id,
        "path": pattern["path"].replace(pattern["dossier"], id),
        "body": json.dumps(body, ensure_ascii=False),
        "owner_name": name,
        "pages": [{k: v for k, v in ref.items() if k != "media_type"} for ref in numbered],
        "seq": pattern["seq"] + nth,
        "made_at": pattern["made_at"] + nth,
    }
    rows = [
        {
            "id": ref["id"],
            "draft": id,
            "sha256": ref["sha256"],
            "blob": base64.b64encode(data).decode(),
        }
        for ref, data in zip(refs, pages, strict=True)
    ]
    return entry, {**draft, "id": id, "pages": refs}, rows


@contextmanager
def phone(
    browser_type: BrowserType, server_port: int, profile: Path, title: str, **look: Any
) -> Iterator[Phone]:
    """A new phone with nothing stored, 360 x 740, on a link of its own."""
    shown = {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
        "permissions": [],
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
        **look,
    }
    with WeakLink(server_port) as link:
        guard = FaultGuard(link.address.removeprefix("http://"))
        context = _launch(browser_type, profile, shown, guard)
        made = Phone(
            context,
            context.pages[0],
            link,  # type: ignore[arg-type]  # It can be cut and mended like the journeys' line.
            guard,
            Album(title),
            link=link,
            profile=profile,
            browser_type=browser_type,
            look=shown,
        )
        try:
            yield made
        finally:
            made.context.close()


def _launch(
    browser_type: BrowserType, profile: Path, look: dict[str, Any], guard: Guard
) -> BrowserContext:
    context = browser_type.launch_persistent_context(
        profile, executable_path=chromium.executable(), args=chromium.FLAGS, **look
    )
    context.set_default_timeout(PATIENCE)
    guard.watch(context)
    return context
