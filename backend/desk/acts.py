"""An officer's act by its name: which verb of the dossiers it is, and what it needs.

Whether it may be done now is decided by the dossiers' own table of transitions.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.core.access import Actor
from backend.core.problems import Problem
from backend.dossiers import service as dossiers
from backend.dossiers.service import AskedPaper, Dossier, Pickup, Receiver
from backend.payments import service as payments

Data = Mapping[str, Any]
Verb = Callable[[Actor, uuid.UUID, int, Data], Dossier]


@dataclass(frozen=True, slots=True)
class Act:
    """`needs`: what must come with it."""

    verb: Verb
    needs: tuple[str, ...] = ()


def _accept(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.accept(
        officer,
        dossier_id,
        version,
        code=data.get("code"),
        due_date=data.get("due_date"),
        reason=data.get("reason"),
    )


def _refuse(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.refuse(officer, dossier_id, version, reason=data["reason"])


def _start(officer: Actor, dossier_id: uuid.UUID, version: int, _data: Data) -> Dossier:
    return dossiers.start(officer, dossier_id, version)


def _request_supplement(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    items = [AskedPaper(item["paper"], item["reason"]) for item in data["items"]]
    return dossiers.request_supplement(
        officer, dossier_id, version, items=items, reason=data["reason"]
    )


def _finish(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    pickup = data.get("pickup")
    return dossiers.finish(
        officer,
        dossier_id,
        version,
        results=data.get("results", ()),
        pickup=Pickup(**pickup) if pickup else None,
    )


def _hand_over(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.hand_over(
        officer,
        dossier_id,
        version,
        receiver=Receiver(**data["receiver"]),
        reason=data.get("reason"),
    )


def _stop(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.stop(officer, dossier_id, version, reason=data["reason"])


def _resume(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.resume(officer, dossier_id, version, reason=data["reason"])


def _close(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.close(officer, dossier_id, version, reason=data["reason"])


def _correct(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.correct(officer, dossier_id, version, reason=data["reason"])


def _apologise(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.apologise(
        officer, dossier_id, version, due_date=data["due_date"], reason=data["reason"]
    )


def _end_sharing(officer: Actor, dossier_id: uuid.UUID, version: int, _data: Data) -> Dossier:
    return dossiers.end_sharing(officer, dossier_id, version)


def _require_payment(officer: Actor, dossier_id: uuid.UUID, version: int, data: Data) -> Dossier:
    return dossiers.require_payment(
        officer, dossier_id, version, reason=data["reason"], due_date=data.get("due_date")
    )


def _confirm_payment(officer: Actor, dossier_id: uuid.UUID, version: int, _data: Data) -> Dossier:
    payments.only_officers(officer)
    return dossiers.confirm_payment(officer, dossier_id, version)


_WHY = ("reason",)

ACTS: Mapping[str, Act] = {
    "accept": Act(_accept),
    "request_supplement": Act(_request_supplement, ("items", "reason")),
    "refuse": Act(_refuse, _WHY),
    "start": Act(_start),
    "finish": Act(_finish),
    "require_payment": Act(_require_payment, _WHY),
    "confirm_payment": Act(_confirm_payment),
    "stop": Act(_stop, _WHY),
    "resume": Act(_resume, _WHY),
    "close": Act(_close, _WHY),
    "correct": Act(_correct, _WHY),
    "hand_over": Act(_hand_over, ("receiver",)),
    "apologise": Act(_apologise, ("due_date", "reason")),
    "end_sharing": Act(_end_sharing),
}


def run(officer: Actor, dossier_id: uuid.UUID, expected_version: int, data: Data) -> Dossier:
    """Do the act `data["action"]`; `invalid` names what it needs and did not get."""
    act = ACTS[data["action"]]
    missing = {name: ["Thiếu mục này."] for name in act.needs if not data.get(name)}
    if missing:
        raise Problem("invalid", errors=missing)
    return act.verb(officer, dossier_id, expected_version, data)
