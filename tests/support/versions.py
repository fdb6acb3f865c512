"""A checkout of its own whose built app can be replaced, as when a new version is deployed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]
_BUILT = _CHECKOUT / "pwa" / "dist"
_HASHED = re.compile(r"-([\w-]{8})\.(?:js|css)$")
_TEXTS = {".html", ".js", ".css", ".webmanifest"}


class Deployment:
    """`tree` is where a server runs from; it serves what was put there before it started."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        gone = shutil.ignore_patterns("__pycache__")
        for part in ("backend", "migrations"):
            shutil.copytree(_CHECKOUT / part, tree / part, ignore=gone)

    def put_new(self) -> None:
        """The app as it was built."""
        self._clear()
        shutil.copytree(_BUILT, self._dist)

    def put_old(self) -> None:
        """The same app as another version: every hashed file has another name, the worker another
        list, and nothing of either is found in the other."""
        self._clear()
        shutil.copytree(_BUILT, self._dist, ignore=shutil.ignore_patterns("*.br", "*.gz"))
        names = self.script_names(_BUILT)
        for path in [path for path in self._dist.rglob("*") if path.suffix in _TEXTS]:
            text = path.read_text()
            for name in names:
                text = text.replace(name, other_name(name))
            path.write_text(re.sub(r'"version":"(\w+)"', r'"version":"old\1"', text))
            if path.name in names:
                path.rename(path.with_name(other_name(path.name)))

    @property
    def _dist(self) -> Path:
        return self.tree / "pwa" / "dist"

    def _clear(self) -> None:
        shutil.rmtree(self._dist, ignore_errors=True)

    @staticmethod
    def script_names(dist: Path) -> list[str]:
        """Names of all files that carry a hash."""
        return [path.name for path in (dist / "assets").iterdir() if _HASHED.search(path.name)]


def other_name(name: str) -> str:
    """What the same file is called in the other version."""
    return _HASHED.sub(lambda found: found[0].replace(found[1], found[1][::-1]), name)
