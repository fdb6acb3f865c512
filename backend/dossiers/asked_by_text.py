"""A resident texts the slip number: which dossier it is, and which number it carries."""

from __future__ import annotations

from backend.accounts import service as accounts
from backend.dossiers import people_told, queries, reading, slips
from backend.dossiers.states import PHASES
from backend.notifications.service import Carried


def carried(text: str) -> Carried | None:
    """The dossier with the slip number that was written; None for what is none, was never sent,
    or carries no number that texts can go to."""
    slip = slips.parse(text)
    dossier = None if slip is None else queries.dossier_of_slip(slip)
    if dossier is None or dossier.stands in PHASES:
        return None
    number = people_told.text_number(dossier.owner_phone)
    if number is None:
        own = accounts.person(dossier.owner_id or dossier.submitter_id)
        number = people_told.text_number(own.phone if own else None)
    if number is None:
        return None
    sent = reading.revision_in_force(dossier)
    facts = people_told.facts(dossier, sent.body if sent else {})
    return Carried(dossier.id, dossier.agency_code, number, facts)
