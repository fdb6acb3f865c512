"""What a worker notes before the database has it: who reads it, and when it may go."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from backend.core import clock
from backend.core.model import new_id
from backend.notifications import claiming, journal, takeover
from backend.notifications.journal import Journal, Note
from backend.notifications.parcels import dead, sent
from backend.settings import Settings
from tests.support.push_service import PushService
from tests.support.push_workers import CalledPerson, deliveries, states, tell, until, working


def a_note(gateway_id: str | None = None) -> Note:
    return Note(new_id(), 1, clock.now(), gateway_id)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def dead_ones(folder: Path) -> list[str]:
    with journal.of_the_dead(folder) as found:
        return found


def test_what_is_noted_is_read_as_it_was_until_the_database_has_it(tmp_path: Path) -> None:
    first, second = a_note(), a_note("Mã 7")
    notes = Journal(tmp_path, "me")
    notes.note(first)
    notes.note(second)
    assert list(journal.noted(tmp_path, "me").values()) == [first, second]
    assert journal.noted(tmp_path, "elsewhere") == {}
    notes.keep_only([])
    assert journal.noted(tmp_path, "me") == {}
    notes.note(first)
    assert journal.noted(tmp_path, "me") == {(first.delivery, 1): first}


def test_a_line_cut_off_by_a_power_cut_spoils_no_other(tmp_path: Path) -> None:
    """Seen failing with a reader that takes every line for whole."""
    whole = a_note()
    Journal(tmp_path, "me").note(whole)
    file = tmp_path / "me.sent"
    cut = [file.read_bytes()[:30], b"\0" * 40, b"[]", b'["x", 1, 2, null]', b"7"]
    file.write_bytes(b"\n".join([*cut, file.read_bytes()]))
    assert list(journal.noted(tmp_path, "me").values()) == [whole]


def test_the_file_stays_small_with_never_a_quiet_moment(tmp_path: Path) -> None:
    """Seen failing without `_write_anew`: it grew by every message."""
    notes = Journal(tmp_path, "me")
    for _ in range(3000):
        last = a_note()
        notes.note(last)
        notes.keep_only([last])
    assert (tmp_path / "me.sent").stat().st_size <= journal.LONG + 200
    assert (last.delivery, 1) in journal.noted(tmp_path, "me")


def test_only_who_ended_is_taken_for_dead(tmp_path: Path) -> None:
    """A file that a living worker writes anew has its lock before it has its name. Seen failing
    without the lock, and without the look whether the file is still the one of that name."""
    alive, ended = Journal(tmp_path, "alive"), Journal(tmp_path, "ended")
    assert dead_ones(tmp_path) == []
    ended.close(done=False)
    old = (tmp_path / "alive.sent").open("rb+")
    while (tmp_path / "alive.sent").stat().st_size <= journal.LONG:
        alive.note(a_note())
    alive.keep_only([a_note()])
    with old:
        assert not journal._of_the_dead(old.fileno(), tmp_path / "alive.sent")
    assert dead_ones(tmp_path) == ["ended"]


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    notes = Journal(tmp_path / "outbox", "me")
    notes.note(a_note())
    (tmp_path / "outbox").unlink()
    notes.keep_only([])
    notes.note(a_note())
    assert len(journal.noted(tmp_path / "outbox", "me")) == 1


@contextmanager
def room_for(room: int) -> Iterator[None]:
    """A disk, and the log on it, with room for so many bytes more."""
    write, left = os.write, room

    def cut(file: int, data: bytes) -> int:
        nonlocal left
        if not left:
            raise OSError(errno.ENOSPC, "full")
        written = write(file, data[:left])
        left -= written
        return written

    def silent(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "write", cut)
        patched.setattr(journal, "log", SimpleNamespace(warning=silent))
        yield


def test_a_note_cut_off_by_a_full_disk_spoils_not_the_next(tmp_path: Path) -> None:
    """Seen failing with the end of the line behind the note instead of before it."""
    before, lost, after = a_note(), a_note(), a_note()
    notes = Journal(tmp_path, "me")
    notes.note(before)
    with room_for(20):
        notes.note(lost)
    notes.note(after)
    assert list(journal.noted(tmp_path, "me").values()) == [before, after]


@pytest.mark.parametrize("room", [0, 20])
def test_a_full_disk_leaves_the_notes_as_they_were(tmp_path: Path, room: int) -> None:
    """The log is full with it, which stops nobody. Seen failing without the look at how much was
    written (a cut file took the place of the whole one), with the warning unguarded, and without
    `unlink` (the half-made file stayed)."""
    notes, last = Journal(tmp_path, "me"), a_note()
    while (tmp_path / "me.sent").stat().st_size <= journal.LONG:
        notes.note(a_note())
    notes.note(last)
    whole = journal.noted(tmp_path, "me")
    with room_for(room):
        notes.keep_only([last])
    assert journal.noted(tmp_path, "me") == whole
    assert [path.name for path in kept(tmp_path)] == ["me.sent"]


@pytest.fixture
def folder(app: Flask, settings: Settings) -> Path:
    return journal.folder_of(settings.data_folder)


def test_who_slept_past_its_lease_has_its_notes_believed(
    app: Flask, phone: CalledPerson, folder: Path
) -> None:
    """A lease ended, its worker lives and has the answer in its hands: another one writes it, and
    the sleeper writes nothing over it. An older try's note says nothing. Seen failing without
    `not_taken_yet` (it was claimed again) and without the number of the try in the note."""
    tell(phone.person)
    sleeper = Journal(folder, "sleeper")
    [first] = claiming.turn("sleeper", [], {"push": 5})
    sleeper.note(Note(first.id, first.tries - 1, clock.now(), None))
    with clock.frozen(clock.now() + timedelta(seconds=claiming.LEASE_SECONDS + 1)):
        [second] = claiming.turn("sleeper", [], {"push": 5})
        noted_at = clock.now()
        sleeper.note(Note(second.id, second.tries, noted_at, "seven"))
    with clock.frozen(clock.now() + timedelta(seconds=2 * claiming.LEASE_SECONDS + 2)):
        assert claiming.turn("other", [], {"push": 5}) == []
        claiming.turn("sleeper", [(second, dead("gone"))], {})
    [written] = deliveries()
    assert (written.state, written.sent_at, written.gateway_id) == ("sent", noted_at, "seven")
    sleeper.close(done=True)


def test_what_the_dead_left_need_not_wait_for_its_lease(
    app: Flask, phone: CalledPerson, folder: Path
) -> None:
    """Its file goes when nothing of it is open any more. Seen failing without `take_over`."""
    tell(phone.person)
    Journal(folder, "dead").close(done=False)
    alive = Journal(folder, "alive")
    tell(phone.person)
    [one] = claiming.turn("dead", [], {"push": 1})
    [_] = claiming.turn("alive", [], {"push": 1})
    assert claiming.turn("next", [], {"push": 5}) == []
    takeover.take_over(clock.now())
    [again] = claiming.turn("next", [], {"push": 5})
    assert (again.id, again.interrupted) == (one.id, True)
    takeover.take_over(clock.now())
    assert [path.name for path in kept(folder)] == ["alive.sent"]
    alive.close(done=True)


def test_a_worker_that_stops_in_order_leaves_no_file(
    app: Flask, settings: Settings, service: PushService, phone: CalledPerson, folder: Path
) -> None:
    tell(phone.person)
    with working(app, settings) as worker:
        until(lambda: states() == {"sent": 1})
        assert [path.stem for path in kept(folder)] == [worker.name]
        # What the database has is forgotten at once.
        until(lambda: journal.noted(folder, worker.name) == {})
    assert kept(folder) == []


def test_a_gateways_strange_name_for_a_text_can_be_written(app: Flask, phone: CalledPerson) -> None:
    """Seen failing on PostgreSQL, which takes no zero bytes."""
    tell(phone.person)
    [parcel] = claiming.turn("me", [], {"push": 1})
    claiming.turn("me", [(parcel, sent("a\0b" + "c" * 100))], {})
    [written] = deliveries()
    assert (written.state, written.gateway_id) == ("sent", "ab" + "c" * 78)
