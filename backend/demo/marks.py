"""How far the demo data got, written in the transaction that made it: what is marked is whole."""

from __future__ import annotations

from typing import Any

from backend.core import audit
from backend.demo import queries

CAST = "demo_people_made"
MONEY = "demo_fee_table_made"
STORIES = "demo_dossiers_made"
HAMLETS = "demo_hamlets_made"
MESSAGES = "demo_messages_told"
STATEMENT = "demo_statement_taken"
_SUBJECT = "installation:demo"


def mark(step: str, **detail: Any) -> None:
    """Write down that a step is done; `detail` holds ids only."""
    audit.record(step, _SUBJECT, actor_id=None, **detail)


def marked(step: str) -> dict[str, Any] | None:
    """What was written down with a step; None when it is still to be done."""
    return queries.audited(step, _SUBJECT)
