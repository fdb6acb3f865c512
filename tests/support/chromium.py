"""A real Chromium for the browser tests: found, else installed, else said in one line.

Order: the variable CHROMIUM, the PATH, Playwright's own; where none is there, the system's package
(as root on Debian or Ubuntu) or Playwright's download is installed. Nothing is skipped silently.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import gettempdir

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


_ASKED = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoChromium(RuntimeError):
    """The one line that says what to install."""


@cache
def executable() -> str:
    """The path of a Chromium that runs; NoChromium if there is none and none could be installed."""
    found = _named() or _found()
    if found:
        return found
    # Test runs side by side would install it at once, and the system's packages refuse the second.
    with (Path(gettempdir()) / f"chromium-installing-{os.getuid()}").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not _found():
            _install()
    found = _found()
    if found:
        return found
    raise NoChromium(
        "The browser tests need Chromium: install the package 'chromium', "
        "or run 'playwright install chromium', or set CHROMIUM=/path/to/chromium."
    )


def _named() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named and not Path(named).is_file():
        raise NoChromium(f"CHROMIUM={named} is not a file; set it to a Chromium's path.")
    return named


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _found() -> str | None:
    return _on_path() or _playwrights()


def _playwrights() -> str | None:
    """Asked in a process of its own: the caller may have Playwright open, and a second one in the
    same process is refused."""
    told = subprocess.run(
        [sys.executable, "-c", _ASKED], check=True, capture_output=True, text=True
    )
    path = told.stdout.strip()
    return path if Path(path).is_file() else None


def _install() -> None:
    """Ask the system as root, else Playwright; a failure is told by the caller's one line."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        if subprocess.run(command, check=False).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
