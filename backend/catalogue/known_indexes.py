"""Which lines the indexes consist of that phones may have, so that they fetch only what changed.

An index changes when something is imported, published or withdrawn, and on the first day of a
version. All of these are known when the table is written: the marks of the index of today and of
every such day are kept then, in the same transaction. Asking never writes.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from backend.catalogue import derived, queries
from backend.catalogue.models import KnownIndex
from backend.core import clock

_KEPT = 200
"""Indexes that are remembered; a phone that comes with an older one gets the whole."""

_FRAME = ""
"""Beside the codes: the names to which the lines point by number. Others there, and all are new."""


def remember(day: date) -> None:
    """Keep of which lines the index is made, on `day` and whenever it changes by itself later."""
    for each in (day, *queries.days_of_change(day)):
        index = derived.index_of(queries.index_rows(each))
        queries.keep_index(
            KnownIndex(v=index["v"], lines=_marks(index), made_at=clock.now()), most=_KEPT
        )


def since(v: str, index: dict[str, Any]) -> dict[str, Any]:
    """What somebody with the index `v` lacks of this one; the whole where nobody remembers `v`.

    `out` are the codes whose line is another now or gone, `procedures` the lines instead of them.
    """
    known = queries.known_index(v)
    now = _marks(index)
    if known is None or known[_FRAME] != now[_FRAME]:
        return index
    changed = [row for row in index["procedures"] if known.get(row[0]) != now[row[0]]]
    out = sorted({row[0] for row in changed} & known.keys() | (known.keys() - now.keys()))
    return {"v": index["v"], "out": out, "procedures": changed}


def _marks(index: dict[str, Any]) -> dict[str, str]:
    frame = {_FRAME: _mark([index["fields"], index["frequent"]])}
    return frame | {row[0]: _mark(row) for row in index["procedures"]}


def _mark(value: Any) -> str:
    return hashlib.sha256(derived.compact(value)).hexdigest()[:12]
