"""Routes of signing in, of the own account, and of the desk's few verbs about people."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, request

from backend.accounts import (
    codes,
    devices,
    entering,
    me,
    schemas,
    service,
    sessions,
    staff,
    unverified,
)
from backend.accounts.models import SessionKind
from backend.core.access import Role, actor, maybe_actor
from backend.core.openapi import Blueprint
from backend.core.problems import Problem
from backend.core.transaction import end_reading, streams, writes, writing

sign_in = Blueprint("accounts_sign_in", __name__, description="Signing in and out.")
own = Blueprint("accounts_own", __name__, description="One's own account and devices.")
at_desk = Blueprint("accounts_at_desk", __name__, description="People at the desk.")
administration = Blueprint("accounts_administration", __name__, description="Roles of people.")


@sign_in.route("/session/codes", methods=["POST"])
@sign_in.arguments(schemas.CodeRequestSchema)
@sign_in.response(202, schemas.CodeSentSchema)
@writes
def ask_for_code(data: dict[str, Any]) -> dict[str, int]:
    """Send a one-time code; the same answer for every number."""
    return {"resend_after": codes.request(data["phone"], _address(), data["agency"])}


@sign_in.route("/session/verify", methods=["POST"])
@sign_in.arguments(schemas.VerifySchema)
@sign_in.response(200, schemas.VerifiedSchema)
@streams
def verify_code(data: dict[str, Any]) -> codes.Verified:
    """Exchange a code for a ticket and the profiles of the number."""
    with writing():
        verified = codes.verify(data["phone"], data["code"], _address(), data["device_id"])
    # The wrong try is committed before it is answered, or it would not count.
    if verified is None:
        raise Problem("code_wrong")
    return verified


@sign_in.route("/session", methods=["POST"])
@sign_in.arguments(schemas.EnterSchema)
@sign_in.response(201, schemas.MeSchema)
@streams
def enter(data: dict[str, Any]) -> dict[str, Any]:
    """Open a session on a phone for an existing or a new profile."""
    entered = _enter_new(data) if data["profile_id"] is None else _enter_existing(data)
    sessions.enter(entered.actor, SessionKind.PHONE)
    shown = me.view(entered.person, entered.actor.device_id, entered.send_token)
    return {**shown, "claimed": entered.claimed} if data["claims"] else shown


def _enter_new(data: dict[str, Any]) -> entering.Entered:
    before = maybe_actor()
    with writing():
        return entering.finish_new(
            data["ticket"], data["new_profile"], data["device"], before, claims=data["claims"]
        )


def _enter_existing(data: dict[str, Any]) -> entering.Entered:
    before = maybe_actor()
    ticket, profile_id, device = data["ticket"], data["profile_id"], data["device"]
    with writing():
        attempt = entering.begin(ticket, profile_id, device, pin_given=data["pin"] is not None)
    if attempt is not None and not entering.is_right(attempt, data["pin"]):
        raise Problem("pin_wrong")
    with writing():
        return entering.finish(ticket, profile_id, device, attempt, before, claims=data["claims"])


@sign_in.route("/accounts/device-token", methods=["POST"])
@sign_in.arguments(schemas.DeviceTokenRequestSchema)
@sign_in.response(201, schemas.DeviceTokenSchema)
@writes
def give_device_token(data: dict[str, Any]) -> dict[str, Any]:
    """Let a phone send that was never signed in; its dossiers arrive "chưa xác thực"."""
    begun = unverified.begin(data["full_name"], data["phone"], data["device"], _address())
    person = begun.person
    return {
        "account": {"id": person.id, "full_name": person.full_name, "unverified": True},
        "send_token": begun.send_token,
    }


@sign_in.route("/session/officer", methods=["POST"])
@sign_in.arguments(schemas.OfficerSignInSchema)
@sign_in.response(201, schemas.MeSchema)
@streams
def enter_as_officer(data: dict[str, Any]) -> dict[str, Any]:
    """Open a staff session with password and second factor."""
    before = maybe_actor()
    with writing():
        attempt = staff.begin(data["login"], _address())
    step = staff.proven_step(attempt, data["password"], data["code"])
    if step is None:
        raise Problem("officer_sign_in_wrong")
    with writing():
        entered = staff.finish(attempt, step, _browser(), before)
    if entered is None:
        raise Problem("officer_sign_in_wrong")
    found, person = entered
    sessions.enter(found, SessionKind.STAFF)
    return me.view(person, None)


@sign_in.route("/session", methods=["GET"])
@sign_in.response(200, schemas.MeSchema)
def who_am_i() -> dict[str, Any]:
    """Who is signed in; `sign_in_required` for nobody."""
    found = actor()
    if found.via != "cookie":
        raise Problem("forbidden")
    return me.of(found)


@sign_in.route("/session/send-token", methods=["POST"])
@sign_in.response(201, schemas.MeSchema)
@sign_in.alt_response(204, description="Nobody is signed in.")
@writes
def give_send_token() -> dict[str, Any] | Response:
    """A new send-only token for a phone that lost its own with its storage.

    `forbidden` at a computer, which has no queue.
    """
    found = maybe_actor()
    return me.with_send_token(found) if found else Response(status=204)


@sign_in.route("/session", methods=["DELETE"])
@sign_in.response(204)
@writes
def sign_out() -> None:
    """Sign out here; what the phone's queue holds may still be sent."""
    found = maybe_actor()
    if found is not None:
        devices.end_session(found)
    sessions.leave()


@own.route("/devices", methods=["GET"])
@own.response(200, schemas.DevicesSchema)
def list_devices() -> dict[str, Any]:
    """Where one is signed in, and which phones may still send."""
    return {"items": devices.list_devices(actor())}


@own.route("/devices/<uuid:device_row_id>", methods=["DELETE"])
@own.arguments(schemas.LostSchema, location="query")
@own.response(204)
@writes
def end_device(query: dict[str, Any], device_row_id: uuid.UUID) -> None:
    """Sign one device out."""
    devices.end_one(actor(), device_row_id, lost=query["lost"])


@own.route("/devices", methods=["DELETE"])
@own.arguments(schemas.LostSchema, location="query")
@own.response(204)
@writes
def end_all_devices(query: dict[str, Any]) -> None:
    """Sign out everywhere."""
    devices.end_all(actor(), lost=query["lost"])
    sessions.leave()


@own.route("/me", methods=["PATCH"])
@own.arguments(schemas.MyChangesSchema)
@own.response(200, schemas.MeSchema)
@writes
def change_me(data: dict[str, Any]) -> dict[str, Any]:
    """Correct one's own name or birth year."""
    return me.change(actor(), data)


@own.route("/me/pin", methods=["PUT"])
@own.arguments(schemas.PinSchema)
@own.response(204)
@streams
def set_my_pin(data: dict[str, Any]) -> None:
    """Choose the picture PIN that opens this profile on other devices."""
    caller = actor()
    end_reading()
    pin_hash = me.hashed_pin(data["pin"])
    with writing():
        me.set_pin(caller, pin_hash)


@at_desk.route("/people/<uuid:person_id>/pin-reset", methods=["POST"])
@at_desk.response(200, schemas.OneTimePinSchema)
@streams
def reset_pin(person_id: uuid.UUID) -> service.OneTimePin:
    """A one-time picture PIN for the person at the desk."""
    officer = actor()
    end_reading()
    fresh = service.fresh_pin()
    with writing():
        return service.reset_picture_pin(person_id, fresh, by=officer.person_id)


@at_desk.route("/people/<uuid:person_id>/lost-devices", methods=["POST"])
@at_desk.response(200, schemas.LostDevicesSchema)
@writes
def lose_devices(person_id: uuid.UUID) -> devices.Lost:
    """ "Máy bị mất", for a person at the desk: nothing is read or sent from their phones."""
    return devices.lose_all(person_id, by=actor().person_id)


@administration.route("/people/<uuid:person_id>/role", methods=["PUT"])
@administration.arguments(schemas.RoleSchema)
@administration.response(200, schemas.PersonRoleSchema)
@writes
def change_role(data: dict[str, Any], person_id: uuid.UUID) -> Any:
    """Give a person another role."""
    return staff.change_role(person_id, Role(data["role"]), by=actor())


def _address() -> str:
    return request.remote_addr or ""


def _browser() -> str:
    """What the list of devices calls a staff computer."""
    said = request.headers.get("Sec-CH-UA-Platform", "").strip('"')
    platform = "".join(c for c in said if c.isprintable())[:30]
    return f"Máy của cán bộ ({platform})" if platform else "Máy của cán bộ"
