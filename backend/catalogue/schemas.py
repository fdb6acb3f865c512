"""What crosses the wire: the index, and one procedure's detail."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.schema import StrictSchema


class VersionQuerySchema(StrictSchema):
    """`?version=N`: the version a draft was made under; without it, the one in force today."""

    version = fields.Integer(load_default=None, validate=validate.Range(min=1, max=9999))


class SinceSchema(StrictSchema):
    """`?since=v`: the index that the phone has; it then gets only the lines that are others now."""

    since = fields.String(load_default=None, validate=validate.Regexp(r"^[0-9a-f]{16}\Z"))


class IndexSchema(StrictSchema):
    """Every procedure in force, small enough to be carried offline.

    A row of `procedures`: `[code, short_name, field, days, marks, fee, has_form, keywords,
    version]`. `field` counts in `fields`. `days` are working days, 0 the same day, null not known.
    `marks` adds up 1 where the same day ends at an hour, 2 where nobody vouches for the days that
    are shown, 4 for the fee: both are shown with "hỏi lại". `fee` is in đồng (for one copy where it
    goes by copies), null where it depends on the answers, "?" where it must be asked. `has_form` is
    0 where only "Nhờ xã hướng dẫn" is offered. `keywords` are without diacritics, joined by ", ".
    `frequent` are the codes for the first screen. `v` names this content.

    To somebody whose index is known (`since`) go only `v`, `out` and `procedures`: the rows of the
    codes in `out` are taken out, those of `procedures` put in.
    """

    v = fields.String(required=True)
    procedures = fields.List(fields.List(fields.Raw(allow_none=True)), required=True)
    fields_of_law = fields.List(fields.String(), data_key="fields")
    frequent = fields.List(fields.String())
    out = fields.List(fields.String())


class DetailSchema(StrictSchema):
    """One version as the authored file says it, without what is for officers only.

    Added to it: `schema`, the JSON Schema (2020-12) of the answers; `days.value` is null where it
    is of low confidence. Left out is what absence says as well: `required` of a paper that is not,
    a confidence that is not low, rates of rules that are free or unknown.
    """

    code = fields.String(required=True)
    version = fields.Integer(required=True)
    mode = fields.String(required=True, validate=validate.OneOf(["form", "assistance"]))
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    field = fields.String(required=True)
    summary = fields.String(required=True)
    outcome = fields.String(required=True)
    who_may_file = fields.Dict(required=True)
    presence = fields.Dict(required=True)
    days = fields.Dict(required=True)
    fee = fields.Dict(required=True)
    result = fields.Dict(required=True)
    papers = fields.List(fields.Dict(), required=True)
    eligibility = fields.List(fields.Dict())
    sections = fields.List(fields.Dict(), required=True)
    uncertain = fields.List(fields.String())
    note = fields.String()
    together = fields.List(fields.List(fields.String()))
    """Key and name of each family that it belongs to."""
    schema = fields.Dict(required=True)


_CODE = {"type": "string"}
_CODES = {"type": "array", "items": _CODE}


class FamilyMemberSchema(StrictSchema):
    """A procedure of a family. Of those with the same `choice` one is done.

    `from` is a code, or a list of several of which the first that was begun counts. `reuse` maps a
    question's key to that of the question of the member `from` whose answer it may take; `values`
    are answers known beforehand; `papers` maps a paper to one photographed before.
    """

    code = fields.String(required=True)
    title = fields.String()
    choice = fields.String()
    source = fields.Raw(data_key="from", metadata={"oneOf": [_CODE, _CODES]})
    reuse = fields.Dict(keys=fields.String(), values=fields.String())
    values = fields.Dict(keys=fields.String(), values=fields.Raw())
    papers = fields.Dict(keys=fields.String(), values=fields.String())


class FamilySchema(StrictSchema):
    """What one event in a house brings with it; `joint` is the state's own joint procedure."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    note = fields.String()
    joint = fields.String()
    members = fields.List(fields.Nested(FamilyMemberSchema), required=True)


class FamiliesSchema(StrictSchema):
    """All families with a member in force."""

    families = fields.List(fields.Nested(FamilySchema), required=True)
    events = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    """Codes by what happens in a person's life: three questions lead to a procedure."""
