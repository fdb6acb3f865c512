"""Failure 18: the disk is full, or the database away, while phones send. Nothing acknowledged is
lost, errors are clear meanwhile (never a fault of ours), and all goes on by itself afterwards."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event

from backend.core.model import new_id
from tests.faults.queues import Place, Queue, a_place, must_have_all
from tests.support import databases
from tests.support.factories import uploads
from tests.support.factories.dossiers import photo_body
from tests.support.killer import workers_of
from tests.support.server import Server, running_server

PHONES = 3
REFUSALS = 6


@contextmanager
def full_disk(server: Server) -> Iterator[None]:
    """No file of the server may grow beyond a size that all of them have reached."""
    workers = [str(pid) for pid in workers_of(server.process.pid)]
    for pid in workers:
        subprocess.run(["prlimit", f"--pid={pid}", "--fsize=4096:unlimited"], check=True)
    try:
        yield
    finally:
        for pid in workers:
            subprocess.run(["prlimit", f"--pid={pid}", "--fsize=unlimited:unlimited"], check=True)


def send_until(over: Event, queue: Queue, number: int) -> dict[str, set[str]]:
    """Dossiers of two pages, one after the other, and one more when it is over."""
    through: dict[str, set[str]] = {}
    last = False
    while not last:
        last = over.is_set()
        photos = [
            uploads.page(1000 * number + 2 * len(through) + n, size=(300, 400)) for n in range(2)
        ]
        dossier_id = new_id()
        receipt = queue.send_through(dossier_id, photo_body(*photos), photos)
        assert receipt["state"] == "1"
        through[str(dossier_id)] = {uploads.sha256(photo) for photo in photos}
    return through


def wait_until(what: Callable[[], bool]) -> None:
    """AssertionError when it has not come about after a minute."""
    for _ in range(1200):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("It did not come about.")


def spoil(
    place: Place, server: Server, spoiled: Callable[[], AbstractContextManager[None]]
) -> None:
    """Phones send; `spoiled` is the bad time, which lasts until enough were sent away."""
    queues = [place.queue(server.port) for _ in range(PHONES)]
    over = Event()
    with ThreadPoolExecutor(PHONES) as pool:
        sending = [pool.submit(send_until, over, queue, n) for n, queue in enumerate(queues)]
        wait_until(lambda: all(queue.heard for queue in queues))
        with spoiled():
            wait_until(lambda: sum(len(queue.put_off) for queue in queues) >= REFUSALS)
        over.set()
        through = {key: pages for one in sending for key, pages in one.result().items()}
    must_have_all(place.kept(), queues, through)
    assert len(place.kept().dossiers) == len(through)


def test_failure_18_the_disk_is_full(tmp_path: Path) -> None:
    """Seen failing without the answer for a disk (or a database) that cannot write: a 500."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    with (
        a_place(tmp_path, url) as place,
        running_server(place.settings, log=tmp_path / "server.log") as server,
    ):
        spoil(place, server, lambda: full_disk(server))


def test_failure_18_the_database_is_away(tmp_path: Path) -> None:
    """PostgreSQL dies without a word and comes back; the server goes on without being started anew.

    Seen failing (500) without the answer for a database that is away.
    """
    with (
        databases.mortal_postgres() as database,
        a_place(tmp_path, database.url) as place,
        running_server(place.settings, log=tmp_path / "server.log") as server,
    ):

        @contextmanager
        def away() -> Iterator[None]:
            database.kill()
            yield
            database.start()

        spoil(place, server, away)
        queue = place.queue(server.port)
        answers = [queue.call("GET", "/api/changes").status for _ in range(30)]
        assert answers == [200] * 30
