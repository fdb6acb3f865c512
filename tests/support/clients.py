"""Running other people's npm packages (tests/clients) and reading what they print."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

CLIENTS = Path(__file__).parents[1] / "clients"


def node() -> str:
    """The node that `make` installed."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert found is not None, "node is missing: make test-backend installs it"
    assert (CLIENTS / "node_modules").is_dir(), "make test-backend installs tests/clients"
    return found


def ask(script: str, told: Any) -> Any:
    """The JSON that `node script told` prints."""
    done = subprocess.run(
        [node(), script, json.dumps(told)],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])
