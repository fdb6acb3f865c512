"""Official letters of a dossier, made on demand from what is recorded (TT 03/2025/TT-VPCP).

Nothing is stored: the same record gives the same letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from backend.accounts import service as accounts
from backend.core.problems import Problem
from backend.core.transaction import end_reading
from backend.dossiers import apology, history_queries, queries, slips, together
from backend.dossiers.models import Dossier, DossierEvent
from backend.dossiers.procedures import version_of
from backend.dossiers.states import WORDING, State
from backend.letters import service as letters
from backend.places import service as places

_RESULT_PLACES = {
    "desk": "Bộ phận tiếp nhận và trả kết quả",
    "post": "Qua bưu chính công ích",
    "fetcher": "Người được nhờ nhận thay, tại bộ phận tiếp nhận và trả kết quả",
    "electronic": "Trực tuyến",
}
Money = tuple[str, bool | None]
fee_on_slip: list[Callable[[Dossier], Money | None]] = []
"""Another domain says what stands under "Phí, lệ phí": the text, and whether it was paid."""
_STOP_EFFECT = "Việc giải quyết hồ sơ dừng từ thời điểm trên."


def kinds(dossier: Dossier) -> list[str]:
    """Which letters there are by now: acceptance, supplement, refusal, apology, stop."""
    found = []
    if dossier.accepted_at is not None:
        found.append("acceptance")
    if history_queries.last_supplement(dossier.id) is not None:
        found.append("supplement")
    if dossier.stands is State.REFUSED:
        found.append("refusal")
    if dossier.accepted_at is not None and apology.last(dossier) is not None:
        found.append("apology")
    if dossier.stands in (State.WITHDRAWN, State.STOPPED):
        found.append("stop")
    return found


def letter(dossier: Dossier, kind: str) -> bytes:
    """The PDF; `not_found` for a letter that was never due.

    Only reads, and gives the connection back before the letter is set: no write may be under way.
    """
    if kind not in kinds(dossier):
        raise Problem("not_found")
    write, typeset = _MAKERS[kind]
    words = write(dossier)
    end_reading()
    return typeset(words)


def _acceptance(dossier: Dossier) -> letters.AcceptanceSlip:
    version = version_of(dossier)
    body = _body(dossier)
    accepted = _event(dossier, State.ACCEPTED)
    names = {paper.key: paper.name for paper in version.papers}
    counted: dict[str, int] = {}
    for page in queries.pages(dossier.id, "in_force"):
        counted[page.paper] = counted.get(page.paper, 0) + 1
    fee, paid = _fee(dossier, body)
    return letters.AcceptanceSlip(
        office=_office(dossier),
        person=_party(dossier, body),
        code=dossier.code or "",
        procedure=version.name,
        papers=[
            letters.PaperLine(names.get(key, "Giấy khác"), "bản điện tử", 1) for key in counted
        ],
        term=_term(version.days),
        received_at=dossier.received_at or dossier.first_received_at,
        due_at=dossier.binding_due,
        result_place=_RESULT_PLACES[(body.get("result") or {"how": "desk"})["how"]],
        officer=_name(accepted),
        issued_at=accepted.at,
        submitter=dossier.owner_name,
        fee=fee,
        fee_paid=paid,
        **_set(dossier),
    )


def _set(dossier: Dossier) -> dict[str, Any]:
    """What was sent with it, on the one slip; while a date is still open no day is promised."""
    dossiers = together.together(dossier)
    day = together.day_to_fetch(dossiers)
    lines = [
        letters.OfSet(one.code or slips.spoken(one.slip or ""), one.procedure_name, one.shown_due)
        for one in dossiers
    ]
    return {"together": lines, "fetch_at": day.moment if day.certain else None}


def _fee(dossier: Dossier, body: Mapping[str, Any]) -> Money:
    """As the domain of payments says it; where it says nothing, the sum that its sender saw."""
    for said in fee_on_slip:
        told = said(dossier)
        if told is not None:
            return told
    amount = (body.get("fee_quote") or {}).get("amount")
    return "" if amount is None else f"{amount:,} đồng".replace(",", "."), None


def _supplement(dossier: Dossier) -> letters.SupplementRequest:
    asked = history_queries.last_supplement(dossier.id)
    assert asked is not None  # noqa: S101 # `kinds` has seen it in this transaction.
    return letters.SupplementRequest(
        office=_office(dossier),
        person=_party(dossier, _body(dossier)),
        code=_reference(dossier),
        procedure=version_of(dossier).name,
        items=[
            letters.SupplementItem(item.name, item.reason)
            for item in history_queries.supplement_items(asked.id)
        ],
        reason=asked.text,
        officer=accounts.names([asked.requested_by]).get(asked.requested_by, ""),
        issued_at=asked.requested_at,
        due_at=asked.due,
        officer_phone=places.agency(dossier.agency_code).phone,
    )


def _refusal(dossier: Dossier) -> letters.Refusal:
    refused = _event(dossier, State.REFUSED)
    return letters.Refusal(
        office=_office(dossier),
        person=_party(dossier, _body(dossier)),
        code=_reference(dossier),
        procedure=version_of(dossier).name,
        reason=refused.reason or "",
        officer=_name(refused),
        issued_at=refused.at,
        officer_phone=places.agency(dossier.agency_code).phone,
        submitter=dossier.owner_name,
    )


def _apology(dossier: Dossier) -> letters.Apology:
    given = apology.last(dossier)
    assert given is not None  # noqa: S101 # `kinds` has seen it in this transaction.
    return letters.Apology(
        office=_office(dossier),
        person=_party(dossier, _body(dossier)),
        code=_reference(dossier),
        procedure=version_of(dossier).name,
        received_at=dossier.received_at or dossier.first_received_at,
        first_due_at=datetime.fromisoformat(given.detail["first_due"]),
        new_due_at=datetime.fromisoformat(given.detail["new_due"]),
        reason=given.reason or "",
        signer_title="Bộ phận tiếp nhận và trả kết quả",
        signer=_name(given),
        issued_at=given.at,
    )


def _stop(dossier: Dossier) -> letters.StopNotice:
    stopped = _event(dossier, dossier.stands)
    withdrawn = dossier.stands is State.WITHDRAWN
    return letters.StopNotice(
        office=_office(dossier),
        person=_party(dossier, _body(dossier)),
        code=_reference(dossier),
        procedure=version_of(dossier).name,
        received_at=dossier.received_at or dossier.first_received_at,
        stopped_at=stopped.at,
        stage=WORDING[State(stopped.from_state or dossier.state)].official,
        reason=stopped.reason or "Theo đề nghị của người nộp hồ sơ.",
        effect=_STOP_EFFECT,
        signer_title="Bộ phận tiếp nhận và trả kết quả",
        signer="" if withdrawn else _name(stopped),
        issued_at=stopped.at,
        asked_by=dossier.owner_name if withdrawn else "",
        asked_at=stopped.at if withdrawn else None,
    )


_MAKERS: Mapping[str, tuple[Callable[[Dossier], Any], Callable[[Any], bytes]]] = {
    "acceptance": (_acceptance, letters.acceptance_slip),
    "supplement": (_supplement, letters.supplement_request),
    "refusal": (_refusal, letters.refusal),
    "apology": (_apology, letters.apology),
    "stop": (_stop, letters.stop_notice),
}
"""What each letter says, and how it is set."""


def _office(dossier: Dossier) -> letters.Office:
    agency = places.agency(dossier.agency_code)
    commune = places.commune(agency.commune_code)
    return letters.Office(
        name=agency.name,
        place=commune.name if commune else "",
        desk_name=agency.desk_name,
        address=agency.address,
        phone=agency.phone,
    )


def _party(dossier: Dossier, body: Mapping[str, Any]) -> letters.Party:
    owner = body["people"]["owner"]
    return letters.Party(
        full_name=dossier.owner_name,
        id_number=owner.get("id_number") or "",
        phone=owner.get("phone") or "",
    )


def _body(dossier: Dossier) -> Mapping[str, Any]:
    revision = queries.revision(dossier.id, dossier.revision)
    if revision is None:
        raise Problem("not_found")
    return revision.body


def _event(dossier: Dossier, state: State) -> DossierEvent:
    """The last time it came into this state."""
    entered = [
        event
        for event in history_queries.events(dossier.id)
        if event.to_state == state and event.from_state not in (None, state.value)
    ]
    if not entered:
        raise Problem("not_found")
    return entered[-1]


def _name(event: DossierEvent) -> str:
    return accounts.names([event.actor_id]).get(event.actor_id, "") if event.actor_id else ""


def _reference(dossier: Dossier) -> str:
    """The code; before acceptance only our own slip number."""
    return dossier.code or (slips.spoken(dossier.slip) if dossier.slip else "")


def _term(days: int | None) -> str:
    if days is None:
        return "Theo ngày hẹn"
    return "Trong ngày làm việc" if days == 0 else f"{days:02d} ngày làm việc"
