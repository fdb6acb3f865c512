"""A citizen who pays, told by HTTP: what their phone shows is another test's matter."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import APIRequestContext, APIResponse, Browser

from backend.core import clock
from backend.demo import forms
from backend.demo.cast import MAU
from tests.support import demo_console
from tests.support.factories import dossiers

OWED = 16_000
"""Two copies of a civil record at 8.000 đồng."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A dossier that has arrived."""

    id: str
    slip: str


@dataclass(frozen=True, slots=True)
class Payer:
    """A citizen signed in at the product's own address."""

    request: APIRequestContext

    def send(self) -> Sent:
        """A new dossier that costs OWED."""
        made_at = clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")
        path = f"/api/dossiers/{uuid.uuid4()}"
        told = told_by(self.request.put(path, data=_copies(made_at)))
        return Sent(told["id"], told["slip"])

    def choose(self, sent: Sent, way: str) -> str:
        """Choose a way to pay the sum that is shown; the reference of the attempt."""
        data = {"way": way, "quote": self.payment(sent)["quote"]["number"], "amount": OWED}
        body = {"kind": "pay_intent", "dossier": sent.id, "data": data}
        told_by(self.request.put(f"/api/commands/{uuid.uuid4()}", data=body))
        reference: str = self.payment(sent)["attempt"]["reference"]
        return reference

    def payment(self, sent: Sent) -> dict[str, Any]:
        """What the phone would be told of the money."""
        return told_by(self.request.get(f"/api/dossiers/{sent.id}/payment"))


@contextmanager
def payer(browser: Browser, address: str, number: str, name: str) -> Iterator[Payer]:
    """A new person with this telephone number."""
    headers = {"Origin": address}
    with browser.new_context(base_url=address, extra_http_headers=headers) as context:
        request = context.request
        assert request.post("/api/session/codes", data={"phone": number}).ok
        code = demo_console.code_sent_to(browser, address, number)
        shown = {"phone": number, "code": code}
        ticket = told_by(request.post("/api/session/verify", data=shown))["ticket"]
        device = {"id": str(uuid.uuid4()), "name": "Điện thoại thử"}
        who = {"ticket": ticket, "device": device, "new_profile": {"full_name": name}}
        told_by(request.post("/api/session", data=who))
        yield Payer(request)


def _copies(made_at: str) -> dict[str, Any]:
    return dossiers.body(forms.COPY, answers=forms.copy_of_record(MAU, 2), made_at=made_at)


def told_by(answer: APIResponse) -> dict[str, Any]:
    """The body of an answer that must be a good one."""
    assert answer.ok, answer.text()
    body: dict[str, Any] = answer.json()
    return body


def statement(*rows: tuple[str, int, str], fault: str = "") -> dict[str, Any]:
    """A bank's file as a browser is given it: (reference, sum, text) a row, then a bad one."""
    today = clock.local(clock.now()).strftime("%d/%m/%Y")
    head = "Ngày giao dịch,Số tham chiếu,Ghi nợ,Ghi có,Nội dung"
    lines = [f"{today},{reference},,{amount},{text}" for reference, amount, text in rows]
    text = "\n".join([head, *lines, fault]).rstrip() + "\n"
    return {"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": text.encode()}
