"""What crosses the wire of browsers that are called."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from backend.core.schema import StrictSchema
from backend.notifications.models import Detail
from backend.notifications.subscriptions import Offered

_DETAIL = validate.OneOf([one.value for one in Detail])
_LONG = 8192
"""Characters that are read before an endpoint is refused by name; more is `invalid` at once."""


class KeysSchema(StrictSchema):
    """As browsers write them (Push API): base64url."""

    p256dh = fields.String(required=True, validate=validate.Length(max=200))
    auth = fields.String(required=True, validate=validate.Length(max=100))


class SubscribeSchema(StrictSchema):
    """`key_id`: of which of our keys. Without `detail` it stays, or fits the phone."""

    endpoint = fields.String(required=True, validate=validate.Length(min=1, max=_LONG))
    keys = fields.Nested(KeysSchema, required=True)
    key_id = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{16}$"))
    detail = fields.String(load_default=None, allow_none=True, validate=_DETAIL)

    @post_load
    def _offered(self, data: dict[str, Any], **_: Any) -> Offered:
        keys = data.pop("keys")
        return Offered(**data, **keys)


class BrowserSchema(StrictSchema):
    """`here`: the phone that asks; `name`: what it calls itself, `since`: from when it is called;
    `renew`: subscribe anew, our key is another by now."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    since = fields.AwareDateTime(required=True)
    detail = fields.String(required=True, validate=_DETAIL)
    here = fields.Boolean(required=True)
    key_id = fields.String(required=True)
    renew = fields.Boolean(required=True)


class BrowsersSchema(StrictSchema):
    items = fields.List(fields.Nested(BrowserSchema), required=True)


class PublicKeySchema(StrictSchema):
    """What a browser subscribes with."""

    key_id = fields.String(required=True)
    key = fields.String(required=True)
