"""The worker beside the demo's server: a process of its own that ends with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from backend.demo.gateway import stop
from backend.settings import Settings


@contextmanager
def worker_beside(settings: Settings) -> Iterator[None]:
    """Run `motcua worker` on the same database. However this process ends, even killed, the worker
    goes too: it reads a pipe that nobody else writes to."""
    process = subprocess.Popen(  # Our own command.
        [sys.executable, "-m", "backend.cli", "worker", "--beside"],
        stdin=subprocess.PIPE,
    )
    try:
        yield
    finally:
        stop(process)
