"""The server tidies by itself: soon after its start, every day, and again after a bad moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from backend import chores
from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import end_reading
from backend.uploads.stores import part_folder
from tests.support.factories import uploads as make
from tests.support.factories.accounts import citizen_in


class Over(Exception):
    """The test has seen enough days."""


def rests(app: Flask, count: int) -> list[float]:
    """For how long the thread rests, one time after the other."""
    seen: list[float] = []

    def rest(seconds: float) -> None:
        seen.append(seconds)
        if len(seen) == count:
            raise Over

    with pytest.raises(Over):
        chores._days(app, rest)
    return seen


def test_an_upload_goes_when_its_week_is_over(app: Flask) -> None:
    """Seen failing without the thread's call of `tidy`."""
    page = make.page()
    over = make.open_upload(citizen_in(app).actor.person_id, page, expires=True)
    with part_folder().open(over, 1) as part:
        part.append(page[:100])
    end_reading()
    rests(app, 2)
    assert part_folder().ids() == {over}, "Its week has just begun."
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert rests(app, 3) == [60, 86_400, 86_400]
    assert part_folder().ids() == set()


def test_a_bad_moment_is_not_the_end(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing without the `except`: the thread died with the first fault."""

    def away() -> int:
        monkeypatch.undo()
        raise Problem("unavailable")

    monkeypatch.setattr(chores, "sweep", away)
    assert rests(app, 3) == [60, 600, 86_400]
