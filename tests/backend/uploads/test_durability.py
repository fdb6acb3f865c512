"""What was acknowledged is on the disk; what nobody waits for goes."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from backend import cli
from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.model import new_id
from backend.settings import Settings
from backend.uploads import service
from backend.uploads.hooks import hooks
from backend.uploads.stores import blob_store, part_folder
from tests.backend.uploads.conftest import Phone, problem
from tests.support.factories import uploads as make
from tests.support.server import environment_of

PAGE = make.page()
HASH = make.sha256(PAGE)


def test_the_original_is_kept_unchanged_and_the_part_is_gone(queue: Phone) -> None:
    data = make.encoded(make.picture(), place=True)
    upload = make.open_upload(queue.person_id, data)
    queue.send(upload, 0, data)
    kept = blob_store().get(f"originals/{make.sha256(data)[:2]}/{make.sha256(data)}")
    assert kept == data
    assert part_folder().ids() == set()


def test_every_acknowledged_byte_was_synced(queue: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing without each fsync: of the part, its folder, the blob, the blob's folders; and
    without the one after a cut."""
    synced: set[str] = set()
    real = os.fsync

    def note(handle: int) -> None:
        synced.add(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    upload = make.open_upload(queue.person_id, PAGE)
    parts = part_folder().folder
    queue.send(upload, 0, PAGE[:100])
    assert {str(parts), f"{parts}/{upload}.part"} <= synced
    synced.clear()
    queue.send_cut(upload, 100, PAGE[100:200], announced=len(PAGE) - 100)
    assert f"{parts}/{upload}.part" in synced
    synced.clear()
    blob_store()._durable.clear()
    queue.send(upload, 200, PAGE[200:])
    root = Path(current_settings().blob_url.removeprefix("file://"))
    folder = root / "originals" / HASH[:2]
    assert {str(folder / HASH), str(folder), str(folder.parent), str(root)} <= synced


def test_a_full_disk_is_said_and_nothing_is_lost(
    queue: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    upload = make.open_upload(queue.person_id, PAGE)
    queue.send(upload, 0, PAGE[:100])
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        answer = queue.send(upload, 100, PAGE[100:])
    problem(answer, 507, "storage_full")
    assert answer.headers["Retry-After"] == "60"
    assert queue.offset(upload) == 100
    assert queue.send(upload, 100, PAGE[100:]).status_code == 204


def test_sweeping_takes_what_expired_and_what_has_no_row(
    queue: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = make.open_upload(queue.person_id, PAGE)
    monkeypatch.setattr(hooks, "awaited", lambda: {(queue.person_id, make.sha256(PAGE))})
    over = make.open_upload(queue.person_id, PAGE, expires=True)
    for upload in (kept, over):
        queue.send(upload, 0, PAGE[:100])
    orphan = new_id()
    with part_folder().open(orphan, 1) as part:
        part.append(b"x")
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert service.sweep() == 2
        assert part_folder().ids() == {kept}
        assert queue.offset(kept) == 100
        assert queue.call("HEAD", f"/api/uploads/{over}").status_code == 404


def test_the_operators_command(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings: Settings = app.extensions["settings"]
    for name, value in environment_of(settings).items():
        monkeypatch.setenv(name, value)
    answer = CliRunner().invoke(cli.main, ["sweep-uploads"])
    assert (answer.exit_code, "0" in answer.output) == (0, True)
