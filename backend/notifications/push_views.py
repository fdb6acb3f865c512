"""Routes of the browsers that people let us call."""

from __future__ import annotations

import uuid
from typing import Any

from backend.core.access import actor
from backend.core.openapi import Blueprint
from backend.core.problems import Problem
from backend.core.transaction import writes
from backend.notifications import push_schemas as schemas
from backend.notifications import subscriptions

push_key = Blueprint("push_key", __name__, description="What a browser subscribes with.")
push_here = Blueprint("push_here", __name__, description="The phone in hand as a place for news.")
push_own = Blueprint("push_own", __name__, description="One's phones as places for news.")


@push_here.before_request
def _no_queues() -> None:
    """A phone that was never signed in has only its token; a queue's token opens nothing here."""
    found = actor()
    if found.via == "send_token" and not found.unverified:
        raise Problem("forbidden")


@push_key.route("/notifications/key")
@push_key.response(200, schemas.PublicKeySchema)
def get_key() -> subscriptions.PublicKey:
    """Our present public key towards push services."""
    return subscriptions.public_key()


@push_here.route("/notifications/subscriptions", methods=["POST"])
@push_here.arguments(schemas.SubscribeSchema)
@push_here.response(200, schemas.BrowserSchema)
@writes
def subscribe(offered: subscriptions.Offered) -> subscriptions.BrowserView:
    """Call this phone for its account from now on; the same again changes nothing."""
    return subscriptions.subscribe(actor(), offered)


@push_here.route("/notifications/subscriptions", methods=["DELETE"])
@push_here.response(204)
@writes
def end_here() -> None:
    """Call this phone no more for its account."""
    subscriptions.end_here(actor())


@push_own.route("/notifications/subscriptions")
@push_own.response(200, schemas.BrowsersSchema)
def list_own() -> dict[str, Any]:
    """The account's phones that are called."""
    return {"items": subscriptions.own(actor())}


@push_own.route("/notifications/subscriptions/<uuid:browser_id>", methods=["DELETE"])
@push_own.response(204)
@writes
def end_one(browser_id: uuid.UUID) -> None:
    """Call one phone no more."""
    subscriptions.end_one(actor(), browser_id)
