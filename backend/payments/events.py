"""What payments does when something happens to a dossier (the hooks of dossiers)."""

from __future__ import annotations

from backend.dossiers.service import Dossier, DossierEvent, State
from backend.payments import at_desk, queries, quoting, refunding, settling

_OVER = (State.WITHDRAWN.value, State.REFUSED.value)
"""What was not paid is owed no longer."""
_PAUSED = (State.STOPPED.value, State.DRAFT.value)
"""It may go on; until then nobody shall pay."""


def on_event(dossier: Dossier, event: DossierEvent) -> None:
    """Runs in the causing transaction; the dossier is locked."""
    received = event.kind == "submitted" and event.to_state == State.RECEIVED.value
    if received or event.kind == "new_version":
        quoting.charge_agreed(dossier)
        _only_for_what_is_owed(dossier)
    elif event.kind == "converted":
        quoting.on_converted(dossier)
    elif event.from_state is not None and event.to_state in _OVER:
        settling.close_open(dossier.id)  # Refused also when nobody answered a supplement in time.
        quoting.annul(dossier, event.kind)
    elif event.from_state is not None and event.to_state in _PAUSED:
        settling.close_open(dossier.id)
    elif event.kind == "payment_confirmed" and event.actor_id is not None:
        at_desk.on_confirmed(dossier, event)


def _only_for_what_is_owed(dossier: Dossier) -> None:
    """A new version may cost less: an open attempt of the former sum gives way, and what was paid
    too much is due back."""
    account = queries.locked_account(dossier.id)
    if account is None:
        return
    for attempt in queries.attempts(dossier.id):
        if attempt.state == "open" and attempt.amount != account.balance:
            settling.give_way(account, attempt)
    refunding.match_what_is_due(dossier, account)
