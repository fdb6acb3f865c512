"""Dossiers of invented people, in every state.

A `World` holds an agency, three procedures, a citizen and an officer. `in_state` leads a dossier to
a state by the same verbs that people use.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import service
from backend.dossiers.models import Dossier
from backend.dossiers.revisions import Submission, submission_of
from backend.dossiers.schemas import SubmissionSchema
from backend.dossiers.states import State
from backend.extensions import db
from backend.payments import service as payments
from tests.support.factories import accounts, catalogue, places, uploads
from tests.support.factories.accounts import SignedIn

COPY = catalogue.COPY
"""Same day until 15:00; needs no photograph."""
HELP = catalogue.HELP
"""No form, days unknown."""
PHOTO = "2.000003"
"""Three working days; `giay_cu` may be missing, `anh_the` may not."""
REASON = "Giấy chụp bị mờ, không đọc được số."

_PHOTO_PAPERS = [
    {"key": "to_khai", "name": "Tờ khai", "kind": "nop", "required": True, "own_form": True},
    {"key": "giay_cu", "name": "Giấy cũ", "kind": "nop", "required": True},
    {
        "key": "anh_the",
        "name": "Ảnh thẻ",
        "kind": "nop",
        "required": True,
        "indispensable": True,
    },
]


@dataclass(frozen=True, slots=True)
class World:
    """Everything a dossier needs around it."""

    app: Flask
    citizen: SignedIn
    officer: SignedIn


def make_world(app: Flask, folder: Path) -> World:
    """The demo commune with its procedures, Lò Thị Mẫu and Vàng Thị Ví Dụ."""
    with writing():
        places.agency()
        places.other_agency()
    catalogue.imported(folder)
    catalogue.imported(folder, "without_form")
    catalogue.imported(
        folder,
        code=PHOTO,
        short_name="Giấy có ảnh",
        papers=_PHOTO_PAPERS,
        days={"value": 3, "confidence": "high"},
    )
    return World(app, accounts.citizen_in(app), accounts.officer_in(app))


def line(data: bytes, paper: str = "giay_cu", page: int = 1) -> dict[str, Any]:
    """A manifest's line for a JPEG."""
    return {
        "paper": paper,
        "page": page,
        "sha256": uploads.sha256(data),
        "bytes": len(data),
        "media_type": "image/jpeg",
    }


def body(procedure: str = COPY, **changes: Any) -> dict[str, Any]:
    """What a phone puts: complete and ready to submit, unless `changes` say otherwise."""
    plain: dict[str, Any] = {
        "payload": 1,
        "revision": 1,
        "procedure": procedure,
        "version": 1,
        "agency": places.LUAN_THANH,
        "kind": "form",
        "people": {"owner": {"full_name": "Lò Thị Mẫu", "same_as_submitter": True}},
        "relation": "self",
        "answers": dict(catalogue.GOOD_ANSWERS),
        "fee_quote": {"amount": 16000, "rules_version": "thu-1"},
        "result": {"how": "desk"},
        "consents": ["process"],
        "gaps": [],
        "manifest": [],
        "submit": True,
        "made_at": "2026-11-20T02:00:00Z",
    }
    if procedure == HELP:
        plain |= {"kind": "assistance", "fee_quote": None}
        plain["answers"] = {
            "need": "Tôi muốn xin trợ cấp.",
            "caller_name": "Lò Thị Mẫu",
            "caller_phone": "+84912000009",
        }
    return {**plain, **changes}


def photo_body(*photos: bytes, **changes: Any) -> dict[str, Any]:
    """A dossier of PHOTO: the first photograph is `anh_the`, the others pages of `giay_cu`."""
    lines = [line(photos[0], "anh_the")]
    lines += [line(data, "giay_cu", number) for number, data in enumerate(photos[1:], start=1)]
    gaps = [] if photos[1:] else ["paper:giay_cu"]
    return body(PHOTO, manifest=lines, gaps=gaps, **changes)


def submission(sent: Mapping[str, Any]) -> Submission:
    """As the view makes one."""
    return submission_of(SubmissionSchema().load(dict(sent)), sent)


def put(
    client: FlaskClient, dossier_id: uuid.UUID, sent: Mapping[str, Any], **kwargs: Any
) -> TestResponse:
    """The phone's PUT."""
    return client.put(f"/api/dossiers/{dossier_id}", json=dict(sent), **kwargs)


def send_page(client: FlaskClient, url: str, data: bytes, **headers: str) -> TestResponse:
    """One whole page by tus, asking for the receipt."""
    return client.patch(
        url,
        data=data,
        content_type="application/offset+octet-stream",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Accept": "application/json",
            **headers,
        },
    )


def send_missing(
    client: FlaskClient, receipt: Mapping[str, Any], photos: Sequence[bytes]
) -> TestResponse:
    """All that the receipt says is missing; the last answer."""
    by_hash = {uploads.sha256(data): data for data in photos}
    answers = [send_page(client, m["upload"], by_hash[m["sha256"]]) for m in receipt["missing"]]
    return answers[-1]


def received(world: World, sent: Mapping[str, Any] | None = None) -> Dossier:
    """State 1, its pages sent (photographs by `photo_body` must be uploads' own pages 1, 2)."""
    dossier_id = new_id()
    with writing():
        service.submit(world.citizen.actor, dossier_id, submission(sent or body()))
    return found(dossier_id)


def with_photos(world: World, *photos: bytes, **changes: Any) -> Dossier:
    """State 1 with photographs that really arrived."""
    dossier_id = new_id()
    answer = put(world.citizen.client, dossier_id, photo_body(*photos, **changes))
    assert answer.status_code == 201, answer.text
    finished = send_missing(world.citizen.client, answer.json, photos)
    assert finished.status_code == 200, finished.text
    return found(dossier_id)


def in_state(world: World, state: State, dossier: Dossier | None = None) -> Dossier:
    """Lead a dossier there by the shortest way; by default one of COPY."""
    dossier = dossier or received(world)
    for verb in _WAYS[state]:
        with writing():
            verb(world, dossier.id, found(dossier.id).version)
    return found(dossier.id)


def found(dossier_id: uuid.UUID) -> Dossier:
    """As the database has it now; what was found before stays readable as it was."""
    db.session.rollback()
    db.session.expunge_all()
    dossier = db.session.get(Dossier, dossier_id)
    assert dossier is not None
    db.session.expunge(dossier)
    return dossier


Verb = Callable[[World, uuid.UUID, int], object]


def _accept(world: World, dossier_id: uuid.UUID, version: int) -> object:
    return service.accept(world.officer.actor, dossier_id, version)


def _refuse(world: World, dossier_id: uuid.UUID, version: int) -> object:
    return service.refuse(world.officer.actor, dossier_id, version, reason=REASON)


def _start(world: World, dossier_id: uuid.UUID, version: int) -> object:
    return service.start(world.officer.actor, dossier_id, version)


def _ask(world: World, dossier_id: uuid.UUID, version: int) -> object:
    item = service.AskedPaper("to_khai", "Chưa ký tên")
    return service.request_supplement(
        world.officer.actor, dossier_id, version, items=[item], reason=REASON
    )


def _ask_payment(world: World, dossier_id: uuid.UUID, version: int) -> object:
    return service.require_payment(
        world.officer.actor, dossier_id, version, reason="Lệ phí 16.000 đồng."
    )


def _withdraw(world: World, dossier_id: uuid.UUID, _version: int) -> object:
    command = {"kind": "withdraw", "dossier": dossier_id, "data": {}}
    return service.run_command(world.citizen.actor, new_id(), command, {"thu": 1})


def _stop(world: World, dossier_id: uuid.UUID, version: int) -> object:
    return service.stop(world.officer.actor, dossier_id, version, reason=REASON)


def _finish(world: World, dossier_id: uuid.UUID, version: int) -> object:
    return service.finish(world.officer.actor, dossier_id, version)


def _hand_over(world: World, dossier_id: uuid.UUID, version: int) -> object:
    receiver = service.Receiver("Lò Văn Thử", "Con")
    return service.hand_over(world.officer.actor, dossier_id, version, receiver=receiver)


def _pay(world: World, dossier_id: uuid.UUID, _version: int) -> None:
    """In cash, whatever is owed."""
    officer = world.officer.actor
    due = payments.for_desk(service.for_staff(officer, dossier_id))
    if due["owed"]:
        cash = {"quote": due["quote"]["number"], "amount": due["owed"]}
        payments.take_cash(officer, dossier_id, new_id(), cash, cash)


_WAYS: Mapping[State, tuple[Verb, ...]] = {
    State.RECEIVED: (),
    State.ACCEPTED: (_accept,),
    State.REFUSED: (_refuse,),
    State.PROCESSING: (_accept, _start),
    State.SUPPLEMENT_ASKED: (_accept, _start, _ask),
    State.PAYMENT_ASKED: (_accept, _ask_payment),
    State.WITHDRAWN: (_withdraw,),
    State.STOPPED: (_accept, _stop),
    State.FINISHED: (_accept, _finish),
    State.RETURNED: (_accept, _pay, _finish, _hand_over),
}
