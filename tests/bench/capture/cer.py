"""How legible a page is: the character error rate of tesseract with Debian's Vietnamese.

The page is enlarged to 3000 pixels first (letters of a small page are too small for tesseract,
not for people). Its text is compared with the true one without regard to spaces and to what stands
before or after: the fewest changed, missing and added letters of any stretch of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unicodedata

import numpy as np
from PIL import Image

LONG_EDGE = 3000
_PACKAGES = ("tesseract-ocr", "tesseract-ocr-vie", "fonts-dejavu-core", "fonts-liberation")


class NoTesseract(RuntimeError):
    """The one line that says what to install."""


def prepare() -> None:
    """Find tesseract with Vietnamese, else install it as root; NoTesseract when there is none."""
    if _ready():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *_PACKAGES]
        subprocess.run(command, check=False)
    if not _ready():
        raise NoTesseract(f"Legibility needs the packages {' '.join(_PACKAGES)}; install them.")


def _ready() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], check=False, capture_output=True, text=True
    )
    return "vie" in (listed.stdout + listed.stderr).split()


def read(image: Image.Image, long_edge: int = LONG_EDGE) -> str:
    """What tesseract reads on it."""
    scale = long_edge / max(image.size)
    size = round(image.width * scale), round(image.height * scale)
    way = Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.convert("L").resize(size, way).save(file.name, compress_level=1)
        done = subprocess.run(
            ["tesseract", file.name, "-", "-l", "vie", "--psm", "3"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    return done.stdout


def error_rate(truth: str, seen: str) -> float:
    """Per cent of the true letters."""
    wanted, found = _letters(truth), _letters(seen)
    places = np.arange(len(found) + 1, dtype=np.int32)
    costs = np.zeros(len(found) + 1, np.int32)
    for done, letter in enumerate(wanted, 1):
        best = np.empty_like(costs)
        best[0] = done
        np.minimum(costs[:-1] + (found != letter), costs[1:] + 1, out=best[1:])
        # What is added between: each letter costs one, reckoned for the whole row at once.
        costs = np.minimum.accumulate(best - places) + places
    return 100 * int(costs.min()) / len(wanted)


def _letters(text: str) -> np.ndarray:
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return np.frombuffer(plain.encode("utf-32-le"), np.uint32)
