"""The commune's list at the desk: a template, a look at a file, its publication."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, request

from backend.catalogue.editing.rights import keeper
from backend.catalogue.listing import taking, template
from backend.catalogue.listing.comparing import Kind, Plan
from backend.catalogue.listing.findings import Level
from backend.catalogue.listing.schemas import ListPlanSchema, ListQuerySchema, PublishQuerySchema
from backend.core.access import Actor, agency_of, staff
from backend.core.crowd import refuse_when_crowded
from backend.core.openapi import Blueprint
from backend.core.transaction import changes_nothing, end_reading, streams

listing = Blueprint("catalogue_list", __name__, description="The commune's whole list.")
listing.before_request(refuse_when_crowded)

_FILE = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
_BYTES = {"type": "string", "format": "binary"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv"


@listing.route("/catalogue/list/preview", methods=["POST"])
@listing.doc(requestBody=_FILE)
@listing.arguments(ListQuerySchema, location="query")
@listing.response(200, ListPlanSchema)
@changes_nothing
def preview_list(query: dict[str, Any]) -> dict[str, Any]:
    """What publishing this file (CSV or XLSX) would do, and what is to be said of each row."""
    actor, data = _received()
    return _shown(taking.look(data, _wish(actor, query)))


@listing.route("/catalogue/list", methods=["POST"])
@listing.doc(requestBody=_FILE)
@listing.arguments(PublishQuerySchema, location="query")
@listing.response(200, ListPlanSchema)
@streams
def publish_list(query: dict[str, Any]) -> dict[str, Any]:
    """Publish the file as it was looked at; answers what was done."""
    actor, data = _received()
    wish, name = _wish(actor, query), query["plan"]
    return _shown(taking.publish(data, wish, looked_at=name, by=actor.person_id))


@listing.route("/catalogue/list/template.csv")
@listing.response(200, _BYTES, content_type=_CSV)
def get_csv_template() -> Response:
    """Headings and examples as CSV."""
    return _file(template.as_csv(), _CSV, "danh-muc-mau.csv")


@listing.route("/catalogue/list/template.xlsx")
@listing.response(200, _BYTES, content_type=_XLSX)
def get_xlsx_template() -> Response:
    """The same as a workbook."""
    return _file(template.as_xlsx(), _XLSX, "danh-muc-mau.xlsx")


def _received() -> tuple[Actor, bytes]:
    """Who sends it, and the file: nothing is held while a slow link brings it."""
    actor = keeper(staff())
    end_reading()
    return actor, taking.received(request.stream)


def _wish(actor: Actor, query: dict[str, Any]) -> taking.Wish:
    return taking.Wish(taking.province_of(agency_of(actor)), query["day"], query["whole"])


def _shown(plan: Plan) -> dict[str, Any]:
    counts = {kind.value: len(plan.of(kind)) for kind in Kind}
    counts |= {level.value: plan.count(level) for level in Level}
    lines = [line for line in plan.lines if line.kind is not Kind.UNCHANGED]
    return {
        "plan": plan.name,
        "day": plan.day,
        "counts": counts,
        "lines": lines,
        "findings": plan.findings,
    }


def _file(data: bytes, media_type: str, name: str) -> Response:
    response = make_response(data)
    response.content_type = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
