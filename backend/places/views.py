"""Places for everybody, and the calendar for the agency's own staff."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import brotli
from flask import Response, json, make_response, request

from backend.core import access
from backend.core.openapi import Blueprint
from backend.core.transaction import writes
from backend.places import hooks, plans, service
from backend.places.divisions import Divisions, columns_of, divisions, rows_of
from backend.places.schemas import (
    AgencySchema,
    CalendarAnswerSchema,
    CalendarSchema,
    CommunesSchema,
    DivisionsSchema,
)

public = Blueprint("places", __name__, description="Communes and agencies.")
staff = Blueprint("desk_calendar", __name__, description="An agency's working days and hours.")
administrator = Blueprint(
    "desk_calendar_change", __name__, description="Changing an agency's working days and hours."
)

_MONTH = 30 * 24 * 3600
_FIVE_MINUTES = 300


class _Encodings(NamedTuple):
    """One document in each content coding; `tag` is the ETag of its content."""

    tag: str
    bodies: Mapping[str, bytes]


@cache
def _packed(shape: Callable[[Divisions], dict[str, Any]]) -> _Encodings:
    """Packed once a process as small as it goes: 52 kB become 15."""
    text = json.dumps(shape(divisions()), ensure_ascii=False, separators=(",", ":"))
    plain = text.encode()
    return _Encodings(
        hashlib.sha256(plain).hexdigest()[:16],
        {
            "br": brotli.compress(plain, quality=11),
            "gzip": gzip.compress(plain, compresslevel=9, mtime=0),
            "identity": plain,
        },
    )


def _kept(packed: _Encodings) -> Response:
    coding = request.accept_encodings.best_match(["br", "gzip"], default="identity")
    response = make_response(packed.bodies[coding])
    response.content_type = "application/json"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={_MONTH}"
    if coding != "identity":
        response.headers["Content-Encoding"] = coding
    response.set_etag(packed.tag, weak=True)
    response.make_conditional(request)
    return response


@public.route("/places/divisions", methods=["GET"])
@public.response(200, DivisionsSchema)
@public.alt_response(304, description="Nothing changed since the ETag.")
def get_divisions() -> Response:
    """All provinces and communes, to be kept on the phone."""
    return _kept(_packed(columns_of))


@public.route("/places/communes", methods=["GET"])
@public.response(200, CommunesSchema)
@public.alt_response(304, description="Nothing changed since the ETag.")
def get_communes() -> Response:
    """The same in the older, wider shape that apps of version 0.1 read."""
    return _kept(_packed(rows_of))


@public.route("/places/agencies", methods=["GET"])
@public.response(200, AgencySchema(many=True))
@public.alt_response(304, description="Nothing changed since the ETag.")
def get_agencies() -> Response:
    """The agencies that receive dossiers, with hours and help contacts."""
    recorded = hooks.recorded()
    listed: list[dict[str, Any]] = AgencySchema(many=True).dump(service.agencies())
    response = make_response(
        [{**each, "recorded": True} if each["code"] in recorded else each for each in listed]
    )
    response.headers["Cache-Control"] = f"public, max-age={_FIVE_MINUTES}"
    response.add_etag()
    response.make_conditional(request)
    return response


@staff.route("/desk/calendar", methods=["GET"])
@staff.etag
@staff.response(200, CalendarAnswerSchema)
def get_calendar() -> dict[str, Any]:
    """The calendar of the caller's agency."""
    return service.calendar_answer(access.agency_of(access.staff()))


@administrator.route("/desk/calendar", methods=["PUT"])
@administrator.etag
@administrator.arguments(CalendarSchema)
@administrator.response(200, CalendarAnswerSchema)
@writes
def put_calendar(wanted: dict[str, Any]) -> dict[str, Any]:
    """Replace the week and the dates; promised dates stay as they were promised."""
    caller = access.staff()
    agency_code = access.agency_of(caller)
    present = service.calendar_answer(agency_code, to_change=True)
    administrator.check_etag(present, CalendarAnswerSchema)
    service.change_calendar(agency_code, plans.from_data(wanted), changed_by=caller.person_id)
    return service.calendar_answer(agency_code)
