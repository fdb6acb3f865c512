"""Many phones at once: the app's own queue and storage in Node, each with a disk of its own.

`Phones` drives pwa/test/tools/phone-host.ts; `Filing` is what a person filled in and sends.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_PWA = Path(__file__).parents[2] / "pwa"
_PATIENCE = 60


@dataclass(frozen=True)
class FiledPage:
    """A page of a filing; the bytes are what the phone made of the photograph."""

    data: bytes
    media_type: str
    paper: str = "khac"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Filing:
    """One dossier as a person filled it in: a need in own words, with photographs."""

    id: str
    account: str
    owner_name: str
    need: str
    pages: tuple[FiledPage, ...]
    made_at: int
    """Milliseconds of the epoch, by the phone's clock."""
    procedure: str = "2.000002"
    agency: str = "H56.126"

    def wire(self) -> dict[str, Any]:
        """As phone.ts reads it."""
        return {
            "id": self.id,
            "account": self.account,
            "procedure": self.procedure,
            "version": 1,
            "agency": self.agency,
            "title": "Nhờ xã hướng dẫn",
            "owner_name": self.owner_name,
            "answers": {
                "need": self.need,
                "caller_name": self.owner_name,
                "caller_phone": "+84912000009",
            },
            "made_at": self.made_at,
            "pages": [
                {
                    "id": page.id,
                    "paper": page.paper,
                    "sha256": page.sha256,
                    "media_type": page.media_type,
                    "base64": base64.b64encode(page.data).decode(),
                }
                for page in self.pages
            ],
        }


def environment() -> dict[str, str]:
    """This process's, with the node that the project installs first in the path."""
    beside = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"}


def build_script(folder: Path) -> Path:
    """The app without its screens, as one script (pwa/test/phone/phone.ts)."""
    vite = _PWA / "node_modules" / "vite" / "bin" / "vite.js"
    command = ["node", str(vite), "build", "-c", "vite.phone.config.ts", "--outDir", str(folder)]
    built = subprocess.run(
        command, cwd=_PWA, env=environment(), capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return folder / "phone.js"


class Phones:
    """The process in which the phones live; use as a context manager.

    Every verb waits until it is done, and raises AssertionError with the app's own words if it
    failed. `faults` are errors that no part of the app caught: there should be none.
    """

    def __init__(self, script: Path) -> None:
        self._script = script
        self.faults: list[str] = []

    def __enter__(self) -> Self:
        host = _PWA / "test" / "tools" / "phone-host.ts"
        self._process = subprocess.Popen(
            ["node", str(host), str(self._script)],
            cwd=_PWA,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._asked: dict[int, Future[Any]] = {}
        self._next = 0
        self._lock = threading.Lock()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE)
        self._listening.join(_PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def switch_on(self, phone: str, address: str, haste: float = 1) -> None:
        """A new phone with an empty disk; with a `haste` of 10 its time runs ten times faster."""
        self._do(phone, "switch-on", {"address": address, "haste": haste})

    def sign_in(self, phone: str, person: Mapping[str, str]) -> None:
        """Somebody whose id, full_name and send_token this phone then knows."""
        self.call(phone, "signIn", dict(person))

    def open(self, phone: str) -> None:
        """The app is opened: it sends what waits, until it is killed."""
        self._do(phone, "open", {})

    def kill(self, phone: str) -> None:
        """The system takes the app's memory away, from one moment to the next."""
        self._do(phone, "kill", {})

    def online(self, phone: str) -> None:
        """The system tells the app that there is a network again."""
        self._do(phone, "online", {})

    def fill(self, phone: str, filing: Filing) -> None:
        """A form filled in, its pages photographed; nothing is sent yet."""
        self.call(phone, "fill", filing.wire())

    def send(self, phone: str, dossier: str) -> None:
        """ "Gửi"; what was filled in is kept in the outbox when this returns."""
        self.call(phone, "send", dossier)

    def remember(self, phone: str) -> dict[str, Any]:
        """What the phone believes: `entries` that wait, dossiers it holds for `sent`, `drafts`."""
        found: dict[str, Any] = self.call(phone, "remember", None)
        return found

    def call(self, phone: str, name: str, given: object) -> Any:
        """Any function of phone.ts."""
        return self._do(phone, "call", {"name": name, "given": given})

    def _do(self, phone: str, verb: str, given: Mapping[str, object]) -> Any:
        answer: Future[Any] = Future()
        with self._lock:
            self._next += 1
            self._asked[self._next] = answer
            line = {"id": self._next, "phone": phone, "do": verb, "with": given}
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(line) + "\n")
            self._process.stdin.flush()
        return answer.result(_PATIENCE)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if "fault" in said:
                self.faults.append(said["fault"])
            elif "error" in said:
                self._asked.pop(said["id"]).set_exception(AssertionError(said["error"]))
            else:
                self._asked.pop(said["id"]).set_result(said["answer"])
        for waiting in self._asked.values():
            waiting.set_exception(AssertionError("The process of the phones ended."))


@dataclass(frozen=True)
class NodePhone:
    """One of `Phones`, as a run carries it."""

    phones: Phones
    name: str

    def sign_in(self, person: Any) -> None:
        """Known on this phone from now on."""
        known = {"id": person.id, "full_name": person.full_name, "send_token": person.send_token}
        self.phones.sign_in(self.name, known)

    def file(self, filing: Filing) -> None:
        """Filled in, photographed, sent."""
        self.phones.fill(self.name, filing)
        self.phones.send(self.name, filing.id)

    def open(self) -> None:
        """The app is opened."""
        self.phones.open(self.name)

    def kill(self) -> None:
        """Its page is gone."""
        self.phones.kill(self.name)

    def online(self) -> None:
        """A network, says the system."""
        self.phones.online(self.name)

    def remember(self) -> dict[str, Any]:
        """What it believes."""
        return self.phones.remember(self.name)
