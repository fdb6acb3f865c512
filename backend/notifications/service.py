"""Saying something to a person: a row of the outbox in the transaction that causes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core import clock
from backend.extensions import db
from backend.notifications import outbox, queries
from backend.notifications.announcements import confirm as announce
from backend.notifications.announcements import make_messages as make_announced
from backend.notifications.assembly import run_worker
from backend.notifications.confirming import confirm, verbs
from backend.notifications.hooks import Carried
from backend.notifications.inbox import alerts
from backend.notifications.ladder import advance
from backend.notifications.ladder_queries import causes_said, give_messages
from backend.notifications.message_schemas import AlertsSchema, TrailSchema
from backend.notifications.models import Message, Rung, Urgency
from backend.notifications.policy import Kind
from backend.notifications.preferences import change as change_wishes
from backend.notifications.preferences import hamlet_at, hamlets, set_hamlets
from backend.notifications.sealing import unseal
from backend.notifications.subscriptions import drop_key as drop_push_key
from backend.notifications.subscriptions import keys_in_use as push_keys
from backend.notifications.subscriptions import leave as leave_phone
from backend.notifications.subscriptions import rotate_key as rotate_push_key
from backend.notifications.telling import News, Recipient, tell
from backend.notifications.trail import of_dossier
from backend.notifications.withdrawing import end_sharing
from backend.places import service as places

__all__ = [
    "SIGN_IN_CODE",
    "AlertsSchema",
    "Carried",
    "Kind",
    "MessageView",
    "News",
    "Recipient",
    "TrailSchema",
    "advance",
    "alerts",
    "announce",
    "causes_said",
    "change_wishes",
    "confirm",
    "drop_push_key",
    "end_sharing",
    "give_messages",
    "hamlet_at",
    "hamlets",
    "latest_messages",
    "leave_phone",
    "make_announced",
    "of_dossier",
    "push_keys",
    "rotate_push_key",
    "run_worker",
    "send_code",
    "set_hamlets",
    "tell",
    "verbs",
]

SIGN_IN_CODE = "sign_in_code"
_CODE_LIFE = timedelta(minutes=15)
_ANY_DESK = "Bộ phận một cửa"


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as a person would have got it; `recipient` is E.164."""

    recipient: str
    text: str
    kind: str
    created_at: datetime


def send_code(phone: str, code: str, agency_code: str | None = None) -> None:
    """Send a sign-in code in the commune's name (that of `agency_code`, or of the only agency)."""
    text = (
        f"{_commune(agency_code)}: mã đăng nhập của bạn là {code}, dùng trong 15 phút. "
        "Không đọc mã này cho ai."
    )
    _write(phone, text, SIGN_IN_CODE)


def latest_messages(limit: int = 30) -> list[MessageView]:
    """The newest messages, opened: for the demo console only."""
    return [
        MessageView(unseal(d.recipient), unseal(d.text), m.kind, d.created_at)
        for d, m in queries.latest(limit)
        if d.recipient is not None and d.text is not None
    ]


def _write(phone: str, text: str, kind: str) -> None:
    """A message to a number that is not known to be anybody's: by SMS and by nothing else."""
    now = clock.now()
    message = Message(
        kind=kind,
        urgency=Urgency.HIGH.value,
        created_at=now,
        not_before=now,
        expires_at=now + _CODE_LIFE,
        rung=Rung.DONE.value,
        rung_since=now,
    )
    db.session.add(message)
    db.session.flush()  # Its delivery points at it, and no relationship tells the session so.
    outbox.by_sms(message, phone, now, text=text, rank=outbox.FIRST)


def _commune(agency_code: str | None) -> str:
    agencies = places.agencies()
    chosen = [a for a in agencies if a.code == agency_code] or agencies
    if len(chosen) != 1:
        return _ANY_DESK
    commune = places.commune(chosen[0].commune_code)
    return commune.full_name if commune else _ANY_DESK
