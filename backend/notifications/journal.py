"""What was taken by the other side, noted at once in a file beside the database.

Between an answer and the transaction that records it a worker may be killed; whoever takes over its
lease would send again what has long arrived. So each answer is noted first: one short append, which
the kernel keeps when the process dies (it is never synced: after a power cut the lease alone
decides, as on another machine). Left to repeat is what was under way, its answer not yet read.

The file is named after its worker, which holds a lock on it for as long as it lives.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import structlog

log = structlog.get_logger(__name__)

LONG: Final = 64 * 1024
"""Bytes from which a file is written anew with what the database does not have yet."""
_KEPT: Final = ".sent"
_MADE: Final = ".made"

Claim = tuple[uuid.UUID, int]
"""A delivery and the number of its try: an older note says nothing of a later try."""


class Note(NamedTuple):
    """A claimed delivery that was taken, when, and the gateway's name for it."""

    delivery: uuid.UUID
    tries: int
    at: datetime
    gateway_id: str | None


def folder_of(data_folder: Path) -> Path:
    """Where the workers of an installation keep their notes."""
    return data_folder / "outbox"


class Journal:
    """One worker's notes. Not for several threads at once.

    A disk that takes no notes stops nobody: the database is what counts, and says so itself.
    """

    def __init__(self, folder: Path, worker: str) -> None:
        self._path = folder / f"{worker}{_KEPT}"
        self._file = -1
        self._bytes = 0
        self._write_anew([])

    def note(self, note: Note) -> None:
        """Keep it beyond the end of this process."""
        with suppress(OSError):  # Full, as the database will find too; or it could not be opened.
            self._bytes += os.write(self._file, _line(note))

    def keep_only(self, notes: Iterable[Note]) -> None:
        """The database has all the others now."""
        notes = list(notes)
        if not notes and self._bytes and self._file >= 0:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
                self._bytes = 0
        elif self._bytes > LONG or self._file < 0:
            self._write_anew(notes)

    def close(self, *, done: bool) -> None:
        """Let go of it; `done`: the database has everything, so nobody needs the file."""
        if done:
            self._path.unlink(missing_ok=True)
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _write_anew(self, notes: list[Note]) -> None:
        """Another file takes the place of this one, locked before it has the name: nobody ever
        finds one of a living worker without its lock."""
        lines = b"".join(_line(note) for note in notes)
        made = self._path.with_suffix(_MADE)
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        except OSError as error:
            _give_up(made, error)
            return
        try:
            _lock(file)
            if os.write(file, lines) < len(lines):  # The disk took what it still had room for.
                raise OSError(errno.ENOSPC, "cut off")
            made.replace(self._path)
        except OSError as error:  # The present one goes on.
            os.close(file)
            _give_up(made, error)
            return
        if self._file >= 0:
            os.close(self._file)
        self._file, self._bytes = file, len(lines)


def noted(folder: Path, worker: str) -> dict[Claim, Note]:
    """What a worker of this machine noted, dead or alive; nothing of one elsewhere."""
    try:
        lines = (folder / f"{worker}{_KEPT}").read_bytes().splitlines()
    except OSError:
        return {}
    notes = (note for note in map(_read, lines) if note is not None)
    return {(note.delivery, note.tries): note for note in notes}


@contextmanager
def of_the_dead(folder: Path) -> Iterator[list[str]]:
    """Workers that ended without giving back what they had; nobody else looks at them meanwhile."""
    found: dict[str, int] = {}
    try:
        for path in sorted(folder.glob(f"*{_KEPT}")):
            with suppress(OSError):  # Another one has just tidied it away.
                file = os.open(path, os.O_RDWR)
                if _of_the_dead(file, path):
                    found[path.stem] = file
                else:
                    os.close(file)
        yield list(found)
    finally:
        for file in found.values():
            os.close(file)


def drop(folder: Path, worker: str) -> None:
    """Nothing that a dead worker had is open any more."""
    for ending in (_KEPT, _MADE):
        (folder / f"{worker}{ending}").unlink(missing_ok=True)


def _of_the_dead(file: int, path: Path) -> bool:
    """Whether its lock is free, and it is not one that a living worker has just replaced."""
    try:
        _lock(file)
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


def _lock(file: int) -> None:
    """Raises OSError where another one has it. The kernel gives it back when the process ends."""
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _give_up(made: Path, error: OSError) -> None:
    """Leave nothing on a disk that is full, and say so, if the log lies on another one."""
    with suppress(OSError):
        made.unlink(missing_ok=True)
    with suppress(OSError):
        log.warning("journal_unwritable", error=type(error).__name__)


def _line(note: Note) -> bytes:
    """On a line of its own even where the one before was cut off."""
    told = [note.delivery.hex, note.tries, note.at.timestamp(), note.gateway_id]
    return b"\n" + json.dumps(told).encode()


def _read(line: bytes) -> Note | None:
    """None for a line that was cut off."""
    try:
        delivery, tries, at, gateway_id = json.loads(line)
        moment = datetime.fromtimestamp(at, UTC)
        return Note(uuid.UUID(delivery), int(tries), moment, gateway_id)
    except (ValueError, TypeError, AttributeError, OverflowError, OSError):
        return None
