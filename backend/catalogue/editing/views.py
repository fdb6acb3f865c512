"""The catalogue at the desk: everybody there reads, the administrator who keeps it changes it."""

from __future__ import annotations

from typing import Any

from backend.catalogue.editing import edits, reading
from backend.catalogue.editing.schemas import (
    ProcedureEditorSchema,
    ProcedureListingSchema,
    ProcedureRevisionSchema,
    ProcedureSavingSchema,
)
from backend.core.access import staff
from backend.core.openapi import Blueprint
from backend.core.transaction import writes

desk = Blueprint("catalogue_desk", __name__, description="The catalogue, for the desk.")
administration = Blueprint(
    "catalogue_administration", __name__, description="Changing the catalogue."
)


@desk.route("/procedures", methods=["GET"])
@desk.response(200, ProcedureListingSchema)
def get_listing() -> dict[str, Any]:
    """Every procedure in force or to come, with who is editing it."""
    return reading.listing(staff())


@desk.route("/procedures/<string:code>", methods=["GET"])
@desk.response(200, ProcedureEditorSchema)
def get_one(code: str) -> dict[str, Any]:
    """One procedure: its versions with what each changed, and the edit under way."""
    return reading.one(staff(), code)


@administration.route("/procedures/<string:code>/edit", methods=["PUT"])
@administration.arguments(ProcedureSavingSchema)
@administration.response(200, ProcedureEditorSchema)
@writes
def put_edit(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Keep an edit; `edit_conflict` with the difference when somebody saved meanwhile."""
    edits.save(staff(), code, edits.Saving(**body))
    return reading.one(staff(), code)


@administration.route("/procedures/<string:code>/edit", methods=["DELETE"])
@administration.arguments(ProcedureRevisionSchema, location="query")
@administration.response(200, ProcedureEditorSchema)
@writes
def delete_edit(query: dict[str, Any], code: str) -> dict[str, Any]:
    """Throw the edit away."""
    edits.discard(staff(), code, query["revision"])
    return reading.one(staff(), code)


@administration.route("/procedures/<string:code>/edit/rebase", methods=["POST"])
@administration.arguments(ProcedureRevisionSchema)
@administration.response(200, ProcedureEditorSchema)
@writes
def post_rebase(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Put the edit's changes on the version that is in force on its day now."""
    edits.rebase(staff(), code, body["revision"])
    return reading.one(staff(), code)


@administration.route("/procedures/<string:code>/versions", methods=["POST"])
@administration.arguments(ProcedureRevisionSchema)
@administration.response(201, ProcedureEditorSchema)
@writes
def post_version(body: dict[str, Any], code: str) -> dict[str, Any]:
    """Publish the edit; `invalid` names every problem by its path."""
    edits.publish(staff(), code, body["revision"])
    return reading.one(staff(), code)


@administration.route("/procedures/<string:code>/versions/<int:number>", methods=["DELETE"])
@administration.response(200, ProcedureEditorSchema)
@writes
def delete_version(code: str, number: int) -> dict[str, Any]:
    """Withdraw a version of the commune's own before its day."""
    edits.withdraw(staff(), code, number)
    return reading.one(staff(), code)
