"""What an SMS gateway calls. Signed, or refused; answered alike whatever it leads to."""

from __future__ import annotations

from typing import Any

from flask import request

from backend.core.openapi import Blueprint
from backend.core.transaction import streams, writing
from backend.notifications import sms_notices
from backend.notifications import sms_schemas as schemas

gateway = Blueprint("sms_gateway", __name__, description="What the SMS gateway calls.")

_TAKEN = {"taken": True}


@gateway.before_request
def _signed() -> None:
    """Before anything of the body is believed, or even parsed."""
    sms_notices.refuse_unsigned(
        request.headers.get("X-Motcua-Timestamp"),
        request.headers.get("X-Motcua-Signature"),
        request.get_data(cache=True),
    )


@gateway.route("/sms/reports", methods=["POST"])
@gateway.arguments(schemas.ReportSchema)
@gateway.response(200, schemas.TakenSchema)
@streams
def post_report(body: dict[str, Any]) -> dict[str, bool]:
    """What became of a text of ours."""
    with writing():
        sms_notices.report(body)
    return _TAKEN


@gateway.route("/sms/incoming", methods=["POST"])
@gateway.arguments(schemas.IncomingSchema)
@gateway.response(200, schemas.TakenSchema)
@streams
def post_incoming(body: dict[str, Any]) -> dict[str, bool]:
    """A resident wrote to the commune's number."""
    with writing():
        sms_notices.incoming(body)
    return _TAKEN
