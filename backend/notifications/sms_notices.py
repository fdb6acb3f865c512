"""What an SMS gateway tells us by itself: reports of deliveries, and texts that residents send.

Each notice is signed over its moment and its bytes (HMAC-SHA256), taken for five minutes, and once:
who plays it again changes nothing. A text with a slip number is answered with the state, to the
number that the dossier carries and to no other; wrong numbers and floods are met with silence.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.extensions import db
from backend.notifications import hooks, ladder, ladder_queries, outbox, words
from backend.notifications import sms_queries as queries
from backend.notifications.ladder_models import SmsIncoming
from backend.notifications.models import Delivery, DeliveryState, Message
from backend.notifications.policy import Kind, Rung, Urgency, rules_at
from backend.notifications.sealing import seal, unseal
from backend.notifications.sms import GSM_UNIT
from backend.notifications.sms_template import Gateway, gateway_of

FRESH: Final = timedelta(minutes=5)
"""How old a notice may be, and how far ahead the gateway's clock."""
_DAY: Final = timedelta(days=1)
_LOOKED_AT_A_DAY: Final = 20
"""Texts of one number that are looked at in a day; the others are not even read."""
_WORDS_LOOKED_AT: Final = 12
_KEPT: Final = timedelta(days=30)
"""How long a notice is known; a later replay is too old to be believed."""
_ID_LENGTH: Final = 80
_ANSWER_LIVES: Final = timedelta(hours=1)


def gateway() -> Gateway | None:
    """The gateway of this installation; None where there is none."""
    data = current_settings().sms.gateway
    return None if data is None else gateway_of(data)


def refuse_unsigned(timestamp: str | None, signature: str | None, body: bytes) -> None:
    """`signature_wrong` unless the gateway signed just this, just now."""
    known = gateway()
    secret = "" if known is None else known.secret
    if not secret or timestamp is None or signature is None or not timestamp.isdecimal():
        raise Problem("signature_wrong")
    expected = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    good = hmac.compare_digest(expected.hexdigest().encode(), signature.lower().encode())
    now = clock.now().timestamp()
    if not good or len(timestamp) > 12 or abs(now - int(timestamp)) > FRESH.total_seconds():
        raise Problem("signature_wrong")


def report(notice: Mapping[str, Any]) -> None:
    """A delivery arrived, or did not. Unknown messages and states change nothing."""
    now = clock.now()
    if not _first_time(str(notice["id"]), "report", now):
        return
    known = gateway()
    delivery = _delivery(str(notice["message"]))
    if known is None or delivery is None or delivery.channel != "sms":
        return
    state = known.meaning(notice["state"])
    message = ladder_queries.locked(delivery.message_id)
    if message is None:
        return
    if state == "delivered":
        _delivered(message, delivery, now)
    elif state == "failed":
        delivery.state, delivery.error = DeliveryState.DEAD.value, "undelivered"
        db.session.flush()
        ladder.look(message, now)


def _delivered(message: Message, delivery: Delivery, now: datetime) -> None:
    """On the person's own phone it is a sign of the person; on a relative's only a step."""
    delivery.state = DeliveryState.SENT.value
    theirs = message.phone is not None and delivery.recipient is not None
    own = theirs and unseal(message.phone or b"") == unseal(delivery.recipient or b"")
    if own and message.rung != Rung.DONE:
        ladder.stand(message, Rung.DONE, "delivered", now)
    else:
        ladder.note(message, Rung(message.rung), "delivered", now)


def _delivery(reference: str) -> Delivery | None:
    """By our own id, which was the idempotency key, else by the gateway's."""
    try:
        return ladder_queries.delivery(uuid.UUID(reference))
    except ValueError:
        return ladder_queries.delivery_of_gateway(reference[:80])


def incoming(notice: Mapping[str, Any]) -> None:
    """A resident wrote. What is not answered is met with silence, whatever the reason."""
    now = clock.now()
    number = _number(str(notice["from"]))
    key = None if number is None else _hashed(number)
    if not _first_time(str(notice["id"]), "question", now, key) or number is None or key is None:
        return
    if queries.count_questions(key, now - _DAY) > _LOOKED_AT_A_DAY:
        return
    found = _asked_for(str(notice["text"]))
    if found is None or found.number != number or not _within_share(key, found.agency_code, now):
        return
    queries.mark_answered(_known_as(str(notice["id"]), "question"), found.agency_code)
    _answer(found, now)


def _within_share(key: str, agency_code: str, now: datetime) -> bool:
    rules = rules_at(now)
    if queries.count_answered(now - _DAY, number_hash=key) >= rules.answers_a_day:
        return False
    altogether = queries.count_answered(now - _DAY, agency_code=agency_code)
    return altogether < rules.answers_all_a_day


def _asked_for(text: str) -> hooks.Carried | None:
    """The first slip number in a text, in one piece or in the three it is spoken in."""
    parts = [re.sub(r"[\W_]", "", word) for word in text[:GSM_UNIT].split()[:_WORDS_LOOKED_AT]]
    for length in (1, 2, 3):
        for start in range(len(parts) - length + 1):
            found = hooks.carried("".join(parts[start : start + length]))
            if found is not None:
                return found
    return None


def _answer(found: hooks.Carried, now: datetime) -> None:
    """One text with the state, at any hour: they asked."""
    message = Message(
        dossier_id=None,
        agency_code=found.agency_code,
        kind=Kind.STATE_ANSWER.value,
        urgency=Urgency.HIGH.value,
        facts={"dossier": str(found.dossier_id)},
        phone=seal(found.number),
        created_at=now,
        not_before=now,
        expires_at=now + _ANSWER_LIVES,
        rung=Rung.DONE.value,
        rung_since=now,
    )
    db.session.add(message)
    db.session.flush()
    text = words.state_sms(found.facts)
    outbox.by_sms(message, found.number, now, text=text, rank=outbox.ORDINARY)


def _first_time(notice_id: str, kind: str, now: datetime, number_hash: str | None = None) -> bool:
    queries.forget_notices(now - _KEPT)
    return queries.take_notice(
        SmsIncoming(
            notice_id=_known_as(notice_id, kind),
            kind=kind,
            number_hash=number_hash,
            answered=False,
            at=now,
        )
    )


def _known_as(notice_id: str, kind: str) -> str:
    """A gateway may count its reports and the texts it passes on each from one."""
    whole = f"{kind}:{notice_id}"
    if len(whole) <= _ID_LENGTH:
        return whole
    return f"{kind}:{hashlib.sha256(notice_id.encode()).hexdigest()}"


def _number(text: str) -> str | None:
    digits = re.sub(r"[^0-9]", "", text)
    national = digits.removeprefix("00").removeprefix("84").removeprefix("0")
    return f"+84{national}" if len(national) == 9 and national[0] in "35789" else None


def _hashed(number: str) -> str:
    key = f"sms-numbers\0{current_settings().secret_key}".encode()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()
