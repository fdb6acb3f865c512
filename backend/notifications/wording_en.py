"""What messages say in English, for people who chose it. Pure data, as in `wording_vi`."""

from __future__ import annotations

from collections.abc import Mapping

from backend.notifications.policy import Kind
from backend.notifications.templates_shape import Template

_WHAT = "{procedure}, slip {slip}."
_WHAT_CODE = ("{procedure}, code {code}, slip {slip}.", _WHAT, "{procedure}, code {code}.")
_DESK = ("{desk}, {commune}, at {at}.", "{Commune}, at {at}.", "{Commune}.")
_OFFICER = ("Officer {officer}, {desk}, {commune}, at {at}.", *_DESK)

TEMPLATES: Mapping[Kind, Template] = {
    Kind.RECEIVED: Template(
        "The commune has your dossier",
        (_WHAT, "Received by {desk}, {commune}, at {at}.", "An answer is due before {answer_due}."),
        "Wait for the answer.",
        sms="received, answer due before {answer_due}.",
    ),
    Kind.ACCEPTED: Template(
        "Your dossier was accepted",
        (_WHAT_CODE, _OFFICER, "The result is due {due}."),
        "Wait for the result.",
        sms="accepted, result due {due}.",
    ),
    Kind.SUPPLEMENT_ASKED: Template(
        "Another paper is needed",
        (_WHAT, "Needed: {items}.", _OFFICER, "Send it before {due}."),
        "Photograph the paper and send it.",
        sms="another paper is needed before {due}.",
    ),
    Kind.SUPPLEMENT_RECEIVED: Template(
        "The commune has your paper",
        (_WHAT, _DESK, "An answer is due before {answer_due}.", "The result is due {due}."),
        "Wait for the answer.",
        sms="your paper was received.",
    ),
    Kind.FEE_DUE: Template(
        "Your dossier waits for a fee",
        (_WHAT, _OFFICER, "The commune never asks for money by message."),
        "Look in the app, or call the number on the slip.",
        sms="there is something to do before it goes on.",
    ),
    Kind.FEE_RECEIVED: Template(
        "The fee is recorded",
        (_WHAT, _DESK, "The result is due {due}."),
        "There is nothing more to do.",
        sms="it goes on now.",
    ),
    Kind.REFUNDED: Template(
        "The fee was given back",
        (_WHAT, _DESK),
        "Look in the app, or call the number on the slip.",
        sms="there is news from the commune.",
    ),
    Kind.LATE: Template(
        "The commune is late and sorry",
        (_WHAT_CODE, "Why: {reason}", _OFFICER, "The result is due {due}."),
        "Wait for the new date.",
        sms="late, the commune is sorry; now due {due}.",
    ),
    Kind.READY: Template(
        "The result is ready",
        (_WHAT_CODE, _OFFICER, "Fetch it at {where}.", "Open: {hours}.", "Bring: {bring}"),
        "Fetch it, or open it in the app.",
        sms="the result is ready to be fetched.",
    ),
    Kind.CORRECTED: Template(
        "The result is being corrected",
        (_WHAT_CODE, "Why: {reason}", _OFFICER, "The result is due {due}."),
        "Wait for the new result.",
        sms="the result is being corrected.",
    ),
    Kind.RETURNED: Template(
        "The result was handed over",
        (_WHAT_CODE, _OFFICER),
        "Call at once if you have not got it.",
        sms="the result was handed over.",
    ),
    Kind.REFUSED: Template(
        "The dossier was not accepted",
        (_WHAT, "Why: {reason}", _OFFICER),
        "Read why; call the commune with questions.",
        sms="not accepted; ask the commune why.",
    ),
    Kind.STOPPED: Template(
        "The commune stopped the dossier",
        (_WHAT_CODE, "Why: {reason}", _OFFICER),
        "Read why; call the commune with questions.",
        sms="stopped; ask the commune why.",
    ),
    Kind.RESUMED: Template(
        "The dossier goes on",
        (_WHAT_CODE, _OFFICER, "The result is due {due}."),
        "Wait for the result.",
        sms="it goes on, result due {due}.",
    ),
    Kind.WITHDRAWN: Template(
        "The dossier was withdrawn",
        (_WHAT, _DESK),
        "Call the commune if you did not withdraw it.",
        sms="withdrawn as you asked.",
    ),
    Kind.VERIFIED: Template(
        "The sender is confirmed",
        (_WHAT, _DESK),
        "Wait for the answer.",
        sms="the sender is confirmed.",
    ),
    Kind.SUPPLEMENT_CLOSING: Template(
        "Time to send the paper is running out",
        (_WHAT, "Needed: {items}.", "{days} working days are left, until {due}.",
         "{desk}, {commune}."),
        "Photograph the paper and send it.",
        sms="{days} days left to send a paper, until {due}.",
    ),
    Kind.BIRTH_CLOSING: Template(
        "Register your child's birth",
        ("Register before {due}, {days} days after birth.", "At {desk}, {commune}.",
         "Slip {slip}."),
        "Send the registration in time.",
        sms="register your child's birth before {due}.",
    ),
    Kind.RESULT_WAITING: Template(
        "Your result is waiting",
        (_WHAT_CODE, "Ready since {done}.", "Fetch it at {where}.", "Open: {hours}.",
         "{desk}, {commune}."),
        "Fetch it, or send somebody.",
        sms="a result waits for you since {done}.",
    ),
    Kind.ANNOUNCEMENT: Template("News of {commune}", ("{text}",), "Ask the commune if in doubt."),
    Kind.ALERT: Template("Urgent: {commune}", ("{text}",), "Ask the commune if in doubt."),
    Kind.DESK_NEW: Template(
        "A new dossier",
        ("{procedure}, slip {slip}.", "Came at {at}.", "Answer before {answer_due}."),
        "Open it.",
    ),
    Kind.DESK_ANSWER_DUE: Template(
        "An answer is almost due",
        ("{procedure}, slip {slip}.", "Answer before {answer_due}."),
        "Accept it, or ask for papers.",
    ),
    Kind.DESK_DUE_TOMORROW: Template(
        "A result is almost due",
        ("{procedure}, code {reference}.", "The result is due {due}."),
        "Finish it, or apologise and give a new date.",
    ),
    Kind.DESK_APOLOGY_DUE: Template(
        "Time for an apology, if it will be late",
        ("{procedure}, code {reference}.", "The result is due {due}."),
        "If it will be late, apologise a day before.",
    ),
}  # fmt: skip

A_COMMUNE = "the commune"
"""Where a message no longer says which."""

DISCREET = Template("News from {commune}", ("Slip {slip}.", "{desk}, {commune}."), "Open the app.")

IN_APP = "see the app"
CALL = "call the number on the slip"
TAIL = "Call the number printed on your slip."
HEAD_SLIP = "{Commune}: slip {slip}"
HEAD = "{Commune}:"
HELPER_SAYS = "Ask {name} to call the commune."
RELATIVE_SMS = "please tell {name} to call the commune."

TIME = "{hour}:{minute} on {day}/{month}"
DAY = "{day}/{month}/{year}"
SHORT_DAY = "{day}/{month}"
