"""Failure 18: `kill -9` of a worker that has read answers which the database does not have yet.

Only what no protocol can spare goes twice: what the push service took, but whose answer the worker
had not read. Its person sees one, because both have one topic.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from backend.core import clock
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import journal
from backend.notifications.models import Delivery
from tests.faults.messages import Post, post_office
from tests.support import databases
from tests.support.push_service import Answer, push_service
from tests.support.push_workers import kill, states, until

ANSWERED = 40
HELD = 3
"""Answers that the push service keeps back: taken there, never known here."""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_failure_18_what_was_answered_is_not_sent_again(tmp_path: Path, kind: str) -> None:
    """The worker dies with 40 answers read and none recorded, and three not read. Another one goes
    on without waiting for its lease. Seen failing without the notes (all went twice) and without
    `take_over` (it waited for the lease)."""
    answers, never = threading.Event(), threading.Event()
    with (
        push_service() as service,
        databases.empty_database(kind, tmp_path) as url,
        post_office(tmp_path, url, service) as post,
    ):
        service.usual = Answer(gate=answers)
        phones, held = [post.phone() for _ in range(4)], post.phone()
        service.will(held.name, *[Answer(gate=never)] * HELD)
        expected = {str(post.tell(phones[n % len(phones)])): 1 for n in range(ANSWERED)}
        expected |= {str(post.tell(held)): 2 for _ in range(HELD)}
        worker = post.worker()
        service.wait_for(ANSWERED + HELD)
        with nobody_writes(tmp_path, kind):
            answers.set()
            until(lambda: notes(post) == ANSWERED)
            kill(worker)
        assert states() == {"sending": ANSWERED + HELD}
        leases_never_end()
        with post.at_work():
            until(lambda: states() == {"sent": ANSWERED + HELD})
        never.set()
        came = Counter(message for one in [*phones, held] for message, _ in post.arrived(one))
        pairs = {pair for one in [*phones, held] for pair in post.arrived(one)}
    assert came == expected
    assert len(pairs) == ANSWERED + HELD, "a message came under two topics"


def notes(post: Post) -> int:
    """How many answers the only worker has noted."""
    folder = journal.folder_of(post.settings.data_folder)
    return sum(len(journal.noted(folder, path.stem)) for path in folder.glob("*"))


def leases_never_end() -> None:
    """Not in the life of this test."""
    with writing():
        later = clock.now() + timedelta(hours=1)
        db.session.execute(update(Delivery).values(due_at=later))


@contextmanager
def nobody_writes(folder: Path, kind: str) -> Iterator[None]:
    """Deliveries can be read, but not changed."""
    db.session.rollback()
    if kind == "sqlite":
        [file] = folder.glob("*.db")
        lock = sqlite3.connect(file, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            lock.close()
        return
    with db.engine.connect() as connection:
        connection.execute(text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))
        yield
        connection.rollback()
