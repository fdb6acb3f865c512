"""Tables of people and of how they are recognised.

An account is a person. A telephone number is only a factor: several people share one, so nothing
here is unique by number. Whatever opens an account (codes, tickets, tokens, PINs, passwords) is
kept as a digest; none of it can be read back from the database.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.access import Role
from backend.core.model import Base, UtcDateTime, new_id


class SessionKind(StrEnum):
    """A phone stays signed in for 180 days, a staff computer for 8 idle hours."""

    PHONE = "phone"
    STAFF = "staff"


def _one_of(column: str, kinds: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(kind.value) for kind in kinds)})"


class Person(Base):
    """A person (account): a citizen, a volunteer (tình nguyện viên) or a member of staff.

    `phone` is E.164; `search_name` is the name without diacritics; `agency_code` is set for staff.
    """

    __tablename__ = "people"
    __table_args__ = (CheckConstraint(_one_of("role", Role), name="role"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    full_name: Mapped[str] = mapped_column(String(120))
    search_name: Mapped[str] = mapped_column(String(120), index=True)
    birth_year: Mapped[int | None] = mapped_column()
    phone: Mapped[str | None] = mapped_column(String(16), index=True)
    id_number: Mapped[str | None] = mapped_column(String(12), unique=True)
    role: Mapped[str] = mapped_column(String(16), default=Role.CITIZEN.value)
    agency_code: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    pin_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Set while the PIN is the desk's one-time PIN; null for a PIN of the person's own choice."""
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class HomeDevice(Base):
    """A profile was made on this device (or brought to it by the desk): no PIN is asked there."""

    __tablename__ = "home_devices"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    device_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


class SignInSession(Base):
    """One sign-in on one device; the cookie holds the ticket whose digest is here."""

    __tablename__ = "sign_in_sessions"
    __table_args__ = (CheckConstraint(_one_of("kind", SessionKind), name="kind"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    ticket_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column()
    device_name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime())


class SendToken(Base):
    """What a phone's queue sends with: one account, one device, revoked when the phone is lost.

    `last_seen_at` is written at most once a day; a token that rested too long is nobody's.
    """

    __tablename__ = "send_tokens"
    __table_args__ = (Index(None, "person_id", "device_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    device_id: Mapped[uuid.UUID] = mapped_column()
    device_name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime())


class DeviceSender(Base):
    """A person of a phone that was never signed in ("chưa xác thực"): a name, and what to call.

    Nobody has checked them, so they have no factor of their own: `people.phone` stays empty and
    no code, PIN or password opens this account. Once somebody signs in on the same phone and
    claims it, `claimed_by` says who that was, and what they sent is theirs.
    """

    __tablename__ = "device_senders"
    __table_args__ = (
        Index(None, "device_id", "made_at"),
        Index(None, "address_hash", "made_at"),
        Index(None, "made_at"),
        Index(None, "claimed_by"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    device_id: Mapped[uuid.UUID] = mapped_column()
    phone: Mapped[str | None] = mapped_column(String(16))
    """E.164, as the sender said it: for a call, never for a code."""
    address_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class SignInCode(Base):
    """A one-time code that was sent to a number, and what it was used for.

    The row outlives its 15 minutes for two days: the daily caps count rows. `device_id`,
    `entered_id` and `made_id` remember what its ticket did, so that a phone which lost the answer
    may repeat the same request and nothing else.
    """

    __tablename__ = "sign_in_codes"
    __table_args__ = (
        Index(None, "phone", "created_at"),
        Index(None, "address_hash", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    phone: Mapped[str] = mapped_column(String(16))
    code_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    device_id: Mapped[uuid.UUID | None] = mapped_column()
    entered_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    made_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class Throttle(Base):
    """How often something was tried in vain, and until when it must rest."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    last_try_at: Mapped[datetime] = mapped_column(UtcDateTime())
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime())


class StaffLogin(Base):
    """How a member of staff signs in.

    The TOTP secret is not kept: it is derived from the installation's secret and `totp_salt`.
    `totp_last_step` is the last 30-second step whose code was used, so that none is used twice.
    """

    __tablename__ = "staff_logins"

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    login: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_salt: Mapped[str] = mapped_column(String(64))
    totp_last_step: Mapped[int] = mapped_column(default=0)
