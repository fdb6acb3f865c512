"""`make soak`: random runs one after another, for `MINUTES`, from `SEED`; loud when one is wrong.

Each run has a seed of its own, printed before it begins; `make soak SEED=… MINUTES=0` repeats it.
Every third run is with real phones: Chromium, the real app, profiles on the disk. Where there is
time enough, six megabytes go beside them at 5 kB/s with a reset every 30 seconds.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.soak import runs
from tests.support import databases

_REAL_EACH = 3
_SLOW_MINUTES = 25


def main() -> int:
    """0 when no run found anything; a fault ends it with the seed and what happened."""
    options = _options()
    slow = _six_megabytes_beside() if options.minutes >= _SLOW_MINUTES else None
    ends = time.monotonic() + 60 * options.minutes
    seed, done = options.seed, 0
    while done == 0 or time.monotonic() < ends:
        real = options.real or (not options.simulated and seed % _REAL_EACH == 0)
        kind = "real" if real else "simulated"
        print(f"SEED={seed} {kind} phones, {options.database}", flush=True)
        begun = time.monotonic()
        filed, deaths = _run(seed, options.database, real=real)
        seconds = time.monotonic() - begun
        print(f"  {filed} dossiers, {deaths} deaths of the server, {seconds:.0f} s: nothing lost")
        seed, done = seed + 1, done + 1
    return slow.wait() if slow else 0


def _six_megabytes_beside() -> subprocess.Popen[bytes]:
    """In a process of its own, which prints its table when it is through."""
    return subprocess.Popen([sys.executable, "-m", "tests.bench", "slow"])


def _run(seed: int, database: str, *, real: bool) -> tuple[int, int]:
    with (
        tempfile.TemporaryDirectory(prefix="motcua-soak-") as name,
        databases.empty_database(database, Path(name)) as url,
    ):
        run = runs.real if real else runs.simulated
        size = runs.Size(phones=2, dossiers=8, happenings=40) if real else runs.Size(6, 60, 240)
        done = run(seed, Path(name), url, size)
        return len(done.filed), done.world.server.deaths


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--real", action="store_true", help="real phones only")
    parser.add_argument("--simulated", action="store_true", help="simulated phones only")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
