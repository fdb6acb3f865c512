"""What lists, searches and rights need of a revision, copied onto the dossier's row."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from backend.core.text import fold
from backend.dossiers.models import Dossier


def describe(dossier: Dossier, body: Mapping[str, Any], procedure_name: str) -> None:
    """From the frozen body of the revision that now stands."""
    owner = body["people"]["owner"]
    dossier.agency_code = body["agency"]
    dossier.procedure_code, dossier.procedure_version = body["procedure"], body["version"]
    dossier.procedure_name = procedure_name
    dossier.kind = body["kind"]
    dossier.owner_name = owner["full_name"]
    dossier.owner_phone = phone_key(owner.get("phone"))
    dossier.owner_id_number = owner.get("id_number")
    dossier.sought = _sought(body["people"])
    dossier.gaps = body["gaps"]
    family = body.get("family")
    if family:  # A phone that lost its storage no longer names it.
        dossier.family_id = uuid.UUID(family)
    dossier.page_count = len(body["manifest"])
    is_own = is_senders_own(body["relation"], owner)
    dossier.owner_id = dossier.submitter_id if is_own else None


def is_senders_own(relation: str | None, owner: Mapping[str, Any]) -> bool:
    """Whether the sender is the owner, as the sender says."""
    return relation == "self" or bool(owner.get("same_as_submitter"))


def phone_key(text: str | None) -> str | None:
    """A telephone number as it is compared: +84 and nine or ten digits, however it was written."""
    digits = re.sub(r"[^0-9]", "", text or "")
    national = digits.removeprefix("00").removeprefix("84").removeprefix("0")
    return f"+84{national}" if 9 <= len(national) <= 10 else None


def _sought(people: Mapping[str, Any]) -> str:
    """Names without diacritics: the owner's, and of whom the matter is about."""
    subject = people.get("subject") or {}
    return fold(f"{people['owner']['full_name']} {subject.get('full_name', '')}")[:400]
