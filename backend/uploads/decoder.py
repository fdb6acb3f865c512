"""A process that opens received files, one at a time: what they do, they do to it alone.

Two kilobytes of PDF can keep a renderer busy for ever, one megabyte can unfold into gigabytes, and
a picture may have been made to crash its decoder. So this process has a limit of memory and of
processor time for each file, set here and kept by the kernel: it ends, the server says so of that
one file, and starts another. It gets no secrets, no database and no address of anybody.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any, Final

from backend.uploads import images, pdfs, wire
from backend.uploads.images import Unusable

MEMORY: Final = 768 << 20
"""Bytes of address space, the libraries' own included; pictures of 36 million pixels fit, but for a
WebP that can be seen through."""
RESTING: Final = 128 << 20
"""The most of it that a process may hold between two files, or it ends: each file must find as much
room as the first. Libraries for sound alone take 100 MB, and heaps do not always shrink again."""
PATIENCE: Final = 6
"""Seconds on the clock for each second of work: the machine may have more to do."""

Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer on the standard output what is asked on the standard input, until that ends."""
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the server's alone.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked, answered = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints must not stand among the answers.
    with suppress(wire.CutOff, BrokenPipeError):
        while True:
            words, file = wire.receive(asked)
            _give(words["seconds"])
            told, made = _answer(words, file, asked)
            _give(0)
            del file
            spent = _address_space() > RESTING
            wire.send(answered, {**told, "spent": spent}, made)
            if spent:
                return


def _address_space() -> int:
    """Bytes that RLIMIT_AS counts; proc(5)."""
    with open("/proc/self/statm", "rb") as sizes:
        return int(sizes.read().split()[0]) * resource.getpagesize()


def _give(seconds: float) -> None:
    """So much time from now on; when it is over the kernel ends this process. 0: no limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * PATIENCE)


def _answer(words: dict[str, Any], file: bytes, more: IO[bytes]) -> Answer:
    try:
        return _JOBS[words["do"]](words, file, more)
    except Unusable as refusal:
        return {"refused": refusal.code}, b""
    except MemoryError:
        return {"refused": "upload_too_heavy"}, b""
    except Exception:  # A mistake of ours: the server says so in its log.
        return {"fault": traceback.format_exc()}, b""


def _inspect(_words: dict[str, Any], file: bytes, _more: IO[bytes]) -> Answer:
    facts = pdfs.inspect(file) if pdfs.looks_like(file) else images.inspect(file)
    return {"facts": asdict(facts)}, b""


def _draw(words: dict[str, Any], file: bytes, _more: IO[bytes]) -> Answer:
    kind, page = words["kind"], words["page"]
    if not pdfs.looks_like(file):
        return {}, images.derivative(file, kind, page)
    return {}, images.encode(pdfs.draw(file, page, images.EDGES[kind]), kind)


def _print(_words: dict[str, Any], file: bytes, _more: IO[bytes]) -> Answer:
    return {}, images.upright_jpeg(file, images.PRINT_EDGE)


def _paper(words: dict[str, Any], _file: bytes, more: IO[bytes]) -> Answer:
    from backend.uploads import papers  # Slow to import, and asked for seldom.

    files: Iterator[bytes] = (wire.receive(more)[1] for _ in range(words["files"]))
    try:
        return {}, papers.pdf_of(files)
    finally:
        for _ in files:  # What was not looked at any more is no question of the next file.
            pass


def _table(_words: dict[str, Any], file: bytes, _more: IO[bytes]) -> Answer:
    from backend.uploads import sheets  # Asked for a few times a year.

    return {}, sheets.opened(file)


def _voice(_words: dict[str, Any], file: bytes, _more: IO[bytes]) -> Answer:
    from backend.uploads import sounds  # Slow to import, and asked for seldom.

    made = sounds.voice(file)
    return {"milliseconds": made.milliseconds, "ogg": len(made.ogg)}, made.ogg + made.mp3


_JOBS: dict[str, Callable[[dict[str, Any], bytes, IO[bytes]], Answer]] = {
    "inspect": _inspect,
    "draw": _draw,
    "print": _print,
    "paper": _paper,
    "voice": _voice,
    "table": _table,
}

if __name__ == "__main__":
    main()
