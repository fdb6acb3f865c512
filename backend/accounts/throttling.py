"""Waits that grow, kept in the database so that a restart forgives nobody.

A try is counted before it is judged, in a transaction of its own: many guesses at once therefore
count as many, and being slow to judge (argon2) holds no lock. Success forgives.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.accounts import queries
from backend.accounts.digests import digest
from backend.accounts.models import Throttle
from backend.core import clock
from backend.core.problems import Problem

_FORGET_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Policy:
    """`tries` in a row are free; then each further one must wait for the next of `waits`."""

    name: str
    tries: int
    waits: tuple[timedelta, ...]

    def wait_after(self, tries: int) -> timedelta | None:
        """How long to rest once `tries` were made; None while some are still free."""
        beyond = tries - self.tries
        return None if beyond < 0 else self.waits[min(beyond, len(self.waits) - 1)]


def _minutes(*counts: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=count) for count in counts)


CODE_OF_PHONE = Policy("code-of-phone", 5, _minutes(1, 2, 5, 15, 60))
CODE_OF_ADDRESS = Policy("code-of-address", 60, _minutes(1, 5, 15, 60))
PIN_OF_PERSON = Policy("pin-of-person", 5, _minutes(1, 5, 15, 60, 240, 1440))
# Somebody who knows an officer's login must not be able to lock the officer out of the desk's own
# address: the strict count is for login and address together, the wide one for the login alone.
LOGIN_FROM_ADDRESS = Policy("login-from-address", 5, _minutes(1, 2, 5, 15, 60))
LOGIN_ANYWHERE = Policy("login-anywhere", 40, _minutes(1, 5, 15))
ADDRESS_OF_LOGINS = Policy("address-of-logins", 30, _minutes(1, 5, 15))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose tries are counted; kept as a digest, never as a number or a login."""

    policy: Policy
    name: str

    @property
    def key(self) -> str:
        return digest("throttle", self.policy.name, self.name)


def count_try(*subjects: Subject) -> None:
    """Count one try for each; `too_many_tries` (with Retry-After) while one of them must rest."""
    now = clock.now()
    ordered = _in_order(*subjects)
    rows = [queries.locked_throttle(subject.key, now) for subject in ordered]
    _refuse_while_resting(rows, now)
    for subject, row in zip(ordered, rows, strict=True):
        if now - row.last_try_at > _FORGET_AFTER:
            row.tries = 0
        row.tries += 1
        row.last_try_at = now
        wait = subject.policy.wait_after(row.tries)
        row.rests_until = None if wait is None else now + wait


def forgive(*subjects: Subject, shared: Subject | None = None) -> None:
    """Forget the tries: the last one was right. Of `shared`, behind whom many people stand (an
    address), only the last is uncounted: it says nothing of what the others tried."""
    for subject in _in_order(*subjects, *([shared] if shared else [])):
        if subject == shared:
            row = queries.locked_throttle(subject.key, clock.now())
            row.tries = max(0, row.tries - 1)
            row.rests_until = None
        else:
            queries.delete_throttle(subject.key)


def network(address: str) -> str:
    """One subscriber: an IPv4 address, or the /64 network of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.IPv6Address(int(parsed) >> 64 << 64))


def hashed_address(address: str) -> str:
    """What is kept of a caller's address: enough to count by, nothing to find anybody by."""
    return digest("address", network(address))


def too_many(seconds: int, code: str = "too_many_tries") -> Problem:
    """The problem that says how long to wait."""
    return Problem(code, headers={"Retry-After": str(seconds)}, retry_after=seconds)


def _in_order(*subjects: Subject) -> list[Subject]:
    """One order of locking for everybody, so that two transactions never wait for each other."""
    return sorted(subjects, key=lambda subject: subject.key)


def _refuse_while_resting(rows: Sequence[Throttle], now: datetime) -> None:
    rests = [row.rests_until for row in rows if row.rests_until and row.rests_until > now]
    if rests:
        raise too_many(int((max(rests) - now).total_seconds()) + 1)
