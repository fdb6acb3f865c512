"""Whom an event of a dossier concerns, and what they are told of it, as plain facts.

It hangs on `feed.on_touch`, so everything that a verb changed is settled by then. Of the events of
one touch the one that moved the dossier is told, once.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.access import Role
from backend.dossiers import history_queries, procedures, queries, sharing, slips
from backend.dossiers.description import is_senders_own, phone_key
from backend.dossiers.models import Dossier, DossierEvent
from backend.dossiers.states import NEXT_FOR_CITIZEN, PHASES, By, State
from backend.notifications import service as notifications
from backend.notifications.service import Kind, News, Recipient
from backend.places import service as places

_CLOSE = frozenset({"self", "family"})
_MOBILE = re.compile(r"\+84[35789][0-9]{8}")

_KINDS: Mapping[str, Kind] = {
    "submitted": Kind.RECEIVED,
    "supplement_asked": Kind.SUPPLEMENT_ASKED,
    "supplemented": Kind.SUPPLEMENT_RECEIVED,
    "accepted": Kind.ACCEPTED,
    "payment_asked": Kind.FEE_DUE,
    "payment_confirmed": Kind.FEE_RECEIVED,
    "paid": Kind.FEE_RECEIVED,
    "refunded": Kind.REFUNDED,
    "apologised": Kind.LATE,
    "refused": Kind.REFUSED,
    "supplement_expired": Kind.STOPPED,
    "stopped": Kind.STOPPED,
    "resumed": Kind.RESUMED,
    "finished": Kind.READY,
    "corrected": Kind.CORRECTED,
    "handed_over": Kind.RETURNED,
    "withdrawn": Kind.WITHDRAWN,
    "sender_verified": Kind.VERIFIED,
}
_BY_TARGET: Mapping[str, Kind] = {State.REFUSED: Kind.REFUSED, State.ACCEPTED: Kind.ACCEPTED}
"""Where an event may end in two ways, the state it led to names it."""
_BESIDE = frozenset({Kind.VERIFIED, Kind.REFUNDED})
"""They say nothing of where the dossier stands, so they replace nothing."""


def tell_people(dossier: Dossier, events: Sequence[DossierEvent]) -> None:
    """Messages about what has just happened to a dossier; its row is locked."""
    told = _most_telling(events)
    if told is None or dossier.stands in PHASES:
        return
    kind = _kind(told)
    body = _body(dossier)
    notifications.tell(
        News(
            kind=kind,
            agency_code=dossier.agency_code,
            dossier_id=dossier.id,
            seq=dossier.version,
            facts={**facts(dossier, body), "at": told.at.isoformat(), **_said(told)},
            recipients=recipients(dossier, body),
            replaces=kind not in _BESIDE,
        )
    )


def _most_telling(events: Sequence[DossierEvent]) -> DossierEvent | None:
    known = [event for event in events if event.kind in _KINDS]
    moved = [event for event in known if event.from_state is not None]
    return (moved or known)[-1] if known else None


def _kind(event: DossierEvent) -> Kind:
    if event.kind in ("supplement_expired", "payment_confirmed", "resumed"):
        return _BY_TARGET.get(event.to_state or "", _KINDS[event.kind])
    return _KINDS[event.kind]


def _said(event: DossierEvent) -> dict[str, Any]:
    """Who did it and why; an officer is named, a citizen is not told their own name."""
    said: dict[str, Any] = {"reason": event.reason} if event.reason else {}
    if event.by == By.OFFICER.value and event.actor_id is not None:
        said["officer"] = accounts.names([event.actor_id]).get(event.actor_id)
    return said


def facts(dossier: Dossier, body: Mapping[str, Any]) -> dict[str, Any]:
    """What any message of this dossier may say (facts T19: agency, who handles it, the times)."""
    agency = places.agency(dossier.agency_code)
    commune = places.commune(agency.commune_code)
    owner = body.get("people", {}).get("owner", {})
    handler = dossier.officer_id
    found: dict[str, Any] = {
        "state": dossier.state,
        "next": NEXT_FOR_CITIZEN[dossier.stands],
        "procedure": dossier.procedure_name,
        "slip": slips.spoken(dossier.slip) if dossier.slip else None,
        "code": dossier.code,
        "commune": commune.full_name if commune else agency.name,
        "agency": agency.name,
        "desk": agency.desk_name,
        "tel": agency.phone,
        "officer": accounts.names([handler]).get(handler) if handler else None,
        "name": owner.get("full_name") or dossier.owner_name,
        "house": _house(dossier, body),
        "call": None if dossier.verified else _said_number(dossier),
        **_dates(dossier),
    }
    if dossier.stands is State.SUPPLEMENT_ASKED:
        found |= _asked(dossier)
    if dossier.stands is State.FINISHED and dossier.pickup:
        found |= {key: dossier.pickup.get(key) for key in ("where", "hours", "bring")}
    return {key: value for key, value in found.items() if value not in (None, "")}


def _dates(dossier: Dossier) -> dict[str, str | None]:
    due = dossier.shown_due if dossier.stands in (State.ACCEPTED, State.PROCESSING) else None
    if dossier.stands is State.SUPPLEMENT_ASKED:
        due = dossier.supplement_due
    answer = dossier.answer_due if dossier.stands is State.RECEIVED else None
    return {
        "due": _iso(due),
        "answer_due": _iso(answer),
        "done": _iso(dossier.finished_at),
    }


def _asked(dossier: Dossier) -> dict[str, Any]:
    request = history_queries.last_supplement(dossier.id)
    if request is None:
        return {}
    asked = history_queries.supplement_items(request.id)
    papers = [{"paper": one.paper, "name": one.name, "reason": one.reason} for one in asked]
    return {
        "items": [one.name for one in asked],
        "supplement": str(request.id),
        # With this the phone can begin to photograph where there is no link.
        "ask": {"request_id": str(request.id), "text": request.text, "items": papers},
    }


# --- who is told -------------------------------------------------------------------------------


def recipients(dossier: Dossier, body: Mapping[str, Any]) -> list[Recipient]:
    """The owner, and who filed for them, each as the consents of the dossier say."""
    relation = body.get("relation")
    owner = body.get("people", {}).get("owner", {})
    chosen = _chosen(dossier, body)
    if dossier.owner_id is not None:
        number = dossier.owner_phone or _number_of(dossier.owner_id)
        return [Recipient(dossier.owner_id, _for_texts(dossier, number), chosen)]
    if relation in _CLOSE and not is_senders_own(relation, owner):
        return _family(dossier, chosen)
    helper = Recipient(
        dossier.submitter_id,
        chosen={"reach": "push"},
        withheld=None if _may_see(dossier, body) else "no_consent",
    )
    return [Recipient(None, _for_texts(dossier, dossier.owner_phone), chosen), helper]


def _family(dossier: Dossier, chosen: Mapping[str, Any]) -> list[Recipient]:
    """A child files for a mother: the child has the app, the mother perhaps a phone of her own."""
    own = _number_of(dossier.submitter_id)
    child = Recipient(dossier.submitter_id, _for_texts(dossier, own), chosen)
    mothers = _for_texts(dossier, dossier.owner_phone)
    if mothers is None or mothers == own:
        return [child]
    return [child, Recipient(None, mothers, {"reach": "sms"})]


def submitter_may_know(dossier: Dossier, body: Mapping[str, Any]) -> bool:
    """Whether who filed it hears of it: the owner's family does, anybody else by consent."""
    close = body.get("relation") in _CLOSE
    return _still_sees(dossier) and (close or sharing.shares(dossier, body))


def _may_see(dossier: Dossier, body: Mapping[str, Any]) -> bool:
    return sharing.shares(dossier, body) and _still_sees(dossier)


def _still_sees(dossier: Dossier) -> bool:
    until = dossier.submitter_sees_until
    return until is None or until > clock.now()


def _chosen(dossier: Dossier, body: Mapping[str, Any]) -> dict[str, Any]:
    """The people whom the person chose at submission for when nothing else reaches them."""
    tell = body.get("tell") or {}
    wide = sharing.shares(dossier, body)
    relative = tell.get("relative") or None
    number = text_number((relative or {}).get("phone"))
    wanted = bool(tell.get("volunteer")) or ("tell" not in body and wide)
    return {
        "relative": {"name": relative["name"], "phone": number} if relative and number else None,
        "volunteer": _volunteer(dossier, body) if wanted else None,
        "wide": wide,
    }


def _volunteer(dossier: Dossier, body: Mapping[str, Any]) -> str | None:
    """The hamlet's volunteer; where nobody is named there, the volunteer who filed it."""
    address = _address(dossier, body)
    _, volunteer = notifications.hamlet_at(dossier.agency_code, dossier.owner_id, address)
    if volunteer is None and dossier.submitter_id != dossier.owner_id:
        sender = accounts.person(dossier.submitter_id)
        volunteer = sender.id if sender is not None and sender.role is Role.VOLUNTEER else None
    return None if volunteer is None else str(volunteer)


def _for_texts(dossier: Dossier, number: str | None) -> str | None:
    """A number that nobody has verified may be a stranger's: no text goes there before."""
    return text_number(number) if dossier.verified else None


def text_number(number: str | None) -> str | None:
    """The number in E.164 when it is a mobile one; nobody reads texts on the others."""
    found = phone_key(number)
    return found if found is not None and _MOBILE.fullmatch(found) else None


def _said_number(dossier: Dossier) -> str | None:
    """Of one whom nobody has checked: no text goes there, but an officer may call it and ask."""
    sender = accounts.unverified_sender(dossier.submitter_id)
    return dossier.owner_phone or (sender.phone if sender else None)


def _number_of(person_id: uuid.UUID) -> str | None:
    found = accounts.person(person_id)
    return None if found is None else found.phone


def _house(dossier: Dossier, body: Mapping[str, Any]) -> str | None:
    address = _address(dossier, body)
    hamlet, _ = notifications.hamlet_at(dossier.agency_code, dossier.owner_id, address)
    return address or hamlet


def _address(dossier: Dossier, body: Mapping[str, Any]) -> str | None:
    """The house or hamlet of the owner, as the form says it; a helper's own address is not it."""
    answers = body.get("answers", {})
    of_owner = {"owner", "submitter"} if dossier.owner_id is not None else {"owner"}
    for section in procedures.version_of(dossier).content.get("sections", []):
        for field in section["fields"] if section.get("about") in of_owner else ():
            answer = answers.get(field["key"])
            if field["type"] == "address" and isinstance(answer, dict) and answer.get("detail"):
                return str(answer["detail"])[:120]
    return None


def _body(dossier: Dossier) -> Mapping[str, Any]:
    sent = queries.revision(dossier.id, dossier.revision or dossier.waiting_revision or 0)
    return {} if sent is None else sent.body


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
