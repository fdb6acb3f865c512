"""What crosses the wire about agencies and their calendars."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.schema import StrictSchema, Text

_TIME = validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")
_EARLIEST_YEAR, _LATEST_YEAR = 2000, 2200


class ContactSchema(StrictSchema):
    """Whom people may call."""

    name = fields.String(required=True)
    role = fields.String(required=True)
    phone = fields.String(required=True)


class AgencySchema(StrictSchema):
    """An agency that receives dossiers, with the help contacts that the phone keeps offline."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    commune_code = fields.String(required=True)
    phone = fields.String(required=True)
    address = fields.String(required=True)
    desk_name = fields.String(required=True)
    hours_text = fields.String(required=True)
    contacts = fields.List(fields.Nested(ContactSchema), required=True)
    recorded = fields.Boolean(
        metadata={"description": "Whether a phone may hear anything from it; else left out."}
    )


class DivisionsSchema(StrictSchema):
    """Columns of all communes: `names` parted by "!", `steps`, and `kinds` of one letter each.

    `provinces` are `[code, name, communes]`, the third being how many are its own, in order. A
    commune's code is the sum of the steps up to it in its province, in five digits. Each step is
    one character, whose code point less 35 is meant; so is each word of a name, and means its
    place in `words`, which are parted by "|".
    """

    v = fields.String(required=True)
    provinces = fields.List(fields.List(fields.Raw()), required=True)
    words = fields.String(required=True)
    names = fields.String(required=True)
    steps = fields.String(required=True)
    kinds = fields.String(required=True)


class CommunesSchema(StrictSchema):
    """`provinces`: `[code, name, [[step, name, kind], ...]]`; kind is x, p or d.

    These are xã, phường, đặc khu. A commune's code is the sum of the steps up to it in its
    province, in five digits.
    """

    v = fields.String(required=True)
    provinces = fields.List(fields.List(fields.Raw()), required=True)


def _span() -> fields.List[str]:
    return fields.List(fields.String(validate=_TIME), validate=validate.Length(equal=2))


class WeekdaySchema(StrictSchema):
    """One day of the week: `[["07:30", "11:30"], ...]`, and whether it counts in terms."""

    hours = fields.List(_span(), required=True, validate=validate.Length(max=6))
    counted = fields.Boolean(required=True)


class OverrideSchema(StrictSchema):
    """One date: closed, or worked, with hours of its own or (null) those of an ordinary day."""

    day = fields.Date(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["off", "work"]))
    reason = Text(required=True, max_length=200)
    hours = fields.List(
        _span(), load_default=None, allow_none=True, validate=validate.Length(min=1, max=6)
    )

    @validates_schema
    def _check(self, data: dict[str, Any], **_: Any) -> None:
        if data["kind"] == "off" and data["hours"] is not None:
            raise ValidationError("Ngày nghỉ không có giờ làm việc.", "hours")
        if not _EARLIEST_YEAR <= data["day"].year <= _LATEST_YEAR:
            raise ValidationError("Năm không hợp lệ.", "day")


class CalendarSchema(StrictSchema):
    """An agency's own week, Monday first, and its own dates."""

    week = fields.List(
        fields.Nested(WeekdaySchema), required=True, validate=validate.Length(equal=7)
    )
    overrides = fields.List(
        fields.Nested(OverrideSchema), required=True, validate=validate.Length(max=1000)
    )

    @validates_schema
    def _check(self, data: dict[str, Any], **_: Any) -> None:
        days = [override["day"] for override in data["overrides"]]
        if len(days) != len(set(days)):
            raise ValidationError("Một ngày chỉ ghi một lần.", "overrides")


class HolidaySchema(StrictSchema):
    """A public holiday, by the state's calendar."""

    day = fields.Date(required=True)
    name = fields.String(required=True)


class CalendarAnswerSchema(CalendarSchema):
    """The same with what the state's calendar says for last year, this year and the next."""

    agency = fields.String(required=True)
    holidays = fields.List(fields.Nested(HolidaySchema), required=True)
    worked_weekends = fields.List(fields.Date(), required=True)
