"""What goes out over the wire, for the API's description and against leaking by accident."""

from __future__ import annotations

from marshmallow import Schema, fields

from backend.core.schema import Moment


class MissingSchema(Schema):
    """Bytes that are still to come: where to PATCH them, and from which offset."""

    sha256 = fields.String(required=True)
    upload = fields.String(required=True)
    offset = fields.Integer(required=True)


class ReceivedPageSchema(Schema):
    paper = fields.String(required=True)
    page = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    bytes = fields.Integer(required=True)
    stored = fields.Boolean(required=True)


class DossierReceiptSchema(Schema):
    """The receipt (giấy biên nhận điện tử): every page with its hash, and when an answer is due."""

    id = fields.UUID(required=True)
    revision = fields.Integer(required=True)
    state = fields.String(required=True)
    slip = fields.String(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    first_received_at = Moment(required=True)
    received_at = Moment(required=True, allow_none=True)
    answer_due = Moment(required=True, allow_none=True)
    binding_due = Moment(required=True, allow_none=True)
    provisional_due = Moment(required=True, allow_none=True)
    missing = fields.List(fields.Nested(MissingSchema), required=True)
    pages = fields.List(fields.Nested(ReceivedPageSchema), required=True)
    supplement = fields.UUID(allow_none=True)
    unverified = fields.Boolean()
    """Sent from a phone never signed in, and nobody has verified the sender yet."""


class SummarySchema(Schema):
    id = fields.UUID(required=True)
    slip = fields.String(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    procedure = fields.String(required=True)
    procedure_name = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    owner_name = fields.String(required=True)
    received_at = Moment(required=True, allow_none=True)
    answer_due = Moment(required=True, allow_none=True)
    binding_due = Moment(required=True, allow_none=True)
    provisional_due = Moment(required=True, allow_none=True)
    supplement_due = Moment(required=True, allow_none=True)
    next = fields.String(required=True)
    family = fields.UUID()
    """Said only of what was sent as one of a set; all of the set have the same."""
    updated_at = Moment(required=True)


class DossierListSchema(Schema):
    items = fields.List(fields.Nested(SummarySchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class ShownPageSchema(Schema):
    id = fields.UUID(required=True)
    paper = fields.String(required=True)
    page = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    bytes = fields.Integer(required=True)
    media_type = fields.String(required=True)
    mark = fields.String(required=True, allow_none=True)
    marks = fields.List(fields.String(), required=True)
    """Faults that the phone saw, of a page that was sent all the same."""
    stored = fields.Boolean(required=True)
    sheets = fields.Integer(required=True)
    thumbnail_url = fields.String(required=True)
    page_url = fields.String(required=True)


class EventSchema(Schema):
    at = Moment(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    by = fields.String(required=True)
    actor_name = fields.String(required=True, allow_none=True)


class AskedItemSchema(Schema):
    paper = fields.String(required=True)
    name = fields.String(required=True)
    reason = fields.String(required=True)


class AskedSchema(Schema):
    """The open request for more papers, if there is one."""

    request_id = fields.UUID(required=True)
    items = fields.List(fields.Nested(AskedItemSchema), required=True)
    text = fields.String(required=True)
    due = Moment(required=True)
    state = fields.String(required=True)
    revision = fields.Integer(required=True, allow_none=True)


class ResultFileSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    bytes = fields.Integer(required=True)
    url = fields.String(required=True)


class LetterLinkSchema(Schema):
    kind = fields.String(required=True)
    url = fields.String(required=True)


class OpeningSchema(Schema):
    at = Moment(required=True)
    officer = fields.String(required=True)


class AlsoOpenSchema(Schema):
    """Another open dossier for the same matter."""

    id = fields.UUID(required=True)
    slip = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    received_at = Moment(required=True, allow_none=True)


class OfSetSchema(Schema):
    """One dossier of a set; `due` binds, or is provisional before acceptance."""

    id = fields.UUID(required=True)
    slip = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    procedure_name = fields.String(required=True)
    state = fields.String(required=True)
    due = Moment(required=True, allow_none=True)


class TogetherSchema(Schema):
    """The set that a dossier was sent in: its one slip, and the one day to fetch everything."""

    slip = fields.String(required=True)
    day = Moment(required=True, allow_none=True)
    certain = fields.Boolean(required=True)
    dossiers = fields.List(fields.Nested(OfSetSchema), required=True)


class FullSchema(SummarySchema):
    """Everything its owner or sender sees."""

    revision = fields.Integer(required=True)
    version = fields.Integer(required=True)
    procedure_version = fields.Integer(required=True)
    agency = fields.String(required=True)
    channel = fields.String(required=True)
    national_code = fields.String(required=True, allow_none=True)
    first_received_at = Moment(required=True)
    accepted_at = Moment(required=True, allow_none=True)
    due_reason = fields.String(required=True, allow_none=True)
    people = fields.Dict(required=True)
    relation = fields.String(required=True, allow_none=True)
    consents = fields.List(fields.String(), required=True)
    eligibility = fields.Dict(required=True)
    step = fields.String(required=True)
    kept_until = Moment(required=True, allow_none=True)
    """When a draft that nobody touches is forgotten; null for everything else."""
    answers = fields.Dict(required=True)
    result = fields.Dict(required=True, allow_none=True)
    fee_quote = fields.Dict(required=True, allow_none=True)
    tell = fields.Dict(required=True, allow_none=True)
    """Whom to tell when no phone answers, as it was chosen."""
    gaps = fields.List(fields.String(), required=True)
    pages = fields.List(fields.Nested(ShownPageSchema), required=True)
    events = fields.List(fields.Nested(EventSchema), required=True)
    supplement = fields.Nested(AskedSchema, required=True, allow_none=True)
    results = fields.List(fields.Nested(ResultFileSchema), required=True)
    pickup = fields.Dict(required=True, allow_none=True)
    letters = fields.List(fields.Nested(LetterLinkSchema), required=True)
    openings = fields.List(fields.Nested(OpeningSchema), required=True)
    also_open = fields.List(fields.Nested(AlsoOpenSchema))
    """Others for the same person and procedure: a warning, empty when there is none."""
    editable = fields.Boolean(required=True)


class ChangeSchema(Schema):
    """What a queue may know of a dossier."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)
    slip = fields.String(required=True, allow_none=True)


class ChangesSchema(Schema):
    """`cursor` is what to ask with next; `more` says that there is more right away."""

    cursor = fields.Integer(required=True)
    more = fields.Boolean(required=True)
    dossiers = fields.List(fields.Nested(ChangeSchema), required=True)


class ChosenSchema(Schema):
    """The way to pay that was chosen; `attempt` is None where money changes hands at the desk."""

    way = fields.String(required=True)
    attempt = fields.UUID(required=True, allow_none=True)
    state = fields.String(required=True)


class CommandAnswerSchema(Schema):
    """`payment` comes with `pay_intent` alone; a report about messages names no dossier."""

    id = fields.UUID(required=True)
    dossier = fields.UUID(required=True, allow_none=True)
    state = fields.String(required=True)
    payment = fields.Nested(ChosenSchema)
