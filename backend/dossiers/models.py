"""Tables of the dossiers (hồ sơ). What a person sent is frozen; what happened is only appended."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Base, BigId, Json, UtcDateTime, new_id
from backend.dossiers.states import PAUSED, PHASES, State


def _one_of(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Dossier(Base):
    """One dossier. `version` counts every change (the ETag); `revision` what the sender sent.

    Names, phone and number of the owner are copied out of the revision in force so that the desk
    can search; `sought` is the same without diacritics. Moments are UTC.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        CheckConstraint(_one_of("state", list(State)), name="state"),
        CheckConstraint(_one_of("kind", ["form", "assistance"]), name="kind"),
        CheckConstraint(_one_of("channel", ["online", "desk"]), name="channel"),
        Index(None, "agency_code", "state", "answer_due"),
        Index(None, "agency_code", "state", "binding_due"),
        Index(None, "agency_code", "received_at"),
        Index(None, "owner_id"),
        Index(None, "submitter_id"),
        Index(None, "owner_phone"),
        Index(None, "owner_id_number"),
        Index(None, "family_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(20))
    procedure_code: Mapped[str] = mapped_column(String(20))
    procedure_version: Mapped[int] = mapped_column()
    procedure_name: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(8), default="online")
    state: Mapped[str] = mapped_column(String(16), default=State.DRAFT.value)
    version: Mapped[int] = mapped_column(default=0)

    submitter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    submitter_sees_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    verified: Mapped[bool] = mapped_column(default=True)

    revision: Mapped[int] = mapped_column(default=0)
    waiting_revision: Mapped[int | None] = mapped_column()
    """A newer revision, sent in state 1, whose pages are not all here yet."""
    family_id: Mapped[uuid.UUID | None] = mapped_column()
    """What its sender sent as one set has one id, made by the phone (`together.py`)."""
    slip: Mapped[str | None] = mapped_column(String(7), unique=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    national_code: Mapped[str | None] = mapped_column(String(40), unique=True)

    owner_name: Mapped[str] = mapped_column(String(200), default="")
    owner_phone: Mapped[str | None] = mapped_column(String(20))
    owner_id_number: Mapped[str | None] = mapped_column(String(20))
    sought: Mapped[str] = mapped_column(String(400), default="")
    gaps: Mapped[list[str]] = mapped_column(Json(), default=list)
    page_count: Mapped[int] = mapped_column(default=0)

    first_received_at: Mapped[datetime] = mapped_column(UtcDateTime())
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    answer_due: Mapped[datetime | None] = mapped_column(UtcDateTime())
    provisional_due: Mapped[datetime | None] = mapped_column(UtcDateTime())
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    binding_due: Mapped[datetime | None] = mapped_column(UtcDateTime())
    remaining_seconds: Mapped[int | None] = mapped_column()
    """Working time left when the binding clock was paused; negative when it was late already."""
    promised_due: Mapped[date | None] = mapped_column()
    """The date an officer gave where the rules name none, as a day in Vietnam."""
    due_reason: Mapped[str | None] = mapped_column(Text())
    supplement_due: Mapped[datetime | None] = mapped_column(UtcDateTime())
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime())
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    payment_from: Mapped[str | None] = mapped_column(String(16))
    """The state that asked for a payment, to which the dossier returns when it is paid."""
    pickup: Mapped[dict[str, Any] | None] = mapped_column(Json())

    @property
    def untold(self) -> list[DossierEvent]:
        """What happened to it since it was last told (`feed.touch`), in this transaction only."""
        found: list[DossierEvent] = self.__dict__.setdefault("_untold", [])
        return found

    @property
    def stands(self) -> State:
        """The state as what it is."""
        return State(self.state)

    @property
    def editable(self) -> bool:
        """The sender may still replace it: nobody at the desk has opened it."""
        return self.stands in PHASES or (self.stands is State.RECEIVED and self.opened_at is None)

    @property
    def shown_due(self) -> datetime | None:
        """The binding date, while it binds: none is shown while the clock is paused."""
        return None if self.stands in PAUSED else self.binding_due


class DossierRevision(Base):
    """What was sent, frozen: `body` is the checked content, `body_sha256` that of the bytes."""

    __tablename__ = "dossier_revisions"
    __table_args__ = (UniqueConstraint("dossier_id", "revision"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    revision: Mapped[int] = mapped_column()
    submitted: Mapped[bool] = mapped_column()
    body: Mapped[dict[str, Any]] = mapped_column(Json())
    body_sha256: Mapped[str] = mapped_column(String(64))
    sent_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Supplement(Base):
    """One request for more papers (Mẫu 02) with its answer. `due` is the end of the window."""

    __tablename__ = "supplements"
    __table_args__ = (
        CheckConstraint(
            _one_of("state", ["open", "waiting", "answered", "expired", "dropped"]), name="state"
        ),
        Index(None, "dossier_id"),
        Index(None, "state", "due"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    state: Mapped[str] = mapped_column(String(10), default="open")
    stage: Mapped[str] = mapped_column(String(12))
    """"intake" or "processing" (facts T6: giai đoạn)."""
    text: Mapped[str] = mapped_column(Text())
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime())
    requested_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    due: Mapped[datetime] = mapped_column(UtcDateTime())
    held_open: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int | None] = mapped_column()
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class SupplementItem(Base):
    """One paper that is asked for, and what is wrong or missing."""

    __tablename__ = "supplement_items"
    __table_args__ = (UniqueConstraint("supplement_id", "paper"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    supplement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("supplements.id"))
    paper: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(Text())


class SupplementRevision(Base):
    """What was sent in answer to a request, frozen like a dossier's revision."""

    __tablename__ = "supplement_revisions"
    __table_args__ = (UniqueConstraint("supplement_id", "revision"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    supplement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("supplements.id"))
    revision: Mapped[int] = mapped_column()
    body: Mapped[dict[str, Any]] = mapped_column(Json())
    body_sha256: Mapped[str] = mapped_column(String(64))
    sent_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Page(Base):
    """One line of a manifest. Its bytes belong to `sender_id` in the store of uploads.

    `standing`: "waiting" (its manifest is not complete), "in_force", "replaced".
    """

    __tablename__ = "pages"
    __table_args__ = (
        CheckConstraint(_one_of("standing", ["waiting", "in_force", "replaced"]), name="standing"),
        Index(None, "dossier_id", "standing"),
        Index(None, "sender_id", "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    revision: Mapped[int | None] = mapped_column()
    supplement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("supplements.id"))
    sender_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    paper: Mapped[str] = mapped_column(String(60))
    page: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64))
    bytes: Mapped[int] = mapped_column()
    media_type: Mapped[str] = mapped_column(String(60))
    mark: Mapped[str | None] = mapped_column(String(40))
    marks: Mapped[list[str]] = mapped_column(Json(), default=list)
    """Faults that the phone told of before it was sent: `revisions.FAULTS`."""
    standing: Mapped[str] = mapped_column(String(10), default="waiting")
    stored_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class PageReview(Base):
    """An officer looked at a page: good, or wrong with a phrase."""

    __tablename__ = "page_reviews"
    __table_args__ = (CheckConstraint(_one_of("verdict", ["good", "wrong"]), name="verdict"),)

    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pages.id"), primary_key=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(5))
    text: Mapped[str | None] = mapped_column(Text())
    reviewed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime())


class DossierEvent(Base):
    """What happened: who, when, why, from where to where. Never changed, never deleted."""

    __tablename__ = "dossier_events"
    __table_args__ = (Index(None, "dossier_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    kind: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[str | None] = mapped_column(String(16))
    to_state: Mapped[str | None] = mapped_column(String(16))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    by: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text())
    detail: Mapped[dict[str, Any]] = mapped_column(Json(), default=dict)


@event.listens_for(DossierEvent, "before_update")
@event.listens_for(DossierEvent, "before_delete")
def _refuse_change(_mapper: object, _connection: object, _target: DossierEvent) -> None:
    raise TypeError("What happened to a dossier is only appended.")


class Result(Base):
    """A file of the result; its bytes belong to the officer who sent it."""

    __tablename__ = "results"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    bytes: Mapped[int] = mapped_column()
    media_type: Mapped[str] = mapped_column(String(60))
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime())
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Set when a correction (9 → 4) takes the result back."""


class Handover(Base):
    """Who took the result or the papers away, and what they are to the owner."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    receiver_name: Mapped[str] = mapped_column(String(200))
    relation: Mapped[str] = mapped_column(String(60))
    id_number: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


class Opening(Base):
    """An officer opened the dossier; its citizen sees who and when."""

    __tablename__ = "openings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime())
