"""One alert of a commune to the residents of hamlets who asked for it: office closed, road blocked.

Previewed, confirmed under an id of the client's (the same id again sends nothing again), counted
against the day's share, logged. The worker makes the messages in batches; `reached_id` and the
unique cause of each message let another worker go on without repeats.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from backend.accounts import service as accounts
from backend.core import audit, clock
from backend.core.access import Actor, Role, agency_of
from backend.core.model import new_id
from backend.core.problems import Problem
from backend.core.transaction import end_reading, writing
from backend.extensions import db
from backend.notifications import announcement_queries as queries
from backend.notifications import outbox, preference_queries, quiet, sms, wording_vi, words
from backend.notifications.ladder_models import Announcement, MessagePreference, MessageStep
from backend.notifications.models import Message
from backend.notifications.policy import Kind, Rung, course, rules_at
from backend.notifications.sealing import seal
from backend.places import service as places

BATCH: Final = 200
LIFE: Final = timedelta(days=2)
"""How long an alert is news."""
_MAY = frozenset({Role.LEADER, Role.ADMINISTRATOR})


def preview(officer: Actor, draft: Mapping[str, Any]) -> dict[str, Any]:
    """Who would get it and what it would say, on a phone, by text and over the loudspeaker."""
    ids = _checked(officer, draft)
    facts = _facts(agency_of(officer), draft["text"])
    said = words.render(draft["kind"], facts)
    text = words.sms_text(draft["kind"], facts)
    whole, phones = queries.count_listeners(ids), queries.count_with_browsers(ids)
    return {
        "recipients": whole,
        "by_push": phones,
        "by_text": whole - phones,
        "title": said.title,
        "body": said.body,
        "sms": text,
        "sms_whole": sms.folded(draft["text"]) in sms.folded(text),
        "loudspeaker": loudspeaker(facts),
        "left_today": _left_today(agency_of(officer)),
    }


def confirm(officer: Actor, announcement_id: uuid.UUID, draft: Mapping[str, Any]) -> dict[str, Any]:
    """Send it, once for its id. Raises `forbidden`, `invalid`, `announcements_enough`."""
    known = _known(officer, announcement_id)
    if known is not None:
        return shown(known)
    ids = _checked(officer, draft)
    # The agency's row is the turnstile: two confirmations do not both take the last share, and of
    # two under one id the second finds here what the first has made meanwhile.
    places.lock_agency(agency_of(officer))
    known = _known(officer, announcement_id)
    if known is not None:
        return shown(known)
    if _left_today(agency_of(officer)) <= 0:
        raise Problem("announcements_enough", headers={"Retry-After": "3600"})
    made = Announcement(
        id=announcement_id,
        agency_code=agency_of(officer),
        kind=draft["kind"],
        text=draft["text"],
        hamlets=[str(one) for one in ids],
        made_by=officer.person_id,
        made_at=clock.now(),
        recipients=queries.count_listeners(ids),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(
        "announcement_sent",
        f"announcement:{announcement_id}",
        actor_id=officer.person_id,
        hamlets=len(ids),
        recipients=made.recipients,
    )
    return shown(made)


def _known(officer: Actor, announcement_id: uuid.UUID) -> Announcement | None:
    """What was confirmed under this id before; raises `id_taken` for another commune's."""
    known = queries.announcement(announcement_id, lock=True)
    if known is not None and known.agency_code != agency_of(officer):
        raise Problem("id_taken")
    return known


def listed(agency_code: str) -> list[dict[str, Any]]:
    """What the commune sent, the newest first, with how far each is."""
    found = queries.of_agency(agency_code, 50)
    names = accounts.names({one.made_by for one in found})
    return [{**shown(one), "by": names.get(one.made_by, "")} for one in found]


def shown(one: Announcement) -> dict[str, Any]:
    """An announcement with its progress."""
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.text,
        "hamlets": one.hamlets,
        "at": one.made_at,
        "state": one.state,
        "recipients": one.recipients,
        "made": one.made,
        "loudspeaker": loudspeaker(_facts(one.agency_code, one.text)),
    }


def loudspeaker(facts: Mapping[str, Any]) -> str:
    """What the hamlet's head reads out, twice, with the number to call."""
    tel = f" {wording_vi.LOUDSPEAKER_CALL.format(tel=facts['tel'])}" if facts.get("tel") else ""
    return wording_vi.LOUDSPEAKER.format(commune=facts["commune"], text=facts["text"]) + tel


def _checked(officer: Actor, draft: Mapping[str, Any]) -> list[uuid.UUID]:
    if officer.role not in _MAY:
        raise Problem("forbidden")
    found = preference_queries.hamlets_of(agency_of(officer), draft["hamlets"])
    errors: dict[str, list[str]] = {}
    if len(found) < len(set(draft["hamlets"])):
        errors["hamlets"] = ["Có thôn, bản không phải của xã này."]
    if sms.suspicious(draft["text"]):
        errors["text"] = ["Bỏ đường dẫn, số dài, và lời hỏi tiền hay mã."]
    if errors:
        raise Problem("invalid", errors=errors)
    return sorted(hamlet.id for hamlet in found)


def _left_today(agency_code: str) -> int:
    now = clock.now()
    used = queries.count_since(agency_code, now - timedelta(days=1))
    return rules_at(now).announcements_a_day - used


def _facts(agency_code: str, text: str) -> dict[str, Any]:
    agency = places.agency(agency_code)
    commune = places.commune(agency.commune_code)
    return {
        "commune": commune.full_name if commune else agency.name,
        "agency": agency.name,
        "desk": agency.desk_name,
        "tel": agency.phone,
        "text": text,
    }


# --- what the worker does ------------------------------------------------------------------------


def make_messages(now: datetime | None = None) -> int:
    """Go on with every announcement that is being sent; how many messages were made."""
    made = 0
    while (one := _unfinished()) is not None:
        with writing():
            step = _make_batch(one, now or clock.now())
        if step is None:  # Another worker has it in hand.
            return made
        made += step
    return made


def _unfinished() -> uuid.UUID | None:
    found = queries.unfinished()
    end_reading()
    return found


def _make_batch(announcement_id: uuid.UUID, now: datetime) -> int | None:
    one = queries.announcement(announcement_id, lock=True, wait=False)
    if one is None or one.state != "sending":
        return None
    hamlets = [uuid.UUID(text) for text in one.hamlets]
    people = preference_queries.listeners_after(hamlets, one.reached_id, BATCH)
    _write(one, people, now)
    one.made += len(people)
    if people:
        one.reached_id = people[-1].person_id
    if len(people) < BATCH:
        one.state, one.finished_at = "done", now
    db.session.flush()
    return len(people)


def _write(one: Announcement, people: Sequence[MessagePreference], now: datetime) -> None:
    """Messages and deliveries of a batch, in a handful of statements."""
    ids = [person.person_id for person in people]
    numbers = accounts.text_numbers(ids)
    browsers = queries.browsers_of(ids)
    kind, facts = Kind(one.kind), _facts(one.agency_code, one.text)
    rings = quiet.not_before(now, course(kind).urgency)
    written = [
        Message(
            id=new_id(),
            person_id=person.person_id,
            agency_code=one.agency_code,
            kind=kind.value,
            urgency=course(kind).urgency.value,
            language=person.language,
            facts=facts,
            dedupe=_dedupe(one, person),
            phone=seal(numbers[person.person_id]) if person.person_id in numbers else None,
            created_at=now,
            not_before=rings,
            expires_at=one.made_at + LIFE,
            rung=Rung.PUSH.value,
            rung_since=rings,
        )
        for person in people
    ]
    db.session.add_all(written)
    db.session.flush()
    for message, person_id in zip(written, ids, strict=True):
        _send(message, browsers.get(person_id, []), numbers.get(person_id), rings)
    db.session.flush()


def _send(
    message: Message,
    browsers: Sequence[uuid.UUID],
    number: str | None,
    rings: datetime,
) -> None:
    """The first rung that somebody stands on; the call list is not for news of this kind."""
    why = "start" if browsers else "nobody"
    if browsers:
        outbox.to_browsers(message, browsers, rings, rank=outbox.LAST)
    elif number is not None:
        message.rung = Rung.SMS.value
        outbox.by_sms(message, number, rings, rank=outbox.LAST)
    else:
        message.rung = Rung.DONE.value
    db.session.add(
        MessageStep(message_id=message.id, rung=message.rung, why=why, at=message.created_at)
    )


def _dedupe(one: Announcement, person: MessagePreference) -> str:
    return f"announcement:{one.id}:{person.person_id}"
