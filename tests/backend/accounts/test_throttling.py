"""Waits that grow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from backend.accounts import throttling
from backend.accounts.models import Throttle
from backend.accounts.throttling import Policy, Subject
from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.extensions import db

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TWO_FREE = Policy("test", 2, (timedelta(minutes=1), timedelta(minutes=10)))
SOMEBODY = Subject(TWO_FREE, "+84912345678")


def _try_at(seconds: float) -> int | None:
    """Seconds to wait, or None when the try was allowed."""
    with clock.frozen(NOW + timedelta(seconds=seconds)):
        try:
            with writing():
                throttling.count_try(SOMEBODY)
        except Problem as problem:
            return int(problem.headers["Retry-After"])
    return None


def test_the_wait_grows_and_stays_at_the_longest() -> None:
    waits = [TWO_FREE.wait_after(tries) for tries in range(6)]
    minute, ten = timedelta(minutes=1), timedelta(minutes=10)
    assert waits == [None, None, minute, ten, ten, ten]


def test_each_try_beyond_the_free_ones_waits_longer(app: Flask) -> None:
    assert _try_at(0) is None
    assert _try_at(1) is None
    assert _try_at(2) == 60
    assert _try_at(62) is None
    assert _try_at(63) == 600
    assert _try_at(661) is not None
    assert _try_at(662) is None


def test_trying_while_resting_makes_it_no_longer(app: Flask) -> None:
    _try_at(0), _try_at(1)
    for second in range(2, 50):
        assert _try_at(second) is not None
    assert _try_at(62) is None


def test_a_quiet_day_forgets(app: Flask) -> None:
    for second in (0, 1, 62, 700):
        assert _try_at(second) is None
    later = timedelta(days=1, hours=1).total_seconds()
    assert _try_at(later) is None
    assert _try_at(later + 1) is None


def test_success_forgives(app: Flask) -> None:
    _try_at(0), _try_at(1)
    with writing():
        throttling.forgive(SOMEBODY)
    assert _try_at(2) is None


def test_success_of_one_uncounts_one_of_those_who_share(app: Flask) -> None:
    _try_at(0), _try_at(1)
    with writing():
        throttling.forgive(shared=SOMEBODY)
    assert _try_at(2) is None
    assert _try_at(3) is not None


def test_one_resting_subject_stops_the_others_uncounted(app: Flask) -> None:
    other = Subject(TWO_FREE, "+84987654321")
    _try_at(0), _try_at(1)
    with pytest.raises(Problem), clock.frozen(NOW + timedelta(seconds=5)), writing():
        throttling.count_try(SOMEBODY, other)
    with clock.frozen(NOW + timedelta(seconds=6)), writing():
        throttling.count_try(other)
        throttling.count_try(other)


def test_no_number_is_kept_where_tries_are_counted(app: Flask) -> None:
    _try_at(0)
    keys = db.session.scalars(db.select(Throttle.key)).all()
    assert len(keys) == 1
    assert "912345678" not in keys[0]


def test_the_problem_says_how_long(app: Flask) -> None:
    _try_at(0), _try_at(1)
    with pytest.raises(Problem) as caught, clock.frozen(NOW + timedelta(seconds=31.5)), writing():
        throttling.count_try(SOMEBODY)
    assert caught.value.code == "too_many_tries"
    assert caught.value.members == {"retry_after": 30}
    assert caught.value.headers == {"Retry-After": "30"}
