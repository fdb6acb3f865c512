"""One-time codes: asking for one, and exchanging it for a ticket.

Nothing here looks a number up before its code was shown, so asking tells nobody whether a number is
known. A code stays good for 15 minutes on the server alone: the phone may close the app meanwhile.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from backend.accounts import hooks, phones, queries
from backend.accounts.digests import digest, matches
from backend.accounts.models import SignInCode
from backend.accounts.names import shortened
from backend.accounts.throttling import (
    CODE_OF_ADDRESS,
    CODE_OF_PHONE,
    Subject,
    count_try,
    forgive,
    hashed_address,
    network,
    too_many,
)
from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.model import new_id
from backend.core.problems import Problem
from backend.extensions import db

CODE_LIFE = timedelta(minutes=15)
TICKET_LIFE = timedelta(minutes=30)
RESEND_WAITS = tuple(timedelta(seconds=s) for s in (60, 120, 300, 900, 1800, 3600))
"""How long after the first, second, ... code of a day another one is sent."""
DAY = timedelta(days=1)
PER_PHONE_A_DAY = 8
# Everybody behind one mast may share an address, so these are wide; they stop a machine.
PER_ADDRESS_AN_HOUR = 60
PER_ADDRESS_A_DAY = 300
ALTOGETHER_A_DAY = 5000
_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Profile:
    """A person who may be entered with the number; strangers' names are shortened."""

    id: uuid.UUID
    display_name: str
    here: bool

    @property
    def needs_pin(self) -> bool:
        return not self.here


@dataclass(frozen=True, slots=True)
class Verified:
    """A right code: a ticket for 30 minutes, and whom it may enter."""

    ticket: str
    profiles: list[Profile]


def request(phone_text: str, address: str, agency_code: str | None = None) -> int:
    """Send a code unless one was sent just now; seconds until another may be asked for.

    The message speaks for the commune of `agency_code`, where the phone already knows it.

    Raises `too_many_codes` when number, address or the whole day has had its share.
    """
    phone = phones.mobile(phone_text)
    now = clock.now()
    # One row is everybody's turnstile: counting and adding must not interleave.
    queries.locked_throttle(digest("throttle", "asking-for-codes"), now)
    queries.delete_codes_before(now - _KEPT)
    sent = queries.codes_since(phone, now - DAY)
    # A code that has let its person in is done with: another person of this number need not wait.
    if sent and sent[0].entered_id is None:
        again_at = sent[0].created_at + RESEND_WAITS[min(len(sent), len(RESEND_WAITS)) - 1]
        if again_at > now:
            return int((again_at - now).total_seconds()) + 1
    address_hash = hashed_address(address)
    _refuse_beyond_caps(sent, address_hash, now)
    code = f"{secrets.randbelow(10**6):06d}"
    code_id = new_id()
    db.session.add(
        SignInCode(
            id=code_id,
            phone=phone,
            code_hash=digest("sign-in-code", str(code_id), code),
            address_hash=address_hash,
            created_at=now,
        )
    )
    db.session.flush()
    hooks.send_code(phone, code, agency_code)
    return int(RESEND_WAITS[min(len(sent), len(RESEND_WAITS) - 1)].total_seconds())


def verify(
    phone_text: str, code: str, address: str, device_id: uuid.UUID | None
) -> Verified | None:
    """Exchange a code for a ticket, or None when it is wrong, too old or already spent.

    The try is counted either way, so the caller commits before saying no. A code may be repeated
    until its ticket has opened a session: a lost answer must not cost another message.
    """
    phone = phones.mobile(phone_text)
    of_phone = Subject(CODE_OF_PHONE, phone)
    of_address = Subject(CODE_OF_ADDRESS, network(address))
    # Every unspent code counts: in the mountains the first message may arrive after the second.
    open_codes = [
        row for row in queries.codes_since(phone, clock.now() - CODE_LIFE) if row.entered_id is None
    ]
    # With no code to guess there is nothing to count: nobody can lock a number out from afar.
    count_try(of_address, *([of_phone] if open_codes else []))
    found = None
    for row in open_codes:
        if matches(row.code_hash, "sign-in-code", str(row.id), code):
            found = row
    if found is None:
        return None
    found.verified_at = found.verified_at or clock.now()
    forgive(of_phone, shared=of_address)
    profiles = [
        Profile(row.id, row.full_name if row.here else shortened(row.full_name), row.here)
        for row in queries.profiles_of_phone(phone, device_id)
    ]
    return Verified(_tickets().dumps(str(found.id)), profiles)


def of_ticket(ticket: str) -> SignInCode:
    """The verified code behind a ticket, locked; `ticket_expired` after 30 minutes or if forged."""
    try:
        code_id = uuid.UUID(_tickets().loads(ticket))
    except (BadSignature, ValueError) as error:
        raise Problem("ticket_expired") from error
    row = queries.code(code_id)
    if row is None or row.verified_at is None or clock.now() - row.verified_at > TICKET_LIFE:
        raise Problem("ticket_expired")
    return row


def _refuse_beyond_caps(sent: list[SignInCode], address_hash: str, now: datetime) -> None:
    if len(sent) >= PER_PHONE_A_DAY:
        oldest = sent[PER_PHONE_A_DAY - 1].created_at
        raise too_many(int((oldest + DAY - now).total_seconds()) + 1, "too_many_codes")
    if queries.count_codes_since(now - timedelta(hours=1), address_hash) >= PER_ADDRESS_AN_HOUR:
        raise too_many(3600, "too_many_codes")
    if queries.count_codes_since(now - DAY, address_hash) >= PER_ADDRESS_A_DAY:
        raise too_many(24 * 3600, "too_many_codes")
    if queries.count_codes_since(now - DAY) >= ALTOGETHER_A_DAY:
        raise too_many(3600, "too_many_codes")


def _tickets() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().secret_key, salt="sign-in-ticket")
