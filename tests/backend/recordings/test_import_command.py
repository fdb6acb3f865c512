"""`motcua recordings import FOLDER`, run as an operator runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.app import create_app
from backend.core.access import Actor, Role
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.recordings import service
from backend.settings import load
from tests.support import databases
from tests.support.factories import catalogue
from tests.support.factories.places import LUAN_THANH
from tests.support.factories.sounds import tone, written

ROOT = Path(__file__).parents[3]
HUNDRED_MB = 100 * 1024 * 1024
PATIENCE = 300
"""Seconds until a command counts as hanging."""


@pytest.fixture
def environment(database_kind: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    with databases.empty_database(database_kind, tmp_path) as url:
        yield {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "MOTCUA_DATA": str(tmp_path / "data"),
            "MOTCUA_DATABASE_URL": url,
            "MOTCUA_MODE": "production",
        }


def motcua(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def listed(environment: dict[str, str], folder: Path) -> list[list[str]]:
    """The list as an administrator downloads it, with Mông among the languages."""
    with create_app(load(environment)).app_context():
        catalogue.imported(folder)
        administrator = Actor(new_id(), Role.ADMINISTRATOR, "", agency_code=LUAN_THANH)
        with writing():
            service.choose_languages(administrator, ["hmn"])
        rows = service.as_rows(administrator, "hmn")
        db.session.remove()
        db.engine.dispose()
    return rows


def recorded(environment: dict[str, str], language: str) -> set[str]:
    with create_app(load(environment)).app_context():
        administrator = Actor(new_id(), Role.ADMINISTRATOR, "", agency_code=LUAN_THANH)
        found = service.as_rows(administrator, language)
        db.session.remove()
        db.engine.dispose()
    return {row[0] for row in found if row[3] == "x"}


def filled(folder: Path, ids: list[str]) -> None:
    """What a recorder brings: three kinds of files, named from the list, and what goes wrong."""
    files = {
        f"vi/{ids[0]}.ogg": written("ogg", tone(1)),
        f"vi/{ids[1].upper()} lần 2.M4A": written("m4a", tone(1)),
        f"hmn/{ids[0]}.mp3": written("mp3", tone(1)),
        f"HMN/{ids[2]}-xong.mp3": written("mp3", tone(1)),
        "vi/ghi-am-01.mp3": written("mp3", tone(1)),
        f"vi/{ids[3]}.docx": b"PK\x03\x04" + b"\0" * 4000,
        f"tyz/{ids[0]}.mp3": written("mp3", tone(1)),
        f"vi/lan-dau/{ids[4]}.mp3": written("mp3", tone(1)),
        f"{ids[4]}.mp3": written("mp3", tone(1)),
        "vi/.DS_Store": b"\0" * 100,
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with (folder / f"vi/{ids[5]}.wav").open("wb") as sparse:
        sparse.truncate(HUNDRED_MB)


def test_a_folder_is_taken_by_the_command_itself(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """What is good is heard afterwards; each other file is named with what to do. Seen failing
    while a file in a folder too deep, or in none, was passed over in silence."""
    assert motcua(environment, "migrate").returncode == 0
    made = motcua(environment, "create-agency", LUAN_THANH, "Xã Luận Thành", "15634")
    assert made.returncode == 0, made.stderr
    ids = [row[0] for row in listed(environment, tmp_path)[:6]]
    folder = tmp_path / "ghi-am"
    filled(folder, ids)
    run = motcua(environment, "recordings", "import", str(folder), "--agency", LUAN_THANH)
    assert "Traceback" not in run.stdout + run.stderr
    assert run.returncode == 1
    kept = {line.split(": ")[0] for line in run.stdout.splitlines()}
    assert kept == {
        f"vi/{ids[0]}.ogg", f"vi/{ids[1].upper()} lần 2.M4A", f"hmn/{ids[0]}.mp3",
        f"HMN/{ids[2]}-xong.mp3",
    }  # fmt: skip
    assert recorded(environment, "vi") == {ids[0], ids[1]}
    assert recorded(environment, "hmn") == {ids[0], ids[2]}
    told = dict(line.split(": ", 1) for line in run.stderr.splitlines())
    assert told.pop("Error") == "Có 6 tệp không dùng được. Những tệp khác đã lưu."
    assert {name: said for name, said in told.items() if "Chưa lưu gì" not in said} == {
        f"tyz/{ids[0]}.mp3": "Xã chưa chọn thu tiếng này."
    }
    assert "tám chữ" in told["vi/ghi-am-01.mp3"]
    assert "6 MB" in told[f"vi/{ids[5]}.wav"]
    assert "không phải bản thu" in told[f"vi/{ids[3]}.docx"]
    assert "thư mục" in told[f"vi/lan-dau/{ids[4]}.mp3"]
    assert "thư mục" in told[f"{ids[4]}.mp3"]
    assert len(told) == 6
