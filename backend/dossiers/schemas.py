"""What comes in over the wire: checked in shape here, in meaning by the service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import (
    ValidationError,
    fields,
    post_load,
    pre_load,
    validate,
    validates,
)

from backend.core.problems import Problem
from backend.core.schema import Moment, PageSchema, StrictSchema, Text, clean_text
from backend.dossiers import payloads
from backend.dossiers.revisions import FAULTS, MAX_PAGES

MEDIA_TYPES = (
    *("image/jpeg", "image/png", "image/webp", "image/heic"),
    *("image/tiff", "application/pdf"),
)
RELATIONS = ("self", "family", "neighbour", "volunteer", "representative", "other")
RESULT_WAYS = ("desk", "post", "fetcher", "electronic")
_KEY = validate.Regexp(re.compile(r"[a-z0-9_]{1,60}\Z", re.ASCII))
_UUID = validate.Regexp(re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.ASCII))
_MAX_NUMBER = 10**15
_MAX_DEPTH = 6


def _revision() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))


class Birth(fields.String):
    """A date "2001-03-15" or a year alone "2001"."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", text):
            raise ValidationError("Hãy ghi ngày hoặc năm sinh.")
        try:
            date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")
        except ValueError as error:
            raise ValidationError("Không có ngày này.") from error
        return text


class Answers(fields.Field[dict[str, Any]]):
    """Answers by field key: JSON values of bounded depth, their text cleaned."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("Phải là các mục có tên.")
        return {clean_text(key): _clean(item, 1) for key, item in value.items()}


def _clean(value: Any, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise ValidationError("Nhiều lớp quá.")
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean_text(key): _clean(item, depth + 1) for key, item in value.items()}
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # Not-a-number is not below any bound either.
    if is_number and not abs(value) <= _MAX_NUMBER:
        raise ValidationError("Số quá lớn.")
    return value


class PersonSchema(StrictSchema):
    """A person whom the form names; the sender never comes from the body."""

    full_name = Text(required=True, max_length=120)
    birth = Birth(allow_none=True)
    id_number = fields.String(allow_none=True, validate=validate.Regexp(r"^([0-9]{9}|[0-9]{12})\Z"))
    phone = Text(allow_none=True, max_length=20)
    same_as_submitter = fields.Boolean(load_default=False)


class PeopleSchema(StrictSchema):
    owner = fields.Nested(PersonSchema, required=True)
    subject = fields.Nested(PersonSchema, allow_none=True, load_default=None)


class FetcherSchema(StrictSchema):
    full_name = Text(required=True, max_length=120)
    phone = Text(allow_none=True, max_length=20)


class ResultChoiceSchema(StrictSchema):
    """How the result is to come."""

    how = fields.String(required=True, validate=validate.OneOf(RESULT_WAYS))
    address = Text(allow_none=True, max_length=300)
    fetcher = fields.Nested(FetcherSchema, allow_none=True)


class FeeQuoteSchema(StrictSchema):
    """The fee that was shown, in đồng; None when it was not known."""

    amount = fields.Integer(
        required=True, allow_none=True, strict=True, validate=validate.Range(0, 10**10)
    )
    rules_version = Text(required=True, max_length=80)
    exempt = fields.String(allow_none=True, validate=_KEY)
    """The group that pays nothing to which the person says they belong."""


class DraftPersonSchema(StrictSchema):
    """Of a person whom a draft names, whatever is written so far."""

    full_name = Text(load_default="", min_length=0, max_length=120)
    birth = Text(allow_none=True, min_length=0, max_length=20)
    id_number = Text(allow_none=True, min_length=0, max_length=20)
    phone = Text(allow_none=True, min_length=0, max_length=20)
    same_as_submitter = fields.Boolean(load_default=False)


class DraftPeopleSchema(StrictSchema):
    owner = fields.Nested(DraftPersonSchema, required=True)
    subject = fields.Nested(DraftPersonSchema, allow_none=True, load_default=None)


class DraftRelativeSchema(StrictSchema):
    """A relative as far as somebody has written who."""

    name = Text(load_default="", min_length=0, max_length=120)
    phone = Text(load_default="", min_length=0, max_length=20)


class RelativeSchema(StrictSchema):
    """A relative who may be asked to pass a word on."""

    name = Text(required=True, max_length=120)
    phone = Text(required=True, max_length=20)


class TellSchema(StrictSchema):
    """Who is told that there is news when no phone of the person answers; nobody when all are
    left out. They learn that the person should call the commune, and nothing else."""

    self = fields.Boolean(load_default=False)
    relative = fields.Nested(RelativeSchema, allow_none=True, load_default=None)
    volunteer = fields.Boolean(load_default=False)


class DraftTellSchema(TellSchema):
    """The same, half written."""

    relative = fields.Nested(DraftRelativeSchema, allow_none=True, load_default=None)


class DraftResultChoiceSchema(StrictSchema):
    """How the result is to come, as far as the person has chosen."""

    how = fields.String(required=True, validate=validate.OneOf(RESULT_WAYS))
    address = Text(allow_none=True, min_length=0, max_length=300)
    fetcher = fields.Nested(DraftPersonSchema(only=("full_name", "phone")), allow_none=True)


class ManifestLineSchema(StrictSchema):
    paper = fields.String(required=True, validate=_KEY)
    page = fields.Integer(required=True, strict=True, validate=validate.Range(1, MAX_PAGES))
    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))
    bytes = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))
    media_type = fields.String(required=True, validate=validate.OneOf(MEDIA_TYPES))
    mark = fields.String(allow_none=True, validate=validate.Regexp(r"^[a-z0-9_]{1,40}\Z"))
    marks = fields.List(
        fields.String(validate=validate.OneOf(FAULTS)), validate=validate.Length(max=len(FAULTS))
    )
    """Faults that the phone saw in a page which its owner keeps all the same."""


class _WithManifest(StrictSchema):
    """Whatever carries a manifest; a hopeless one is refused before its lines are looked at.

    Older payloads are carried to the present shape first; `payload_unknown` for a newer one.
    """

    payload = fields.Integer(
        required=True, strict=True, validate=validate.OneOf([payloads.PRESENT])
    )
    revision = _revision()
    manifest = fields.List(fields.Nested(ManifestLineSchema), load_default=list)

    @pre_load
    def _today(self, data: Any, **_kwargs: Any) -> Any:
        if payloads.is_from_the_future(data):
            raise Problem("payload_unknown", newest=payloads.PRESENT)
        lines = data.get("manifest") if isinstance(data, dict) else None
        if isinstance(lines, list) and len(lines) > MAX_PAGES:
            raise ValidationError({"manifest": [f"Một hồ sơ có nhiều nhất {MAX_PAGES} trang."]})
        return payloads.upgraded(data) if isinstance(data, dict) else data


class SubmissionSchema(_WithManifest):
    """`PUT /api/dossiers/{id}`. A draft (`submit` false) may be unfinished anywhere: names empty,
    numbers half typed; `eligibility` and `step` are where the person stopped."""

    procedure = fields.String(required=True, validate=validate.Regexp(r"^[0-9]\.[0-9]{6}\Z"))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100_000))
    agency = Text(required=True, max_length=20)
    kind = fields.String(required=True, validate=validate.OneOf(["form", "assistance"]))
    people = fields.Nested(PeopleSchema, required=True)
    relation = fields.String(required=True, validate=validate.OneOf(RELATIONS))
    answers = Answers(load_default=dict)
    fee_quote = fields.Nested(FeeQuoteSchema, allow_none=True, load_default=None)
    result = fields.Nested(ResultChoiceSchema, allow_none=True, load_default=None)
    consents = fields.List(
        fields.String(validate=_KEY), load_default=list, validate=validate.Length(max=20)
    )
    gaps = fields.List(
        fields.String(validate=validate.Regexp(r"^(paper|field):[a-z0-9_]{1,60}\Z")),
        load_default=list,
        validate=validate.Length(max=200),
    )
    tell = fields.Nested(TellSchema, allow_none=True)
    family = fields.String(allow_none=True, validate=_UUID)
    """One id for all dossiers that one event in a house brings with it; left out by most."""
    eligibility = Answers(load_default=dict)
    step = Text(load_default="", min_length=0, max_length=60)
    submit = fields.Boolean(required=True)
    made_at = Moment(allow_none=True)

    def load(self, data: Any, **kwargs: Any) -> Any:
        """As a draft's schema where the sender says that it is one."""
        draft = isinstance(data, Mapping) and data.get("submit") is False
        if draft and not isinstance(self, DraftSubmissionSchema):
            return DraftSubmissionSchema().load(data, **kwargs)
        return super().load(data, **kwargs)

    @validates("result")
    def _has_where(self, value: dict[str, Any] | None, **_kwargs: Any) -> None:
        if value and value["how"] == "fetcher" and not value.get("fetcher"):
            raise ValidationError({"fetcher": ["Hãy ghi người nhận thay."]})
        if value and value["how"] == "post" and not value.get("address"):
            raise ValidationError({"address": ["Hãy ghi địa chỉ nhận."]})

    @post_load
    def _plain(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return _with_plain_moment(data)


class DraftSubmissionSchema(SubmissionSchema):
    """The same while it is being written: shapes are bounded, nothing has to be right yet."""

    people = fields.Nested(DraftPeopleSchema, required=True)
    relation = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(RELATIONS))
    result = fields.Nested(DraftResultChoiceSchema, allow_none=True, load_default=None)
    tell = fields.Nested(DraftTellSchema, allow_none=True)

    def _has_where(self, value: dict[str, Any] | None, **_kwargs: Any) -> None:
        """Where the result goes may still be open."""


class SupplementSchema(_WithManifest):
    """`PUT /api/dossiers/{id}/supplements/{request_id}`."""

    text = Text(allow_none=True, max_length=4000)
    answers = Answers(load_default=dict)
    made_at = Moment(allow_none=True)

    @post_load
    def _plain(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return _with_plain_moment(data)


class SheetSchema(StrictSchema):
    """Which sheet of a PDF; a picture has one."""

    sheet = fields.Integer(load_default=1, validate=validate.Range(1, 1000))


class SinceSchema(StrictSchema):
    since = fields.Integer(load_default=0, validate=validate.Range(0, 2**62))


class ListSchema(PageSchema):
    """Pages of "my dossiers"."""


def _with_plain_moment(data: dict[str, Any]) -> dict[str, Any]:
    """The phone's clock is evidence only: kept as text in the frozen body."""
    made_at = data.get("made_at")
    if isinstance(made_at, datetime):
        data["made_at"] = made_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return data
