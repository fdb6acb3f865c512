"""`pip install .` gives a working `motcua` with the app, migrations, procedures and fonts inside.

The wheel is built from this checkout and installed into an empty environment; used from an empty
folder, nothing of the checkout can help it. Its dependencies are lent by the tests' environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.server import free_port

ROOT = Path(__file__).parents[2]
SHIPPED = (
    "backend/_shipped/pwa/index.html",
    "backend/_shipped/pwa/desk.html",
    "backend/_shipped/pwa/sw.js",
    "backend/_shipped/migrations/env.py",
    "backend/_shipped/migrations/versions/0001_audit_trail.py",
    "backend/catalogue/procedures/2.000635.yaml",
    "backend/letters/fonts/LiberationSerif-Regular.ttf",
    "backend/places/data/divisions.json",
)


@dataclass(frozen=True)
class Installed:
    """An environment of its own and the wheel that went into it."""

    wheel: Path
    bin: Path
    empty: Path

    def run(self, *command: str) -> str:
        """Run an operator's command from the empty folder; its output."""
        done = subprocess.run(
            [str(self.bin / "motcua"), *command],
            cwd=self.empty,
            env={**os.environ, "MOTCUA_DATA": str(self.empty / "data")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build, and install into an empty environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True)
    wheel = next(folder.glob("motcua-*.whl"))
    home = folder / "environment"
    venv.create(home, with_pip=False)
    python = str(home / "bin" / "python")
    install = ["--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, *install, str(wheel)], check=True)
    site = next((home / "lib").glob("python*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    empty = folder / "empty"
    empty.mkdir()
    return Installed(wheel, home / "bin", empty)


def test_the_wheel_carries_everything(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    assert [name for name in SHIPPED if name not in names] == []
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]


def test_it_works_from_an_empty_folder(installed: Installed) -> None:
    installed.run("migrate")
    installed.run("import-procedures")
    port = free_port()
    environment = {
        **os.environ,
        "MOTCUA_DATA": str(installed.empty / "data"),
        "MOTCUA_PORT": str(port),
    }
    command = [str(installed.bin / "motcua"), "serve"]
    with subprocess.Popen(command, cwd=installed.empty, env=environment) as server:
        try:
            home = _get(f"http://127.0.0.1:{port}/", server)
            index = _get(f"http://127.0.0.1:{port}/api/catalogue/index", server)
        finally:
            server.terminate()
    assert b"<!doctype html>" in home.lower()
    assert b"2.000635" in index
    shutil.rmtree(installed.empty / "data")


def _get(url: str, server: subprocess.Popen[bytes]) -> bytes:
    """The answer, once the server listens."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 # Our own server.
                body: bytes = answer.read()
                return body
        except (ConnectionError, urllib.error.URLError):
            _wait(server)
    raise AssertionError("The installed server did not answer.")


def _wait(server: subprocess.Popen[bytes]) -> None:
    """A moment, unless the server has ended."""
    try:
        server.wait(0.1)
    except subprocess.TimeoutExpired:
        return
    raise AssertionError("The installed server ended by itself.")
