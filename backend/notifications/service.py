"""Saying something to a person: a row of the outbox in the transaction that causes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.core import clock
from backend.extensions import db
from backend.notifications import channels, queries
from backend.notifications.models import OutgoingMessage
from backend.notifications.sealing import seal, unseal
from backend.places import service as places

SIGN_IN_CODE = "sign_in_code"
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
        MessageView(unseal(m.recipient), unseal(m.text), m.kind, m.created_at)
        for m in queries.latest(limit)
    ]


def _write(phone: str, text: str, kind: str) -> None:
    channel = channels.for_phone()
    db.session.add(
        OutgoingMessage(
            channel=channel.name,
            kind=kind,
            recipient=seal(phone),
            text=seal(text),
            state=channel.first_state.value,
            created_at=clock.now(),
        )
    )
    db.session.flush()


def _commune(agency_code: str | None) -> str:
    agencies = places.agencies()
    chosen = [a for a in agencies if a.code == agency_code] or agencies
    if len(chosen) != 1:
        return _ANY_DESK
    commune = places.commune(chosen[0].commune_code)
    return commune.full_name if commune else _ANY_DESK
