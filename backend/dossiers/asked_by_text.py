"""A resident texts the slip number: which dossier it is, and which number it carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.accounts import service as accounts
from backend.dossiers import people_told, queries, reading, slips
from backend.dossiers.models import Dossier
from backend.dossiers.states import PHASES
from backend.notifications.service import Carried


def carried(text: str) -> Carried | None:
    """The dossier with the slip number that was written; None for what is none, was never sent,
    or carries no number that texts can go to."""
    slip = slips.parse(text)
    dossier = None if slip is None else queries.dossier_of_slip(slip)
    if dossier is None or dossier.stands in PHASES:
        return None
    sent = reading.revision_in_force(dossier)
    body = sent.body if sent else {}
    number = people_told.text_number(dossier.owner_phone) or _of_account(dossier, body)
    if number is None:
        return None
    return Carried(dossier.id, dossier.agency_code, number, people_told.facts(dossier, body))


def _of_account(dossier: Dossier, body: Mapping[str, Any]) -> str | None:
    """The owner's own number; a helper's only while the helper may see the dossier, as the state
    must not be read by text where the app no longer shows it."""
    person_id = dossier.owner_id
    if person_id is None and people_told.submitter_may_know(dossier, body):
        person_id = dossier.submitter_id
    own = None if person_id is None else accounts.person(person_id)
    return people_told.text_number(own.phone if own else None)
