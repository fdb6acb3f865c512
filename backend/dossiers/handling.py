"""What officers do with a dossier that was received: the verbs of the desk.

Each verb locks the row, refuses a stale version (`stale`), takes one step of the table, and tells
those who watch. Other agencies' dossiers and citizens' drafts do not exist here (`not_found`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from backend.catalogue import service as catalogue
from backend.core import clock
from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import feed, history_queries, queries, supplements
from backend.dossiers.models import Dossier, Handover, Result
from backend.dossiers.officers import cause, fresh, told
from backend.dossiers.procedures import version_of
from backend.dossiers.states import By, State
from backend.dossiers.transitions import move
from backend.extensions import db
from backend.places import service as places
from backend.uploads import service as uploads

_NAME_LENGTH = 180
"""Of a result's name, with room for a number behind it."""


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper that is missing or wrong, and why."""

    paper: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pickup:
    """Where the result waits, when, what to bring, who may fetch it."""

    where: str
    hours: str
    bring: str
    who: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the result away, and what they are to the owner."""

    full_name: str
    relation: str
    id_number: str | None = None


def refuse(officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, reason: str) -> Dossier:
    """1 → 3, in writing (Mẫu 03), the reason at least 10 characters."""
    dossier = fresh(officer, dossier_id, expected_version)
    move(dossier, State.REFUSED, cause("refused", officer, reason))
    return told(dossier)


def start(officer: Actor, dossier_id: uuid.UUID, expected_version: int) -> Dossier:
    """2 → 4."""
    dossier = fresh(officer, dossier_id, expected_version)
    dossier.officer_id = dossier.officer_id or officer.person_id
    move(dossier, State.PROCESSING, cause("started", officer))
    return told(dossier)


def request_supplement(
    officer: Actor,
    dossier_id: uuid.UUID,
    expected_version: int,
    *,
    items: Sequence[AskedPaper],
    reason: str,
) -> Dossier:
    """→ 5, one request that lists everything (Mẫu 02): `pages_not_reviewed` before every page was
    looked at. Papers that the procedure does not know are `invalid`."""
    dossier = fresh(officer, dossier_id, expected_version)
    names = {paper.key: paper.name for paper in version_of(dossier).papers} | {
        catalogue.FREE_PAPER: "Giấy khác"
    }
    errors = {
        f"items.{index}.paper": ["Thủ tục này không có loại giấy này."]
        for index, item in enumerate(items)
        if item.paper not in names
    }
    if not items or len({item.paper for item in items}) < len(items):
        errors["items"] = ["Hãy ghi mỗi loại giấy một lần, ít nhất một loại."]
    if errors:
        raise Problem("invalid", errors=errors)
    move(dossier, State.SUPPLEMENT_ASKED, cause("supplement_asked", officer, reason))
    listed = [(item.paper, names[item.paper], item.reason) for item in items]
    supplements.open_request(dossier, officer.person_id, listed, reason)
    return told(dossier)


def close(officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, reason: str) -> Dossier:
    """5 → 3 or 8 when the 15 working days are over."""
    dossier = fresh(officer, dossier_id, expected_version)
    supplements.close(dossier, cause("supplement_expired", officer, reason))
    return told(dossier)


def stop(officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, reason: str) -> Dossier:
    """2, 4, 6 → 8 (Mẫu 05)."""
    dossier = fresh(officer, dossier_id, expected_version)
    move(dossier, State.STOPPED, cause("stopped", officer, reason))
    return told(dossier)


def resume(officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, reason: str) -> Dossier:
    """8 → 4; what was left of the term goes on."""
    dossier = fresh(officer, dossier_id, expected_version)
    move(dossier, State.PROCESSING, cause("resumed", officer, reason))
    return told(dossier)


def finish(
    officer: Actor,
    dossier_id: uuid.UUID,
    expected_version: int,
    *,
    results: Sequence[uuid.UUID] = (),
    pickup: Pickup | None = None,
) -> Dossier:
    """2, 4 → 9: files of the result (finished uploads of this officer), and how it is fetched.

    Without `pickup` the desk's own address and hours are said. A result that comes electronically
    needs a file.
    """
    dossier = fresh(officer, dossier_id, expected_version)
    if not results and _result_choice(dossier).get("how") == "electronic":
        raise Problem("invalid", errors={"results": ["Kết quả điện tử cần ít nhất một tệp."]})
    for number, upload_id in enumerate(dict.fromkeys(results), start=1):
        db.session.add(_result(dossier, officer, upload_id, number))
    dossier.pickup = asdict(pickup or _usual_pickup(dossier))
    move(dossier, State.FINISHED, cause("finished", officer))
    dossier.finished_at = clock.now()
    return told(dossier)


def hand_over(
    officer: Actor,
    dossier_id: uuid.UUID,
    expected_version: int,
    *,
    receiver: Receiver,
    reason: str | None = None,
) -> Dossier:
    """9 → 10 (the result), 8 → 10 (the papers): who took it, what they are to the owner, now.

    `reason`: why it is handed over although something speaks against it (a fee that is owed).
    """
    dossier = fresh(officer, dossier_id, expected_version)
    db.session.add(
        Handover(
            dossier_id=dossier.id,
            receiver_name=receiver.full_name,
            relation=receiver.relation,
            id_number=receiver.id_number,
            at=clock.now(),
            by=officer.person_id,
        )
    )
    move(dossier, State.RETURNED, cause("handed_over", officer, reason))
    dossier.returned_at = clock.now()
    return told(dossier)


def correct(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, *, reason: str
) -> Dossier:
    """9 → 4: the result was wrong; its files are taken back and the term goes on."""
    dossier = fresh(officer, dossier_id, expected_version)
    move(dossier, State.PROCESSING, cause("corrected", officer, reason))
    for result in history_queries.results(dossier.id):
        result.withdrawn_at = clock.now()
    dossier.finished_at, dossier.pickup = None, None
    return told(dossier)


def assign(
    officer: Actor, dossier_id: uuid.UUID, expected_version: int, officer_id: uuid.UUID | None
) -> Dossier:
    """Whose it is at the desk; None gives it back to all. The caller knows that it is staff."""
    dossier = fresh(officer, dossier_id, expected_version)
    if dossier.officer_id != officer_id:
        dossier.officer_id = officer_id
        feed.tell(dossier, "assigned", by=By.OFFICER, actor_id=officer.person_id)
    return told(dossier)


def _result_choice(dossier: Dossier) -> Mapping[str, Any]:
    """How the result is to come, as it was sent; empty when nobody said."""
    revision = queries.revision(dossier.id, dossier.revision)
    return (revision.body.get("result") if revision else None) or {}


def _usual_pickup(dossier: Dossier) -> Pickup:
    agency = places.agency(dossier.agency_code)
    choice = _result_choice(dossier)
    fetcher = choice["fetcher"]["full_name"] if choice.get("how") == "fetcher" else ""
    return Pickup(
        where=", ".join(part for part in (agency.desk_name, agency.name, agency.address) if part),
        hours=agency.hours_text,
        bring="Căn cước và mã hồ sơ.",
        who=f"{dossier.owner_name}, hoặc {fetcher or 'người được nhờ nhận thay'}.",
    )


def _result(dossier: Dossier, officer: Actor, upload_id: uuid.UUID, number: int) -> Result:
    stored = uploads.stored_upload(upload_id, officer.person_id)
    if stored.purpose != "result":
        raise Problem("invalid", errors={"results": ["Tệp này không phải là tệp kết quả."]})
    named = version_of(dossier).result_name[:_NAME_LENGTH] or "Kết quả"
    return Result(
        dossier_id=dossier.id,
        name=named if number == 1 else f"{named} ({number})",
        sha256=stored.sha256,
        bytes=stored.size,
        media_type=stored.media_type,
        added_by=officer.person_id,
        added_at=clock.now(),
    )
