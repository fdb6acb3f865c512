"""The server's budgets: slow phones, pages kept a second, list calls a second.

Only ratios have limits, each of two figures of the same run on the same machine. Rates are printed.
Each figure stands against a bare Flask application on granian that does the same work by hand
(`server_bare.py`): the price of everything that makes this a product and not a script.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.app import create_app
from backend.core.transaction import writing
from backend.extensions import db
from backend.settings import Settings
from backend.uploads.service import WantedFile, ensure_uploads
from tests.bench.figures import Figure
from tests.bench.server_bare import bare_server
from tests.bench.server_load import Visitor, calls_per_second, dripping, percentile_95
from tests.support.factories import dossiers, uploads
from tests.support.server import running_server

SLOW_PHONES = 300
CALLS = 120
ROUNDS = 4
PAGES = 160
LISTS = 1000


def figures() -> list[Figure]:
    """Everything here, on SQLite; about a minute."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        visitor, settings = _filled(Path(folder))
        with running_server(settings, log=Path(folder) / "server.log") as server:
            return [
                *_slow_phones(visitor.at(server.port), settings),
                *_throughput(visitor.at(server.port), settings),
            ]


def _filled(folder: Path) -> tuple[Visitor, Settings]:
    """A commune with a citizen who has ten dossiers, and uploads for all slow phones."""
    settings = Settings(
        data_folder=folder,
        database_url=f"sqlite:///{folder / 'bench.db'}",
        blob_url=f"file://{folder / 'blobs'}",
        rate_limit_url="memory://",
        secret_key="not-a-secret-of-anything-real",
        mode="test",  # As in production, but for the limit of calls from one address.
    )
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        world = dossiers.make_world(app, folder / "procedures")
        for _ in range(10):
            dossiers.received(world)
        wanted = [
            WantedFile(f"{number:064x}", 1_000_000, "image/jpeg")
            for number in range(ROUNDS * SLOW_PHONES)
        ]
        with writing():
            waiting = ensure_uploads(world.citizen.actor.person_id, wanted)
        cookie = world.citizen.client.get_cookie("motcua")
        assert cookie is not None
        db.session.remove()
        db.engine.dispose()
    urls = [ref.url for ref in waiting if ref.url is not None]
    return Visitor(0, cookie.value, world.citizen.send_token, urls), settings


def _slow_phones(visitor: Visitor, settings: Settings) -> list[Figure]:
    """The 95th percentile of a list call with 300 bodies on their way, over that without."""

    def loaded(number: int) -> float:
        urls = visitor.waiting[number * SLOW_PHONES : (number + 1) * SLOW_PHONES]
        with dripping(visitor, urls, bytes_per_second=1000) as phones:
            phones.wait_until_all_are_read(settings.data_folder / "parts")
            return percentile_95(visitor, CALLS)

    idle, beside = _best(lambda _: percentile_95(visitor, CALLS), loaded, best=min)
    return [
        Figure("server: list call, 95 of 100, idle", idle * 1000, "ms"),
        Figure(f"server: the same beside {SLOW_PHONES} slow uploads", beside * 1000, "ms"),
        Figure("server: list call beside slow uploads, over idle", beside / idle, "x", 3),
    ]


def _throughput(visitor: Visitor, settings: Settings) -> list[Figure]:
    pages = [uploads.encoded(uploads.noise((258, 258), seed=n), "PNG") for n in range(PAGES)]
    share = [pages[n::ROUNDS] for n in range(ROUNDS)]
    with _bare(visitor, settings) as bare:
        plain, same, ours = _best(
            lambda n: calls_per_second(bare, [bare.send_page(p, "/file") for p in share[n]]),
            lambda n: calls_per_second(bare, [bare.send_page(p) for p in share[n]]),
            lambda n: calls_per_second(visitor, [visitor.send_page(p) for p in share[n]]),
        )
        bare_lists, lists = _best(
            lambda _: calls_per_second(bare, [bare.list_call] * (LISTS // ROUNDS)),
            lambda _: calls_per_second(visitor, [visitor.list_call] * (LISTS // ROUNDS)),
        )
    return [
        Figure("server: bare Flask, create + PATCH 200 kB, file only", plain, "/s"),
        Figure("server: bare Flask, the same kept as we keep it", same, "/s"),
        Figure("server: ours, create + PATCH 200 kB", ours, "/s"),
        Figure("server: ours over bare Flask, pages (aim 0.6)", ours / same, "x"),
        Figure("server: ours over bare Flask, file only", ours / plain, "x"),
        Figure("server: bare Flask, list by the same queries", bare_lists, "/s"),
        Figure("server: ours, list of ten dossiers", lists, "/s"),
        Figure("server: ours over bare Flask, lists", lists / bare_lists, "x", 0.35, at_least=True),
    ]


def _best(
    *rivals: Callable[[int], float], best: Callable[[tuple[float, ...]], float] = max
) -> list[float]:
    """The best round of each; they take turns, so that a busy moment of the machine hits all."""
    rounds = [[rival(number) for rival in rivals] for number in range(ROUNDS)]
    return [best(column) for column in zip(*rounds, strict=True)]


@contextmanager
def _bare(visitor: Visitor, settings: Settings) -> Iterator[Visitor]:
    with bare_server(settings) as port:
        yield visitor.at(port)
