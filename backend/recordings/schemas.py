"""What crosses the wire of recordings."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.schema import Moment, StrictSchema
from backend.recordings.languages import NAMES, VIETNAMESE


def _language() -> fields.String:
    return fields.String(load_default=VIETNAMESE, validate=validate.OneOf(list(NAMES)))


class PhoneQuerySchema(StrictSchema):
    """Which language, of which agency (that which recorded most without one), in which files."""

    language = _language()
    agency = fields.String(load_default=None, validate=validate.Length(max=20))
    sound = fields.String(load_default="ogg", validate=validate.OneOf(["ogg", "mp3"]))


class DeskQuerySchema(StrictSchema):
    """Which language; of one procedure or of all."""

    language = _language()
    procedure = fields.String(load_default=None, validate=validate.Length(max=12))


class LanguageSchema(StrictSchema):
    """A language by its code (BCP 47) and its Vietnamese name."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class SoundSchema(StrictSchema):
    """A sentence, with its recording where there is one."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    url = fields.String()
    seconds = fields.Float()
    bytes = fields.Integer()


class ForPhoneSchema(StrictSchema):
    """A procedure's sentences in order; `languages` are those in which anything is recorded."""

    agency = fields.String(required=True)
    language = fields.String(required=True)
    languages = fields.List(fields.Nested(LanguageSchema), required=True)
    sentences = fields.List(fields.Nested(SoundSchema), required=True)


class RecordingSchema(StrictSchema):
    """A recording at the desk."""

    url = fields.String(required=True)
    seconds = fields.Float(required=True)
    bytes = fields.Integer(required=True)
    at = Moment(required=True)


class ToRecordSchema(StrictSchema):
    """A sentence to record. `changed`: it stands where `before` was recorded, which nobody says
    any more."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    part = fields.String(required=True)
    procedures = fields.Integer(required=True)
    state = fields.String(
        required=True, validate=validate.OneOf(["recorded", "missing", "changed"])
    )
    before = fields.String()
    recording = fields.Nested(RecordingSchema)


class GoneSchema(StrictSchema):
    """A recording of a wording that no procedure has any more."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    recording = fields.Nested(RecordingSchema, required=True)


class ForDeskSchema(StrictSchema):
    """The list of a language; `known` are all languages that may be chosen."""

    language = fields.String(required=True)
    languages = fields.List(fields.Nested(LanguageSchema), required=True)
    known = fields.List(fields.Nested(LanguageSchema), required=True)
    sentences = fields.List(fields.Nested(ToRecordSchema), required=True)
    gone = fields.List(fields.Nested(GoneSchema), required=True)


class ChooseLanguagesSchema(StrictSchema):
    """The languages beside Vietnamese, in the order in which phones offer them."""

    languages = fields.List(
        fields.String(validate=validate.Length(max=8)),
        required=True,
        validate=validate.Length(max=len(NAMES)),
    )
