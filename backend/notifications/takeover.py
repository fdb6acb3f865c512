"""Deliveries whose worker died: what it noted as taken is written, the rest goes on.

The end of a lease is what holds everywhere, for a worker on another machine too. On this machine
the dead one's notes (`journal.py`) keep what was taken from going twice, and its lock, which nobody
holds any more, says at once that nobody need wait for the lease.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from backend.core.configuration import current_settings
from backend.core.transaction import writing
from backend.notifications import journal
from backend.notifications import worker_queries as queries
from backend.notifications.due_queries import Due
from backend.notifications.journal import Claim, Note
from backend.notifications.models import DeliveryState

_GATEWAY_ID_LENGTH: Final = 80


def not_taken_yet(rows: list[Due]) -> list[Due]:
    """Those of locked rows that may be sent: not what their last worker noted as taken.

    A worker that still lives, but slept past its lease, has its notes too: they go only after the
    database has them, and as long as these rows are locked it has not.
    """
    notes = _notes_of({row.leased_by for row in rows if row.state == DeliveryState.SENDING.value})
    if not notes:
        return rows
    left: list[Due] = []
    taken: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        note = notes.get((row.id, row.tries))
        if note is None or row.leased_by is None:
            left.append(row)
        else:
            taken[row.leased_by].append(_taken(note))
    for worker, outcomes in taken.items():
        queries.write_outcomes(worker, outcomes)
    return left


def take_over(moment: datetime) -> None:
    """What workers of this machine had when they died is due now."""
    folder = journal.folder_of(current_settings().data_folder)
    with journal.of_the_dead(folder) as workers:
        for worker in workers:
            with writing():
                left = queries.give_back(worker, moment)
            if not left:
                journal.drop(folder, worker)


def writable(gateway_id: str) -> str:
    """As its column takes it, whatever a gateway says."""
    return gateway_id.replace("\0", "")[:_GATEWAY_ID_LENGTH]


def _notes_of(workers: set[str | None]) -> dict[Claim, Note]:
    found: dict[Claim, Note] = {}
    folder = journal.folder_of(current_settings().data_folder)
    for worker in workers:
        if worker is not None:
            found |= journal.noted(folder, worker)
    return found


def _taken(note: Note) -> dict[str, Any]:
    return {
        "row": note.delivery,
        "claim": note.tries,
        "new_state": DeliveryState.SENT.value,
        "new_error": None,
        "new_due_at": note.at,
        "new_tries": note.tries,
        "new_sent_at": note.at,
        "new_gateway_id": note.gateway_id and writable(note.gateway_id),
    }
