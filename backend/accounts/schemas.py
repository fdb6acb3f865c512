"""What crosses the wire of the accounts."""

from __future__ import annotations

import unicodedata
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from backend.accounts.entering import NewProfile
from backend.accounts.passwords import PICTURES, PIN_LENGTH
from backend.accounts.sessions import Device
from backend.core import clock
from backend.core.access import Role
from backend.core.schema import Moment, StrictSchema, Text


class PhoneText(Text):
    """A telephone number as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, min_length=1, **kwargs)


class Digits(fields.String):
    """Six digits, spaces allowed between them as messages show them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(r"^[0-9]{6}$"), **kwargs)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        return "".join(super()._deserialize(value, *args, **kwargs).split())


class Password(fields.String):
    """A password, taken as typed; what is no Unicode text (a lone surrogate) is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(min=1, max=200), **kwargs)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        if any(unicodedata.category(c) == "Cs" for c in text):
            raise ValidationError("Có ký tự không đọc được.")
        return text


class Pictures(fields.List[int]):
    """A picture PIN: four indices of twelve pictures, in order."""

    def __init__(self, **kwargs: Any) -> None:
        one = fields.Integer(strict=True, validate=validate.Range(min=0, max=PICTURES - 1))
        super().__init__(one, validate=validate.Length(equal=PIN_LENGTH), **kwargs)


def _not_in_the_future(year: int) -> None:
    if year > clock.local(clock.now()).year:
        raise ValidationError("Năm sinh ở tương lai.")


def _birth_year(**kwargs: Any) -> fields.Integer:
    return fields.Integer(
        strict=True,
        allow_none=True,
        validate=[validate.Range(min=1900, max=2100), _not_in_the_future],
        **kwargs,
    )


class CodeRequestSchema(StrictSchema):
    """`agency`: for whose commune the message speaks, where the phone knows it."""

    phone = PhoneText(required=True)
    agency = Text(load_default=None, max_length=20)


class CodeSentSchema(StrictSchema):
    resend_after = fields.Integer(required=True)


class VerifySchema(StrictSchema):
    """`device_id` is the id the phone made for itself; without it no profile counts as `here`."""

    phone = PhoneText(required=True)
    code = Digits(required=True)
    device_id = fields.UUID(load_default=None, allow_none=True)


class ProfileSchema(StrictSchema):
    id = fields.UUID(required=True)
    display_name = fields.String(required=True)
    here = fields.Boolean(required=True)
    needs_pin = fields.Boolean(required=True)


class VerifiedSchema(StrictSchema):
    ticket = fields.String(required=True)
    profiles = fields.List(fields.Nested(ProfileSchema), required=True)


class NewProfileSchema(StrictSchema):
    full_name = Text(required=True, max_length=120)
    birth_year = _birth_year(load_default=None)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> NewProfile:
        return NewProfile(**data)


class DeviceSchema(StrictSchema):
    id = fields.UUID(required=True)
    name = Text(required=True, max_length=60)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Device:
        return Device(**data)


MAX_CLAIMS = 200
"""A phone sends all it has: nobody must be kept out because many sent from it before."""


class EnterSchema(StrictSchema):
    """Either an existing profile (with its PIN where it is needed) or a new one.

    `claims`: device tokens of this phone, to take over what was sent without signing in.
    """

    ticket = Text(required=True, max_length=300)
    profile_id = fields.UUID(load_default=None)
    pin = Pictures(load_default=None)
    new_profile = fields.Nested(NewProfileSchema, load_default=None)
    device = fields.Nested(DeviceSchema, required=True)
    claims = fields.List(
        Text(max_length=100), load_default=list, validate=validate.Length(max=MAX_CLAIMS)
    )

    @validates_schema
    def one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("profile_id") is None) == (data.get("new_profile") is None):
            raise ValidationError("Chọn một người, hoặc thêm người mới.", "profile_id")


class OfficerSignInSchema(StrictSchema):
    login = Text(required=True, max_length=60)
    password = Password(required=True)
    code = Digits(required=True)


class MyPersonSchema(StrictSchema):
    id = fields.UUID(required=True)
    full_name = fields.String(required=True)
    birth_year = fields.Integer(required=True, allow_none=True)
    phone_masked = fields.String(required=True, allow_none=True)
    role = fields.String(required=True, validate=validate.OneOf([role.value for role in Role]))
    has_pin = fields.Boolean(required=True)


class MyAgencySchema(StrictSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class MeSchema(StrictSchema):
    """Who is signed in; `send_token` is given once, when the session is made on a phone.

    `claimed`: ids of the unverified accounts whose dossiers are this person's now.
    """

    person = fields.Nested(MyPersonSchema, required=True)
    agency = fields.Nested(MyAgencySchema, required=True, allow_none=True)
    device_id = fields.UUID(required=True, allow_none=True)
    send_token = fields.String()
    claimed = fields.List(fields.UUID())


class DeviceTokenRequestSchema(StrictSchema):
    """Who sends from a phone without signing in; `phone` is for a call and may be a landline."""

    device = fields.Nested(DeviceSchema, required=True)
    full_name = Text(required=True, max_length=120)
    phone = PhoneText(load_default=None, allow_none=True)


class UnverifiedAccountSchema(StrictSchema):
    id = fields.UUID(required=True)
    full_name = fields.String(required=True)
    unverified = fields.Boolean(required=True)


class DeviceTokenSchema(StrictSchema):
    """An account that can do nothing but send; the token is shown once."""

    account = fields.Nested(UnverifiedAccountSchema, required=True)
    send_token = fields.String(required=True)


class MyChangesSchema(StrictSchema):
    full_name = Text(max_length=120)
    birth_year = _birth_year()


class PinSchema(StrictSchema):
    pin = Pictures(required=True)


class LostSchema(StrictSchema):
    """`lost=true`: "máy bị mất", what the device's queue still holds may not be sent either."""

    lost = fields.Boolean(load_default=False)


class DeviceViewSchema(StrictSchema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    signed_in = fields.Boolean(required=True)
    here = fields.Boolean(required=True)
    last_seen_at = Moment(required=True)


class DevicesSchema(StrictSchema):
    items = fields.List(fields.Nested(DeviceViewSchema), required=True)


class LostDevicesSchema(StrictSchema):
    """How many phones can do nothing more in the person's name."""

    devices = fields.Integer(required=True)


class OneTimePinSchema(StrictSchema):
    pictures = fields.List(fields.Integer(), required=True)
    expires_at = Moment(required=True)


class RoleSchema(StrictSchema):
    role = fields.String(required=True, validate=validate.OneOf([role.value for role in Role]))


class PersonRoleSchema(StrictSchema):
    id = fields.UUID(required=True)
    full_name = fields.String(required=True)
    role = fields.String(required=True)
