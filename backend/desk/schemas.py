"""What crosses the wire at the desk."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate, validates_schema
from marshmallow.exceptions import ValidationError

from backend.core.schema import Moment, PageSchema, StrictSchema, Text
from backend.desk.acts import ACTS
from backend.dossiers.service import (
    Answers,
    FullSchema,
    ShownPageSchema,
    SubmissionSchema,
    TogetherSchema,
    View,
)

MAX_RESULTS = 20
MAX_ITEMS = 60


class WorklistQuery(PageSchema):
    """A view of the worklist with its filters."""

    view = fields.Enum(View, by_value=True, load_default=View.ANSWER_DUE)
    procedure = Text(max_length=20)


class SearchSchema(WorklistQuery):
    """The same, for what an officer typed: names and numbers never stand in an address."""

    q = Text(required=True, max_length=100)


class DeskSummarySchema(StrictSchema):
    """One row; `due_at` is the legal moment that runs now, `due_kind` which one it is; `together`
    how many dossiers were sent as one set with it, 0 where it stands alone."""

    id = fields.UUID()
    slip = fields.String(allow_none=True)
    code = fields.String(allow_none=True)
    kind = fields.String()
    channel = fields.String()
    procedure = fields.String()
    procedure_name = fields.String()
    state = fields.String()
    owner_name = fields.String()
    received_at = Moment(allow_none=True)
    due_at = Moment(allow_none=True)
    due_kind = fields.String(allow_none=True)
    updated_at = Moment()
    officer_id = fields.UUID(allow_none=True)
    opened = fields.Boolean()
    verified = fields.Boolean()
    gaps = fields.Integer()
    pages = fields.Integer()
    together = fields.Integer()
    version = fields.Integer()


class WorklistSchema(StrictSchema):
    """A page of a view, and how many dossiers stand in every view."""

    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    items = fields.List(fields.Nested(DeskSummarySchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer()


class ReviewSchema(StrictSchema):
    """An officer looked at a page. A wrong one says what to do, in the words the citizen gets."""

    verdict = fields.String(required=True, validate=validate.OneOf(["good", "wrong"]))
    text = Text(max_length=500)

    @validates_schema
    def _wrong_says_why(self, data: dict[str, Any], **_: Any) -> None:
        if data["verdict"] == "wrong" and not data.get("text"):
            raise ValidationError({"text": ["Chọn hoặc viết điều cần sửa."]})


class ReceiverSchema(StrictSchema):
    """Who takes the result or the papers away."""

    full_name = Text(required=True, max_length=200)
    relation = Text(required=True, max_length=60)
    id_number = Text(max_length=20)


class ItemSchema(StrictSchema):
    """One paper of a supplement request and what is wrong with it or missing."""

    paper = Text(required=True, max_length=60)
    reason = Text(required=True, max_length=500)


class PickupSchema(StrictSchema):
    """Where the result waits, when, what to bring, who may fetch it."""

    where = Text(required=True, max_length=200)
    hours = Text(required=True, max_length=200)
    bring = Text(required=True, max_length=300)
    who = Text(required=True, max_length=300)


class ActSchema(StrictSchema):
    """One act of an officer. `id` is made by the client: the same act sent twice is done once."""

    id = fields.UUID(required=True)
    action = fields.String(required=True, validate=validate.OneOf(sorted(ACTS)))
    reason = Text(max_length=2000)
    items = fields.List(fields.Nested(ItemSchema), validate=validate.Length(min=1, max=MAX_ITEMS))
    due_date = fields.Date()
    code = Text(max_length=40)
    results = fields.List(fields.UUID(), validate=validate.Length(min=1, max=MAX_RESULTS))
    receiver = fields.Nested(ReceiverSchema)
    pickup = fields.Nested(PickupSchema)


class CodeSchema(StrictSchema):
    """The code that the national system gave to the dossier (mã hồ sơ)."""

    code = Text(required=True, max_length=40)


class VerifySenderSchema(StrictSchema):
    """How an officer made sure who sent a dossier; the note stays at the desk."""

    how = fields.String(required=True, validate=validate.OneOf(["telephone", "desk"]))
    note = Text(max_length=500)


class SenderSchema(StrictSchema):
    """A phone never signed in: the name and the number that were said there, not checked."""

    full_name = fields.String()
    phone = fields.String(allow_none=True)


class VerificationSchema(StrictSchema):
    """How somebody made sure who the sender is: "code" is the sender's own sign-in."""

    how = fields.String()
    note = fields.String(allow_none=True)
    at = Moment()


class AssigneeSchema(StrictSchema):
    """The officer who has the dossier; null gives it back to the desk."""

    officer_id = fields.UUID(required=True, allow_none=True)


class PhrasesSchema(StrictSchema):
    """The desk's sentences for a page that cannot be used, in the order of the number keys."""

    phrases = fields.List(
        Text(max_length=200), required=True, validate=validate.Length(min=1, max=9)
    )


class ColleagueSchema(StrictSchema):
    """A member of the agency's staff."""

    id = fields.UUID()
    name = fields.String()


class PersonOppositeSchema(StrictSchema):
    """The person at the desk: found again by identity number or phone and name, else made."""

    full_name = Text(required=True, max_length=120)
    phone = Text(allow_none=True, max_length=20)
    id_number = fields.String(allow_none=True, validate=validate.Regexp(r"^([0-9]{9}|[0-9]{12})\Z"))
    birth_year = fields.Integer(
        allow_none=True, strict=True, validate=validate.Range(min=1880, max=2200)
    )


class StartAtDeskSchema(StrictSchema):
    """A dossier for the person opposite; `dossier` is what a phone would send."""

    person = fields.Nested(PersonOppositeSchema, required=True)
    dossier = fields.Nested(SubmissionSchema, required=True)


class ConvertSchema(StrictSchema):
    """A plea for help becomes a dossier; `papers` gives photographs their place by page id."""

    procedure = fields.String(required=True, validate=validate.Regexp(r"^[0-9]\.[0-9]{6}\Z"))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100_000))
    answers = Answers(load_default=dict)
    papers = fields.Dict(
        keys=fields.UUID(),
        values=Text(max_length=60),
        load_default=dict,
        validate=validate.Length(max=200),
    )


class DraftSchema(StrictSchema):
    """What somebody prepared at home."""

    procedure = fields.String()
    version = fields.Integer()
    people = fields.Dict()
    submitter = fields.Dict(allow_none=True)
    relation = fields.String(allow_none=True)
    answers = fields.Dict()
    result = fields.Dict(allow_none=True)


class ShownAnswerSchema(StrictSchema):
    """An answer in words; `official` is its wording on the official form."""

    key = fields.String()
    label = fields.String()
    official = fields.String()
    text = fields.String(allow_none=True)
    not_known = fields.Boolean()
    from_card = fields.Boolean()
    paper = fields.String(allow_none=True)
    columns = fields.List(fields.String(), allow_none=True)
    rows = fields.List(fields.List(fields.String(allow_none=True)), allow_none=True)


class ShownSectionSchema(StrictSchema):
    """Answers about one person."""

    key = fields.String()
    title = fields.String()
    about = fields.String()
    answers = fields.List(fields.Nested(ShownAnswerSchema))


class PaperSchema(StrictSchema):
    """A paper that these answers call for, with the ids of its pages in order."""

    key = fields.String()
    name = fields.String()
    kind = fields.String()
    required = fields.Boolean()
    made_from_form = fields.Boolean()
    missing = fields.Boolean()
    picture = fields.String(allow_none=True)
    pages = fields.List(fields.UUID())


class ReviewShownSchema(StrictSchema):
    """What an officer found on a page."""

    verdict = fields.String()
    text = fields.String(allow_none=True)


class DeskPageSchema(ShownPageSchema):
    """A page with its review."""

    review = fields.Nested(ReviewShownSchema, allow_none=True)


class PageCheckSchema(StrictSchema):
    """A page's original, read again: its fingerprint as it was sent, and whether it is the same."""

    sha256 = fields.String()
    same = fields.Boolean()
    bytes = fields.Integer(allow_none=True)


class HandoverSchema(StrictSchema):
    """Who took the result away."""

    full_name = fields.String()
    relation = fields.String()
    id_number = fields.String(allow_none=True)
    at = Moment()


class ApologySchema(StrictSchema):
    """The apology that was given, with both dates."""

    at = Moment(required=True)
    reason = fields.String(required=True)
    first_due = fields.String(required=True)
    new_due = fields.String(required=True)


class DeskDossierSchema(FullSchema):
    """Everything the desk shows of a dossier."""

    pages = fields.List(fields.Nested(DeskPageSchema))
    former_pages = fields.List(fields.Nested(ShownPageSchema))
    actions = fields.List(fields.String())
    officer_id = fields.UUID(allow_none=True)
    submitter_id = fields.UUID()
    submitter_name = fields.String(allow_none=True)
    opened_at = Moment(allow_none=True)
    verified = fields.Boolean()
    sender = fields.Nested(SenderSchema, allow_none=True)
    verification = fields.Nested(VerificationSchema, allow_none=True)
    apology = fields.Nested(ApologySchema, allow_none=True)
    may_apologise = fields.Boolean()
    handover = fields.Nested(HandoverSchema, allow_none=True)
    together = fields.Nested(TogetherSchema, allow_none=True)
    """The set that it was sent in; null where it stands alone."""
    due_at = Moment(allow_none=True)
    due_kind = fields.String(allow_none=True)
    official_name = fields.String()
    certain_term = fields.Boolean()
    sections = fields.List(fields.Nested(ShownSectionSchema))
    papers = fields.List(fields.Nested(PaperSchema))
    has_form = fields.Boolean()
