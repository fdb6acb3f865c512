"""A phone's queue by plain HTTP, for failures that live in the server: no browser is needed.

It behaves as the app does: it believes nothing but receipts, asks again when it heard none, goes
on from the offset that it is told, and keeps a note of all that was acknowledged.
"""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Any

from flask import Flask

from backend.app import create_app
from backend.extensions import db
from backend.settings import Settings
from tests.soak.evidence import Kept, kept_by
from tests.support.factories import dossiers, uploads
from tests.support.factories.dossiers import World

PATIENCE = 300.0
"""Seconds after which a queue that gets nothing through is a failed test."""
LATER = {(503, "unavailable"), (507, "storage_full")}
"""What a server that has a bad day may say."""


@dataclass(frozen=True)
class Reply:
    """What came back: `told` is the JSON of the answer, if it had one."""

    status: int
    headers: http.client.HTTPMessage
    told: dict[str, Any]

    @property
    def comes_later(self) -> bool:
        """A clear word that one is to come again, with when."""
        known = (self.status, self.told.get("code")) in LATER
        return known and int(self.headers["Retry-After"]) > 0


@dataclass
class Queue:
    """`heard` holds every receipt, `offsets` the highest acknowledged offset of each upload."""

    port: int
    token: str
    heard: list[dict[str, Any]] = field(default_factory=list)
    offsets: dict[str, int] = field(default_factory=dict)
    put_off: list[str] = field(default_factory=list)
    """The codes with which the server asked to come again."""

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """One request on a connection of its own."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request(method, path, body, {"Authorization": f"Bearer {self.token}", **named})
            answer = line.getresponse()
            data = answer.read()
            return Reply(answer.status, answer.headers, json.loads(data) if data else {})

    def put(self, dossier_id: uuid.UUID, sent: dict[str, Any]) -> Reply:
        """The dossier's text."""
        text = json.dumps(sent).encode()
        reply = self.call(
            "PUT", f"/api/dossiers/{dossier_id}", text, Content_Type="application/json"
        )
        return self._noted(reply)

    def patch(self, url: str, data: bytes, offset: int = 0) -> Reply:
        """A page from the offset on."""
        reply = self.call(
            "PATCH",
            url,
            data[offset:],
            Tus_Resumable="1.0.0",
            Upload_Offset=str(offset),
            Content_Type="application/offset+octet-stream",
            Accept="application/json",
        )
        if reply.status in (200, 204):
            self.offsets[url] = max(self.offsets.get(url, 0), int(reply.headers["Upload-Offset"]))
        return self._noted(reply)

    def send_through(
        self, dossier_id: uuid.UUID, sent: dict[str, Any], photos: Sequence[bytes]
    ) -> dict[str, Any]:
        """Until the receipt of the whole dossier is here; it."""
        by_hash = {uploads.sha256(photo): photo for photo in photos}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                receipt = self._round(dossier_id, sent, by_hash)
            except (OSError, http.client.HTTPException):
                receipt = None  # Nothing was heard, so nothing is believed.
            if receipt is not None and not receipt["missing"]:
                return receipt
            time.sleep(0.02)
        raise AssertionError(f"{dossier_id} did not come through: {self.put_off[-3:]}")

    def _round(
        self, dossier_id: uuid.UUID, sent: dict[str, Any], by_hash: dict[str, bytes]
    ) -> dict[str, Any] | None:
        told = self.put(dossier_id, sent)
        if told.status not in (200, 201):
            return None
        receipt = told.told
        for missing in receipt["missing"]:
            page = self.patch(missing["upload"], by_hash[missing["sha256"]], missing["offset"])
            if page.status == 200:
                receipt = page.told
        return receipt

    def _noted(self, reply: Reply) -> Reply:
        if reply.status in (200, 201):
            self.heard.append(reply.told)
        elif reply.status not in (204, 409):
            assert reply.comes_later, (reply.status, reply.told)
            self.put_off.append(reply.told["code"])
        return reply


@dataclass
class Place:
    """A commune with a database and a folder of its own; servers are the test's."""

    app: Flask
    settings: Settings
    world: World

    def kept(self) -> Kept:
        """What truly is there, read behind the servers' backs."""
        return kept_by(self.settings)

    def queue(self, port: int) -> Queue:
        """The queue of Lò Thị Mẫu's phone."""
        return Queue(port, self.world.citizen.send_token)


@contextmanager
def a_place(folder: Path, database_url: str) -> Iterator[Place]:
    """Filled before any server starts."""
    settings = Settings(
        data_folder=folder,
        database_url=database_url,
        blob_url=f"file://{folder / 'blobs'}",
        rate_limit_url="memory://",
        secret_key="not-a-secret-of-anything-real",
        mode="test",
    )
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        world = dossiers.make_world(app, folder / "procedures")
        db.session.remove()
        db.engine.dispose()
    yield Place(app, settings, world)


def together(*tasks: Callable[[], Reply]) -> list[Reply]:
    """All at the same moment, each in a thread."""
    line = Barrier(len(tasks))

    def go(task: Callable[[], Reply]) -> Reply:
        line.wait(30)
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(go, tasks))


def must_have_all(kept: Kept, queues: Sequence[Queue], pages: dict[str, set[str]]) -> None:
    """Nothing acknowledged is lost, nothing doubled, every hash equal.

    `pages`: of each dossier that came through, the hashes of its pages.
    """
    assert {d.id for d in kept.dossiers.values()} >= set(pages)
    slips = [dossier.slip for dossier in kept.dossiers.values()]
    assert len(slips) == len(set(slips))
    for dossier_id, hashes in pages.items():
        dossier = kept.dossiers[dossier_id]
        assert (dossier.state, dossier.times_received) == ("1", 1), dossier
        assert {sha for _, _, sha in dossier.pages} == hashes
        for sha in hashes:
            assert kept.files[sha][0] == sha
    for queue in queues:
        for receipt in queue.heard:
            assert kept.dossiers[receipt["id"]].slip == receipt["slip"]
        for url, offset in queue.offsets.items():
            assert kept.uploads[url.rsplit("/", 1)[1]][0] >= offset
