"""`make bench push`: what a message costs, how many leave a second, how soon, and to ten thousand.

Each figure stands beside another one of the same run: pywebpush's own way of sending, or the same
posts with nothing behind them. The push service runs on the same machine and takes its share of it.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pywebpush

from backend.core.model import new_id
from backend.core.transaction import writing
from backend.notifications import assembly, push
from backend.notifications.parcels import Browser
from backend.notifications.payloads import payload
from backend.notifications.vapid import Tokens
from tests.bench.figures import Figure
from tests.bench.push_world import Office, Service, office, posting, service
from tests.support.factories.accounts import make_citizen
from tests.support.push_browsers import PushBrowser
from tests.support.push_service import push_service
from tests.support.push_workers import kill, states, subscribed, tell

MESSAGES = 4000
RECIPIENTS = 10_000
ROUNDS, EACH = 5, 600
LATENCIES = 15
LEAST_RATIO = 1.2
LEAST_RATE = 1000.0
MOST_GROWTH = 15.0
"""Megabytes between the first thousand and the last; a row's worth each would be 50."""


def figures() -> list[Figure]:
    """Rows for the table; ratios, seconds until sending and memory have limits."""
    with service() as there, office(there.origin, MESSAGES) as small:
        found = _crypto(small) + _whole_path(small, there)
    found += _latency()
    with service() as there, office(there.origin, RECIPIENTS) as large:
        return found + _ten_thousand(large, there)


class _Session:
    """Takes pywebpush's posts without sending them."""

    status_code, text, reason = 201, "", "Created"
    headers: dict[str, str] = {}  # noqa: RUF012 - Nothing is ever put in.

    def post(self, *_args: object, **_kwargs: object) -> _Session:
        return self


def _crypto(world: Office) -> list[Figure]:
    """Encrypting and signing the same message, by turns so that both meet the same machine."""
    keys = assembly.keys(world.settings)
    key_id = keys.current()
    phone = PushBrowser("https://fcm.googleapis.com/fcm/send/x")
    browser = Browser(new_id(), phone.endpoint, phone.p256dh, phone.auth, "private", key_id)
    tokens = Tokens(keys, "mailto:a@example.vn")
    plain = payload({"v": 1, "title": "Đã có kết quả", "body": "Mời bà đến xã. " * 10})
    told = {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
    signer = pywebpush.Vapid(keys.private(key_id))

    def ours() -> None:
        tokens.authorization(key_id, "https://fcm.googleapis.com")
        push.encrypted(browser, plain)

    def theirs() -> None:
        claims = {"sub": "mailto:a@example.vn"}
        pywebpush.webpush(
            told,
            plain,
            vapid_private_key=signer,
            vapid_claims=claims,
            requests_session=_Session(),
        )

    ours(), theirs()
    rounds = [(_per_cpu_second(ours), _per_cpu_second(theirs)) for _ in range(ROUNDS)]
    mine, plain_path = (max(one) for one in zip(*rounds, strict=True))
    return [
        Figure("encrypt + sign, a CPU second: pywebpush's plain path", plain_path, "/s"),
        Figure("encrypt + sign, a CPU second: ours", mine, "/s"),
        Figure("ours over the plain path", mine / plain_path, "x", LEAST_RATIO, at_least=True),
    ]


def _per_cpu_second(verb: Callable[[], None]) -> float:
    begun = time.process_time()
    for _ in range(EACH):
        verb()
    return EACH / (time.process_time() - begun)


def _whole_path(world: Office, there: Service) -> list[Figure]:
    """Claim, words, encrypt, sign, post, record, beside the same posts with nothing else."""
    found = []
    for number in (1, 2):
        posting(there.origin, MESSAGES, number)
        ceiling = there.rate_of(MESSAGES)
        world.write("ready", 1)
        with world.workers(number):
            world.release()
            rate = there.rate_of(MESSAGES)
            _wait_until_written()
        found += [
            Figure(f"posts with a constant body, processes: {number}", ceiling, "/s"),
            Figure(f"whole path, workers: {number}", rate, "/s", _least(ceiling), at_least=True),
            Figure(f"whole path over these posts, workers: {number}", rate / ceiling, "x"),
        ]
    return found


def _least(ceiling: float) -> float:
    """1,000 a second, or 60 % of what this machine posts."""
    return min(LEAST_RATE, 0.6 * ceiling)


def _wait_until_written() -> None:
    while set(states()) != {"sent"}:
        time.sleep(0.05)


def _latency() -> list[Figure]:
    """From the commit to the post, with nothing else to do; at moments of chance."""
    chance = random.Random(7)  # noqa: S311 - Not a secret.
    seconds = []
    with push_service() as there, office(there.origin, 0) as world:
        phone = PushBrowser(there.endpoint("one"))
        with writing():
            person = make_citizen().id
            subscribed(world.settings, person, phone)
        with world.workers(1):
            for number in range(LATENCIES):
                time.sleep(chance.uniform(0.3, 0.9))
                tell(person, dossier_id=new_id())
                committed = time.time()
                there.wait_for(number + 1)
                seconds.append(there.received[-1].at - committed)
    return [
        Figure("from commit to post, idle: median", statistics.median(seconds), "s", 1.0),
        Figure("from commit to post, idle: slowest", max(seconds), "s"),
    ]


def _ten_thousand(world: Office, there: Service) -> list[Figure]:
    """An announcement to everybody; the worker is killed on the way and another one goes on.

    Nothing whose answer the dead one had read goes again (0099). What it had posted without having
    read an answer does, and nobody can know of it: `PARALLEL` at most, because so many are under
    way at once.
    """
    world.write("announcement", 2)
    with world.workers(1) as [first]:
        world.release()
        begun = time.monotonic()
        _wait_for(there, RECIPIENTS * 4 // 10)
        kill(first)
    at_kill = there.count()["count"]
    with world.workers(1) as [second]:
        _wait_for(there, int(at_kill) + 1000)
        early = _megabytes(second.pid)
        _wait_until_written()
        late = _megabytes(second.pid)
    seconds = time.monotonic() - begun
    told = there.count()
    for line in _progress(world.folder / "worker.log"):
        print(line)
    assert told["topics"] == RECIPIENTS, "somebody was forgotten"
    again = told["count"] - told["topics"]
    return [
        Figure(
            "10,000 recipients, one kill -9: reached", told["topics"], "", 10_000, at_least=True
        ),
        Figure("sent again: posted, the answer not read at the kill", again, "", push.PARALLEL),
        Figure("memory after the first 1,000 of the rest", early, "MB"),
        Figure("memory at the end, more than that", late - early, "MB", MOST_GROWTH),
        Figure("from the first post to the last, with the kill", seconds, "s"),
    ]


def _wait_for(there: Service, number: int) -> None:
    while there.count()["count"] < number:
        time.sleep(0.05)


def _megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    raise AssertionError("The worker has ended.")


def _progress(log: Path) -> list[str]:
    """What the workers said about how far they were."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if '"sending"' in line]
    return [
        f"  {line['timestamp'][11:19]}  {line.get('sent', 0)} sent, {line['left']} left"
        for line in lines
    ]
