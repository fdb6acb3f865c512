"""The server's decoders: a few processes that open received files for it (`decoder.py`).

Started when they are first needed and used again, but for one that says that it holds too much
memory for the next file. One that ends over a file is not missed: the file is refused, the next
file gets a new one.
"""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import IO, Any, Final

import structlog

import backend
from backend.uploads import wire
from backend.uploads.images import Facts, Unusable

log = structlog.get_logger(__name__)

SECONDS: Final = 20.0
"""Of processor time for one file."""
PAPER_SECONDS: Final = 60.0
"""The same for all pages of a paper."""
MOST: Final = 2
"""Files of one server process that are opened at a time; each may take `decoder.MEMORY`."""


class Decoders:
    """At most `most` processes; whoever finds all of them busy waits."""

    def __init__(self, most: int = MOST, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._free = BoundedSemaphore(most)
        self._idle: list[subprocess.Popen[bytes]] = []
        self._lock = Lock()

    def inspect(self, data: bytes) -> Facts:
        """What these bytes really are; raises Unusable for anything that is no page."""
        return Facts(**self._ask({"do": "inspect"}, data)[0]["facts"])

    def draw(self, data: bytes, kind: str, page: int) -> bytes:
        """Page `page` (from 1) as a WebP of this kind; `not_found` past the end."""
        return self._ask({"do": "draw", "kind": kind, "page": page}, data)[1]

    def jpeg(self, data: bytes) -> bytes:
        """A picture upright as a JPEG for print."""
        return self._ask({"do": "print"}, data)[1]

    def paper(self, count: int, files: Iterable[bytes]) -> bytes:
        """`count` files, in order, as one PDF; they are handed over one by one."""
        words = {"do": "paper", "files": count, "seconds": PAPER_SECONDS}
        return self._ask(words, b"", files)[1]

    def table(self, data: bytes) -> bytes:
        """The cells of a CSV or XLSX file as JSON (`sheets.opened`)."""
        return self._ask({"do": "table"}, data)[1]

    def voice(self, data: bytes) -> tuple[int, bytes, bytes]:
        """A recorded sentence: its milliseconds, as Ogg Opus, as MP3; raises Unusable."""
        told, made = self._ask({"do": "voice"}, data)
        return told["milliseconds"], made[: told["ogg"]], made[told["ogg"] :]

    def close(self) -> None:
        """End those that rest."""
        with self._lock:
            resting, self._idle = self._idle, []
        for process in resting:
            _end(process)

    def _ask(self, words: dict[str, Any], file: bytes, more: Iterable[bytes] = ()) -> wire.Message:
        with self._free:
            process = self._taken()
            try:
                told, made = _talk(process, {"seconds": self._seconds, **words}, file, more)
            except (wire.CutOff, BrokenPipeError):
                ended = _end(process)
                log.warning("decoder_ended", do=words["do"], by=_name(ended), bytes=len(file))
                raise Unusable("upload_too_heavy") from None
            except BaseException:
                _end(process)  # Half a question stands in its pipe.
                raise
            if told["spent"]:
                _end(process)
            else:
                with self._lock:
                    self._idle.append(process)
        if "refused" in told:
            raise Unusable(told["refused"])
        if "fault" in told:
            raise RuntimeError(told["fault"])
        return told, made

    def _taken(self) -> subprocess.Popen[bytes]:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.poll() is None:
                    return process
                _end(process)
        return _started()


def _started() -> subprocess.Popen[bytes]:
    """With an environment of its own: the server's has the key of every session."""
    root = Path(backend.__file__).parents[1]
    return subprocess.Popen(
        [sys.executable, "-m", "backend.uploads.decoder"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(root)},
    )


def _talk(
    process: subprocess.Popen[bytes], words: dict[str, Any], file: bytes, more: Iterable[bytes]
) -> wire.Message:
    wire.send(_pipe(process.stdin), words, file)
    for each in more:
        wire.send(_pipe(process.stdin), {}, each)
    return wire.receive(_pipe(process.stdout))


def _end(process: subprocess.Popen[bytes]) -> int:
    """How it ended, or that it was ended now."""
    for stream in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):
            _pipe(stream).close()
    try:
        return process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - Both were asked for when it was started.
    return stream


def _name(ended: int) -> str:
    return signal.Signals(-ended).name if ended < 0 else str(ended)


ours: Final = Decoders()
"""Those of this process."""
atexit.register(ours.close)
