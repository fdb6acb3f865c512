"""Many pages at once, which take seconds of a core: one set at a time, kept for who asks again.

Phones share the cores with the desk's printer. So one request makes a set, two may wait for it, and
the next is told to come again; what is asked for again unchanged is not made again. Each server
process keeps its own.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import BoundedSemaphore, Lock
from typing import Final

from backend.core.problems import Problem
from backend.letters import service as letters

AT_ONCE: Final = 3
"""Requests for a set that is not kept: one makes it, the others wait in a thread each."""
KEPT: Final = 2
"""Sets that are kept, of about 10 kB a page: the procedures with a form, and all of them."""
_RETRY_AFTER: Final = "30"


class Press:
    """Makes sets of pages one after the other."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(AT_ONCE)
        self._turn = Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def printed(self, pages: letters.Posters) -> bytes:
        """The PDF of these pages; `printing_busy` while enough others wait for theirs."""
        name = _name(pages)
        if (known := self._kept.get(name)) is not None:
            return known
        if not self._places.acquire(blocking=False):
            raise Problem("printing_busy", headers={"Retry-After": _RETRY_AFTER})
        try:
            with self._turn:
                return self._kept.get(name) or self._made(name, pages)
        finally:
            self._places.release()

    def _made(self, name: str, pages: letters.Posters) -> bytes:
        made = self._kept[name] = letters.posters(pages)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made


press = Press()


def _name(pages: letters.Posters) -> str:
    """Of all that is read on the pages; when they were made is not."""
    return hashlib.sha256(repr((pages.office, pages.hours, pages.sheets)).encode()).hexdigest()
