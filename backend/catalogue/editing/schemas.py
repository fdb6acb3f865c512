"""What crosses the wire between the desk's editor and the server; unknown parts are refused."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate

from backend.catalogue.procedure_shape import MAX_AMOUNT
from backend.core.schema import Moment, StrictSchema, Text

_PROSE = 800
_DEEPEST = 12
"""Levels of a condition: more than anybody reads, less than a walk through it could fall from."""


def _line(**kwargs: Any) -> Text:
    """May be empty while somebody writes: the check says so, and what was typed is kept."""
    return Text(max_length=_PROSE, min_length=0, **kwargs)


def _text(**kwargs: Any) -> Text:
    return Text(max_length=_PROSE, allow_none=True, load_default=None, **kwargs)


def _amount() -> fields.Integer:
    return fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(min=0, max=MAX_AMOUNT)
    )


def _sayable(value: Any) -> None:
    """A condition not deeper than can be said; counted level by level, not by recursion."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise ValidationError("Điều kiện lồng nhau quá sâu.")
        level = [
            part
            for one in level
            for part in (one.values() if isinstance(one, dict) else one)
            if isinstance(part, (dict, list))
        ]


class ProcedureDaysSchema(StrictSchema):
    """Working days, 0 the same day, null not known; and what is said about them."""

    value = fields.Integer(
        strict=True, allow_none=True, required=True, validate=validate.Range(min=0, max=365)
    )
    text = _text()


class ProcedureRuleSchema(StrictSchema):
    """Amounts of one rule in đồng; which rules there are is national."""

    key = Text(max_length=40)
    kind = Text(max_length=10, required=True)
    name = _text()
    amount = _amount()
    online = _amount()
    then = _amount()
    cap = _amount()


class ProcedureFeeSchema(StrictSchema):
    """What is said about the fee, and the amounts in the order of the rules."""

    text = _line(required=True)
    rules = fields.List(
        fields.Nested(ProcedureRuleSchema), required=True, validate=validate.Length(max=10)
    )


class ProcedurePaperSchema(StrictSchema):
    """A paper of the dossier; `when` says in which case it is needed."""

    key = Text(max_length=40, required=True)
    name = _line(required=True)
    kind = Text(max_length=20, required=True)
    required = fields.Boolean(required=True)
    indispensable = fields.Boolean()
    own_form = fields.Boolean()
    copies = fields.Integer(strict=True, allow_none=True)
    when = fields.Dict(allow_none=True, validate=_sayable)
    note = _text()
    picture = Text(max_length=40, allow_none=True)


class ProcedureQuestionTextsSchema(StrictSchema):
    """Words of a question before the form."""

    key = Text(max_length=40, required=True)
    ask = _text()
    text = _text()


class ProcedureFieldTextsSchema(StrictSchema):
    """Words of a question of the form."""

    key = Text(max_length=40, required=True)
    label = _line(required=True)
    help = _text()
    example = _text()


class ProcedureSectionTextsSchema(StrictSchema):
    """Words of a section of the form."""

    key = Text(max_length=40, required=True)
    title = _line(required=True)
    help = _text()
    fields_ = fields.List(
        fields.Nested(ProcedureFieldTextsSchema),
        required=True,
        data_key="fields",
        attribute="fields",
        validate=validate.Length(max=10),
    )


class ProcedurePartsSchema(StrictSchema):
    """Everything that a commune may change of a procedure, whole."""

    short_name = _line(required=True)
    summary = _line(required=True)
    outcome = _line(required=True)
    note = _text()
    contact = _text()
    who_may_file = _line(required=True)
    presence = _line(required=True)
    result = _text()
    keywords = fields.List(_line(), required=True, validate=validate.Length(max=30))
    days = fields.Nested(ProcedureDaysSchema, required=True)
    fee = fields.Nested(ProcedureFeeSchema, required=True)
    papers = fields.List(
        fields.Nested(ProcedurePaperSchema), required=True, validate=validate.Length(max=40)
    )
    eligibility = fields.List(
        fields.Nested(ProcedureQuestionTextsSchema), required=True, validate=validate.Length(max=10)
    )
    sections = fields.List(
        fields.Nested(ProcedureSectionTextsSchema), required=True, validate=validate.Length(max=20)
    )


class ProcedureRevisionSchema(StrictSchema):
    """The revision of the edit that was read; 0 where there was none."""

    revision = fields.Integer(
        strict=False, required=True, validate=validate.Range(min=0, max=1_000_000)
    )


class ProcedureSavingSchema(ProcedureRevisionSchema):
    """An edit, finished or not: what is wrong with it is told, and kept all the same."""

    base = fields.Integer(required=True, validate=validate.Range(min=1, max=9999))
    parts = fields.Nested(ProcedurePartsSchema, required=True)
    effective_from = fields.Date(allow_none=True, required=True)
    reason = Text(max_length=300, min_length=0, required=True)


class ProcedureChangeSchema(StrictSchema):
    """One thing that is another: path as in `papers.can_cuoc.note`; null where it is absent."""

    path = fields.String(required=True)
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class ProcedureEditSchema(StrictSchema):
    """The edit under way, how it differs from its base, and what keeps it from being published."""

    base = fields.Integer()
    revision = fields.Integer()
    parts = fields.Dict()
    effective_from = fields.Date(allow_none=True)
    reason = fields.String()
    changed_by = fields.String()
    changed_at = Moment()
    changes = fields.List(fields.Nested(ProcedureChangeSchema))
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    outdated_by = fields.Integer(allow_none=True)


class ProcedureVersionSchema(StrictSchema):
    """A version: from when to when, by whom and why, what it changed, what may be edited of it."""

    version = fields.Integer()
    origin = fields.String()
    effective_from = fields.Date()
    effective_to = fields.Date(allow_none=True)
    state = fields.String(validate=validate.OneOf(["past", "now", "coming", "withdrawn"]))
    published_at = Moment()
    published_by = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    base = fields.Integer(allow_none=True)
    may_withdraw = fields.Boolean()
    law_days = fields.Integer(allow_none=True)
    legal_basis = fields.List(fields.String())
    fields_ = fields.List(fields.Dict(), data_key="fields", attribute="fields")
    parts = fields.Dict()
    changes = fields.List(fields.Nested(ProcedureChangeSchema))


class ProcedureEditorSchema(StrictSchema):
    """One procedure for the editor; versions with the newest number first."""

    code = fields.String()
    name = fields.String()
    field = fields.String()
    may_edit = fields.Boolean()
    today = fields.Date()
    versions = fields.List(fields.Nested(ProcedureVersionSchema))
    edit = fields.Nested(ProcedureEditSchema, allow_none=True)


class ProcedureLineSchema(StrictSchema):
    """A procedure in the desk's list; `coming` is the day on which another version begins,
    `editing` who has an edit under way."""

    code = fields.String()
    short_name = fields.String()
    field = fields.String()
    keywords = fields.String()
    days = fields.Integer(allow_none=True)
    fee = fields.Raw(allow_none=True)
    has_form = fields.Boolean()
    version = fields.Integer()
    origin = fields.String()
    effective_from = fields.Date()
    coming = fields.Date(allow_none=True)
    editing = fields.String(allow_none=True)


class ProcedureListingSchema(StrictSchema):
    """All procedures, and whether the caller may change them."""

    may_edit = fields.Boolean()
    procedures = fields.List(fields.Nested(ProcedureLineSchema))
