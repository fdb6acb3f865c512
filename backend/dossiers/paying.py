"""What the domain of payments may do to a dossier: tell of money, and go on when it is paid."""

from __future__ import annotations

import uuid
from typing import Any

from backend.dossiers import feed
from backend.dossiers.acceptance import go_on_paid
from backend.dossiers.models import Dossier
from backend.dossiers.states import By, State
from backend.dossiers.transitions import Cause


def tell_of_money(
    dossier: Dossier, kind: str, *, actor_id: uuid.UUID | None = None, **detail: Any
) -> None:
    """An event of a payment, for those who watch. The row is locked by the caller, who calls
    `touch` when all is done."""
    by = By.SYSTEM if actor_id is None else By.OFFICER
    feed.tell(dossier, kind, by=by, actor_id=actor_id, **detail)


def payment_settled(dossier: Dossier, *, paid: bool) -> bool:
    """6 → 4 or 2 by the system: nothing is owed any more. False when it does not wait for that.

    Not `paid`: it turned out to be free, and nobody is told that a fee was received.
    """
    if dossier.stands is not State.PAYMENT_ASKED:
        return False
    kind = "payment_confirmed" if paid else "resumed"
    go_on_paid(dossier, Cause(kind, By.SYSTEM, None, paid=True))
    return True
