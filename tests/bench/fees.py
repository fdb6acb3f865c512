"""`make bench fees`: what VNPay's notice costs, and a bank's statement of 10,000 lines.

Notices are counted and timed against the whole application on a SQLite file with every commit on
the disk; the statement's memory is what Python allocates while it is taken over.
"""

from __future__ import annotations

import io
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from backend.app import create_app
from backend.extensions import db
from backend.payments.models import Attempt
from backend.settings import Settings
from tests.bench.figures import Figure
from tests.support.browser import Browser
from tests.support.factories import dossiers
from tests.support.factories import payments as pay
from tests.support.factories.dossiers import World, make_world
from tests.support.queries import count_queries

NOTICES = 200
LINES = 10_000
MOST_STATEMENTS = 4
MOST_MEMORY = 3.0
_PERCENTILE = 95


def figures() -> list[Figure]:
    """Rows for the table; statements and memory have limits, seconds are the machine's."""
    with _commune() as world:
        tried = [_attempt(world) for _ in range(NOTICES)]
        counted, seconds = _notices(world, tried)
        first, memory = _statement(world, "A", traced=True)
        second, _ = _statement(world, "B", traced=False)
        again, _ = _statement(world, "B", traced=False)
    assert first["unknown"] == second["unknown"] == again["known"] == LINES
    p95 = sorted(seconds)[len(seconds) * _PERCENTILE // 100]
    return [
        Figure("IPN: statements until VNPay has its answer, at most", counted, "", MOST_STATEMENTS),
        Figure("IPN: p95, disk included", p95 * 1000, "ms"),
        Figure(f"statement of {LINES:,} lines: most memory", memory, "MB", MOST_MEMORY),
        Figure(f"statement of {LINES:,} lines, taken over", second["seconds"], "s"),
        Figure(f"the same {LINES:,} lines again", again["seconds"], "s"),
    ]


@contextmanager
def _commune() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(
            Settings(
                data_folder=folder,
                database_url=f"sqlite:///{folder / 'bench.db'}",
                blob_url=f"file://{folder / 'blobs'}",
                rate_limit_url="memory://",
                secret_key="not-a-secret-of-anything-real",
                mode="test",
                public_url="http://localhost",
                payments=replace(pay.SETTINGS),
            )
        )
        app.test_client_class = Browser
        with app.app_context():
            db.create_all()
            world = make_world(app, folder)
            pay.make_payee()
            yield world
            db.session.remove()
            db.engine.dispose()


def _attempt(world: World) -> Attempt:
    return pay.chosen(world.citizen, dossiers.received(world), "vnpay")


def _notices(world: World, tried: list[Attempt]) -> tuple[int, list[float]]:
    """The most statements of one notice, and how long each took until its answer."""
    client = world.app.test_client()
    most, seconds = 0, []
    for attempt in tried:
        values = pay.signed(pay.ipn_values(attempt))
        with count_queries() as statements:
            begun = time.perf_counter()
            answer = client.get("/api/payments/vnpay/ipn", query_string=values, buffered=False)
            assert answer.get_json()["RspCode"] == "00"
            seconds.append(time.perf_counter() - begun)
            most = max(most, len(statements))
        answer.close()
    return most, seconds


def _statement(world: World, mark: str, *, traced: bool) -> tuple[dict[str, float], float]:
    """What became of the lines with the seconds, and the most megabytes meanwhile."""
    text = io.StringIO("Ngày,Số tham chiếu,Ghi có,Nội dung\n")
    text.seek(0, io.SEEK_END)
    for number in range(LINES):
        text.write(
            f"21/11/2026,FT{mark}{number:06d},{number + 1},CT DEN 0123 chuyen tien {number}\n"
        )
    data = text.getvalue().encode()
    if traced:
        tracemalloc.start()
    begun = time.perf_counter()
    answer = world.officer.client.post(
        "/api/desk/payments/statements", data=data, content_type="application/octet-stream"
    )
    seconds = time.perf_counter() - begun
    most = tracemalloc.get_traced_memory()[1] / 1e6 if traced else 0.0
    if traced:
        tracemalloc.stop()
    assert answer.status_code == 200, answer.text
    return {**answer.get_json()["counts"], "seconds": seconds}, most
