"""Failure 18: `kill -9` of workers at any moment, the disk full, the database away, while messages
are on their way. Nothing is lost, and what was written down as sent is never sent again; what was
on its way at that moment may go twice, under one topic, so that its person sees one."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from backend.notifications.push import PARALLEL
from tests.faults.messages import Phone, Post, post_office
from tests.support import databases
from tests.support.push_service import Answer, PushService, push_service
from tests.support.push_workers import kill, states, until

DEATHS = 2
EACH = 300
"""More than a worker has under way at once, so that some are claimed and not yet sent."""
SEED = 18


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as made:
        yield made


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_failure_18_workers_are_killed(tmp_path: Path, service: PushService, kind: str) -> None:
    """Two workers, killed together. Seen failing with deliveries marked as sent when they are
    claimed: what the dead had not sent yet never came."""
    chance = random.Random(SEED)  # noqa: S311 - Not a secret.
    service.usual = Answer(after=0.1)
    with (
        databases.empty_database(kind, tmp_path) as url,
        post_office(tmp_path, url, service) as post,
    ):
        phones = [post.phone() for _ in range(8)]
        expected: Counter[str] = Counter()
        for _ in range(DEATHS):
            for n in range(EACH):
                expected[str(post.tell(phones[n % len(phones)]))] = 1
            before = service.count
            workers = [post.worker(), post.worker()]
            service.wait_for(before + chance.randrange(10, EACH // 2))
            for worker in workers:
                kill(worker)
            settled, seen = post.written_as_sent(), counted(post, phones)
            post.leases_end()
            with post.at_work():
                until(lambda: set(states()) == {"sent"})
            after = counted(post, phones)
            for message in settled:
                assert after[str(message)] == seen[str(message)], "sent again after it was written"
        must_have_all(post, phones, expected)


def counted(post: Post, phones: list[Phone]) -> Counter[str]:
    """How often each message came."""
    return Counter(message for phone in phones for message, _ in post.arrived(phone))


def must_have_all(post: Post, phones: list[Phone], expected: Counter[str]) -> None:
    """Each came, and those that came twice have one topic."""
    came = counted(post, phones)
    assert came.keys() == expected.keys()
    assert sum((came - expected).values()) <= 2 * PARALLEL * DEATHS
    pairs = {pair for phone in phones for pair in post.arrived(phone)}
    assert len(pairs) == len(expected), "a message came under two topics"


def test_failure_18_the_database_is_away_for_the_worker(
    tmp_path: Path, service: PushService
) -> None:
    """PostgreSQL dies while a message is on its way; the worker remembers what became of it. Seen
    failing without keeping the outcomes of a bad turn: it was sent twice."""
    gate = threading.Event()
    with (
        databases.mortal_postgres() as database,
        post_office(tmp_path, database.url, service) as post,
    ):
        phone = post.phone()
        service.will(phone.name, Answer(gate=gate))
        first = post.tell(phone)
        with post.at_work():
            service.wait_for(1)
            database.kill()
            gate.set()
            until(lambda: "outbox_unavailable" in post.log.read_text())
            database.start()
            until(lambda: calm(post, {"sent": 1}))
            second = post.tell(phone)
            until(lambda: states() == {"sent": 2})
        assert [message for message, _ in post.arrived(phone)] == [str(first), str(second)]


def calm(post: Post, wanted: dict[str, int]) -> bool:
    """Whether the database answers again, and says so."""
    try:
        return states() == wanted
    except OperationalError:
        return False


def test_failure_18_the_disk_is_full_for_the_worker(tmp_path: Path, service: PushService) -> None:
    """What cannot be written down is not sent: nothing leaves until there is room again, and what
    was on its way is not sent twice. Seen failing without the lease, which is written first."""
    gate = threading.Event()
    with post_office(tmp_path, f"sqlite:///{tmp_path / 'test.db'}", service) as post:
        phone = post.phone()
        service.will(phone.name, Answer(gate=gate))
        first = post.tell(phone)
        with post.at_work() as worker:
            service.wait_for(1)
            limit(worker, "4096")
            gate.set()
            second = post.tell(phone)
            time.sleep(2)  # Several turns, none of which may send anything.
            assert service.count == 1
            assert states() == {"sending": 1, "waiting": 1}
            limit(worker, "unlimited")
            until(lambda: states() == {"sent": 2})
        assert [message for message, _ in post.arrived(phone)] == [str(first), str(second)]


def limit(worker: subprocess.Popen[bytes], most: str) -> None:
    """No file of the worker may grow beyond so many bytes."""
    subprocess.run(["prlimit", f"--pid={worker.pid}", f"--fsize={most}:unlimited"], check=True)
