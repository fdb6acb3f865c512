"""Messages over HTTP: what a person reads and wishes; what the desk calls, sends and lists."""

from __future__ import annotations

import json
import uuid
from typing import Any

from flask import Response, make_response, request

from backend.core.access import actor, agency_of, staff
from backend.core.openapi import Blueprint
from backend.core.transaction import changes_nothing, writes
from backend.notifications import announcements, inbox, preferences, trail
from backend.notifications import message_schemas as schemas

own = Blueprint("messages_own", __name__, description="One's messages and wishes.")
public = Blueprint("messages_public", __name__, description="Hamlets to choose from.")
desk = Blueprint("messages_desk", __name__, description="Calls and announcements of the desk.")
administration = Blueprint("messages_administration", __name__, description="Hamlets.")


@own.route("/messages")
@own.arguments(schemas.InboxQuery, location="query")
@own.response(200, schemas.InboxSchema)
@own.alt_response(304, description="As it was.")
def get_messages(query: dict[str, Any]) -> Response:
    """A page of one's messages, the newest first."""
    found = inbox.page(actor(), query["before"], query["limit"])
    read = found.pop("last_read")
    newest = found["items"][0]["id"] if found["items"] else None
    tag = f"{newest}.{found['total']}.{found['unread']}.{read and read.timestamp()}"
    return _unless_known(schemas.InboxSchema().dump(found), tag)


@own.route("/messages/preferences")
@own.response(200, schemas.WishesSchema)
def get_preferences() -> dict[str, Any]:
    """What one wishes of messages."""
    return preferences.shown(actor())


@own.route("/messages/preferences", methods=["PUT"])
@own.arguments(schemas.WishesChangeSchema)
@own.response(200, schemas.WishesSchema)
@writes
def put_preferences(body: dict[str, Any]) -> dict[str, Any]:
    """Change what is named."""
    return preferences.change(actor(), body)


@own.route("/messages/helping")
@own.response(200, schemas.HelpingSchema)
@own.alt_response(304, description="As it was.")
def get_helping() -> Response:
    """Whom one is asked to tell (nhắn giúp): a name, a house, and that they call the commune."""
    dumped = schemas.HelpingSchema().dump(inbox.helping(actor()))
    # Of all that is said: who may see the matter can change while the messages stay the same.
    whole = json.dumps(dumped, sort_keys=True, default=str)
    return _unless_known(dumped, f"h{uuid.uuid5(uuid.NAMESPACE_OID, whole)}")


@public.route("/hamlets")
@public.arguments(schemas.HamletQuery, location="query")
@public.response(200, schemas.HamletSchema(many=True))
def get_hamlets(query: dict[str, Any]) -> list[dict[str, Any]]:
    """The hamlets of an agency."""
    return preferences.hamlets(query["agency"])


@desk.route("/calls")
@desk.response(200, schemas.CallsSchema)
def get_calls() -> dict[str, Any]:
    """Whom nobody reached: the desk calls them."""
    return {"items": trail.to_call(agency_of(staff()))}


@desk.route("/calls/<uuid:message_id>", methods=["PUT"])
@desk.arguments(schemas.CalledSchema)
@desk.response(200, schemas.CalledAnswerSchema)
@writes
def put_call(body: dict[str, Any], message_id: uuid.UUID) -> dict[str, Any]:
    """What became of a call; audited."""
    officer = staff()
    return trail.called(
        message_id, agency_of(officer), body["outcome"], officer_id=officer.person_id
    )


@desk.route("/hamlets")
@desk.response(200, schemas.DeskHamletSchema(many=True))
def get_desk_hamlets() -> list[dict[str, Any]]:
    """The commune's hamlets with their volunteers and how many asked for announcements."""
    return preferences.hamlets_for_staff(agency_of(staff()))


@administration.route("/hamlets", methods=["PUT"])
@administration.arguments(schemas.HamletsChangeSchema)
@administration.response(200, schemas.DeskHamletSchema(many=True))
@writes
def put_hamlets(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The commune's list of hamlets from now on; audited."""
    officer = staff()
    return preferences.set_hamlets(
        agency_of(officer), body["hamlets"], changed_by=officer.person_id
    )


@desk.route("/announcements")
@desk.response(200, schemas.AnnouncementsSchema)
def get_announcements() -> dict[str, Any]:
    """What the commune sent, and how far each is."""
    return {"items": announcements.listed(agency_of(staff()))}


@desk.route("/announcements/preview", methods=["POST"])
@desk.arguments(schemas.DraftAnnouncementSchema)
@desk.response(200, schemas.AnnouncementPreviewSchema)
@changes_nothing
def preview_announcement(body: dict[str, Any]) -> dict[str, Any]:
    """Who would get it, and what it would say everywhere."""
    return announcements.preview(staff(), body)


@desk.route("/announcements/<uuid:announcement_id>", methods=["PUT"])
@desk.arguments(schemas.DraftAnnouncementSchema)
@desk.response(200, schemas.AnnouncementSchema)
@writes
def put_announcement(body: dict[str, Any], announcement_id: uuid.UUID) -> dict[str, Any]:
    """Send it, once for its id; audited."""
    return announcements.confirm(staff(), announcement_id, body)


def _unless_known(dumped: dict[str, Any], tag: str) -> Response:
    """304 when the client has just this."""
    response = make_response(dumped)
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(tag)
    response.make_conditional(request)
    return response
