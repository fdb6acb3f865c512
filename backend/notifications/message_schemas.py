"""What crosses the wire of messages: the inbox, wishes, helpers, calls, announcements."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.schema import Moment, StrictSchema, Text
from backend.notifications.preferences import CHOOSABLE, kinds

KINDS_OF_ANNOUNCEMENT = ("announcement", "alert")
LONGEST_ANNOUNCEMENT = 300
MOST_HAMLETS = 100
MUTABLE = [
    *(subject.value for subject in CHOOSABLE),
    *(kind for listed in kinds().values() for kind in listed),
]


class InboxQuery(StrictSchema):
    """`before`: the last id of the page before."""

    before = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=30, validate=validate.Range(1, 100))


class MessageSchema(StrictSchema):
    """A message as its person reads it."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    urgency = fields.String(required=True)
    dossier = fields.UUID(required=True, allow_none=True)
    seq = fields.Integer(required=True)
    slip = fields.String(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    next = fields.String(required=True)
    tel = fields.String(required=True, allow_none=True)
    at = Moment(required=True)
    read_at = Moment(required=True, allow_none=True)


class InboxSchema(StrictSchema):
    items = fields.List(fields.Nested(MessageSchema), required=True)
    more = fields.Boolean(required=True)
    total = fields.Integer(required=True)
    unread = fields.Integer(required=True)


class AlertsSchema(StrictSchema):
    """What an officer was reminded of and need still do, the newest first."""

    items = fields.List(fields.Nested(MessageSchema), required=True)


class WishesSchema(StrictSchema):
    """`muted`: subjects (`choosable`) and single `kinds`, which are listed by subject. `stopped`:
    consent to be messaged was withdrawn."""

    language = fields.String(required=True)
    muted = fields.List(fields.String(), required=True)
    choosable = fields.List(fields.String(), required=True)
    kinds = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    announcements = fields.Boolean(required=True)
    hamlet = fields.UUID(required=True, allow_none=True)
    stopped = fields.Boolean(required=True)


class WishesChangeSchema(StrictSchema):
    """What is named changes, the rest stays."""

    language = fields.String(validate=validate.OneOf(["vi", "en"]))
    muted = fields.List(
        fields.String(validate=validate.OneOf(MUTABLE)),
        validate=validate.Length(max=len(MUTABLE)),
    )
    announcements = fields.Boolean()
    hamlet = fields.UUID(allow_none=True)
    stopped = fields.Boolean()


class HamletSchema(StrictSchema):
    id = fields.UUID(required=True)
    agency = fields.String(required=True)
    name = fields.String(required=True)


class HamletQuery(StrictSchema):
    agency = Text(load_default=None, max_length=20)


class DeskHamletSchema(HamletSchema):
    """With its volunteer, and how many residents asked for announcements."""

    volunteer = fields.UUID(required=True, allow_none=True)
    volunteer_name = fields.String(required=True, allow_none=True)
    listeners = fields.Integer(required=True)


class HamletChangeSchema(StrictSchema):
    name = Text(required=True, max_length=80)
    volunteer = fields.UUID(load_default=None, allow_none=True)


class HamletsChangeSchema(StrictSchema):
    """The whole list; what is left out is not offered any more."""

    hamlets = fields.List(
        fields.Nested(HamletChangeSchema),
        required=True,
        validate=validate.Length(max=MOST_HAMLETS),
    )


class MatterSchema(StrictSchema):
    """What it is about: only where the consent of the dossier says that the helper may see it."""

    title = fields.String(required=True)
    body = fields.String(required=True)
    next = fields.String(required=True)


class HelpingLineSchema(StrictSchema):
    messages = fields.List(fields.UUID(), required=True)
    name = fields.String(required=True)
    house = fields.String(required=True, allow_none=True)
    say = fields.String(required=True)
    tel = fields.String(required=True, allow_none=True)
    slip = fields.String(required=True, allow_none=True)
    since = Moment(required=True)
    matter = fields.Nested(MatterSchema, required=True, allow_none=True)


class HelpingSchema(StrictSchema):
    items = fields.List(fields.Nested(HelpingLineSchema), required=True)


class RelativeShownSchema(StrictSchema):
    name = fields.String(required=True)
    phone = fields.String(required=True)


class CallSchema(StrictSchema):
    """Whom nobody reached: the numbers there are, and what to say."""

    id = fields.UUID(required=True)
    dossier = fields.UUID(required=True, allow_none=True)
    kind = fields.String(required=True)
    slip = fields.String(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    house = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    relative = fields.Nested(RelativeShownSchema, required=True, allow_none=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    next = fields.String(required=True)
    since = Moment(required=True)
    calls = fields.Integer(required=True)
    last_call_at = Moment(required=True, allow_none=True)


class CallsSchema(StrictSchema):
    items = fields.List(fields.Nested(CallSchema), required=True)


class CalledSchema(StrictSchema):
    outcome = fields.String(required=True, validate=validate.OneOf(["reached", "not_reached"]))


class CalledAnswerSchema(StrictSchema):
    id = fields.UUID(required=True)
    rung = fields.String(required=True)


class LadderStepSchema(StrictSchema):
    rung = fields.String(required=True)
    why = fields.String(required=True)
    at = Moment(required=True)
    by = fields.String(required=True, allow_none=True)


class DeliveryShownSchema(StrictSchema):
    channel = fields.String(required=True)
    state = fields.String(required=True)
    tries = fields.Integer(required=True)
    sent_at = Moment(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)


class TrailSchema(StrictSchema):
    """A message with its way down the ladder, as the desk sees it."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    to = fields.String(required=True)
    account = fields.Boolean(required=True)
    created_at = Moment(required=True)
    rung = fields.String(required=True)
    withheld = fields.String(required=True, allow_none=True)
    displayed_at = Moment(required=True, allow_none=True)
    opened_at = Moment(required=True, allow_none=True)
    read_at = Moment(required=True, allow_none=True)
    told_at = Moment(required=True, allow_none=True)
    told_by = fields.String(required=True, allow_none=True)
    steps = fields.List(fields.Nested(LadderStepSchema), required=True)
    deliveries = fields.List(fields.Nested(DeliveryShownSchema), required=True)


class DraftAnnouncementSchema(StrictSchema):
    """`alert` rings at night too: a road that is blocked, a flood."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS_OF_ANNOUNCEMENT))
    text = Text(required=True, min_length=10, max_length=LONGEST_ANNOUNCEMENT)
    hamlets = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_HAMLETS)
    )


class AnnouncementPreviewSchema(StrictSchema):
    """`sms_whole` False: the text by SMS is shortened, so write a shorter one."""

    recipients = fields.Integer(required=True)
    by_push = fields.Integer(required=True)
    by_text = fields.Integer(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    sms = fields.String(required=True)
    sms_whole = fields.Boolean(required=True)
    loudspeaker = fields.String(required=True)
    left_today = fields.Integer(required=True)


class AnnouncementSchema(StrictSchema):
    """`made` of `recipients` messages are on their way."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    text = fields.String(required=True)
    hamlets = fields.List(fields.UUID(), required=True)
    at = Moment(required=True)
    state = fields.String(required=True)
    recipients = fields.Integer(required=True)
    made = fields.Integer(required=True)
    loudspeaker = fields.String(required=True)
    by = fields.String()


class AnnouncementsSchema(StrictSchema):
    items = fields.List(fields.Nested(AnnouncementSchema), required=True)
