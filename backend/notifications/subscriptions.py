"""Which browsers a person lets us call: taking one, moving one, ending one.

A subscription belongs to the account that is signed in on its phone. A browser has one endpoint for
all its people, so it moves to whoever opens the app there next and shows the same keys, which only
that browser and we know.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.access import Actor
from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.extensions import db
from backend.notifications import assembly, subscription_queries
from backend.notifications.endpoints import EndpointRefused
from backend.notifications.models import Detail, PushSubscription

MOST = 10
"""Browsers of one person; beyond, the one that was subscribed longest ago ends."""
_POINT_BYTES = 65
_AUTH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Offered:
    """What a browser's `PushSubscription` says; `key_id` names the key of ours it was made with.

    `detail` None: as it was, or as fits the phone.
    """

    endpoint: str
    p256dh: str
    auth: str
    key_id: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class BrowserView:
    """A browser that is called, as its person sees it: `name` is what the phone calls itself, as in
    the list of one's phones (empty where nobody knows any more), `since` when it was taken."""

    id: uuid.UUID
    name: str
    since: datetime
    detail: str
    here: bool
    key_id: str
    renew: bool
    """Made with an older key: the phone subscribes anew when it is opened."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a browser subscribes with; `key` is base64url."""

    key_id: str
    key: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key for the operator's list."""

    id: str
    current: bool
    browsers: int


def public_key() -> PublicKey:
    """The current key."""
    keys = assembly.keys(current_settings())
    key_id = keys.current()
    return PublicKey(key_id, keys.public(key_id))


def subscribe(actor: Actor, offered: Offered) -> BrowserView:
    """Take a browser, or take it again: new keys, a new wish, another person at the same phone.

    Raises push_needs_phone, push_endpoint_refused, push_keys_invalid, push_key_old and
    push_endpoint_taken.
    """
    if actor.device_id is None:
        raise Problem("push_needs_phone")
    _check(offered)
    found = _found_or_made(offered, actor.person_id, actor.device_id)
    if found.person_id != actor.person_id:
        _move(found, offered, actor.person_id, actor.device_id)
    if found.gone_at is not None:
        # It is subscribed again today: by its first day it might be the oldest, and end at once.
        found.created_at = clock.now()
    found.person_id, found.device_id = actor.person_id, actor.device_id
    found.p256dh, found.auth = offered.p256dh, offered.auth
    found.vapid_key_id, found.gone_at = offered.key_id, None
    found.detail = offered.detail or found.detail
    db.session.flush()
    subscription_queries.follow(found)
    subscription_queries.end_beyond(actor.person_id, MOST)
    current = assembly.keys(current_settings()).current()
    return _view(found, actor, current, accounts.device_names(actor.person_id))


def own(actor: Actor) -> list[BrowserView]:
    """The person's browsers, the newest first."""
    current = assembly.keys(current_settings()).current()
    names = accounts.device_names(actor.person_id)
    return [_view(one, actor, current, names) for one in subscription_queries.of(actor.person_id)]


def end_here(actor: Actor) -> None:
    """No more messages to the phone in hand."""
    if actor.device_id is not None:
        leave(actor.person_id, actor.device_id)


def end_one(actor: Actor, browser_id: uuid.UUID) -> None:
    """No more messages to one browser; `not_found` for other people's."""
    if not subscription_queries.delete_one(actor.person_id, browser_id):
        raise Problem("not_found")


def leave(person_id: uuid.UUID, device_id: uuid.UUID | None) -> None:
    """A person signed out of a phone, or lost it (None: all of them): it is not called any more."""
    subscription_queries.delete_of(person_id, device_id)


def keys_in_use() -> list[KeyLine]:
    """Our keys, the current one first, with how many browsers use each."""
    keys = assembly.keys(current_settings())
    current = keys.current()
    counted = subscription_queries.count_by_key()
    names = sorted(keys.known(), key=lambda key_id: key_id != current)
    return [KeyLine(key_id, key_id == current, counted.get(key_id, 0)) for key_id in names]


def rotate_key() -> str:
    """A new current key; the older ones go on serving their browsers."""
    return assembly.keys(current_settings()).rotate()


def drop_key(key_id: str) -> int:
    """Take an old key away; how many browsers must subscribe anew. Raises LookupError for none of
    ours, ValueError for the current one."""
    assembly.keys(current_settings()).drop(key_id)
    return subscription_queries.end_of_key(key_id, clock.now())


def _found_or_made(
    offered: Offered, person_id: uuid.UUID, device_id: uuid.UUID
) -> PushSubscription:
    digest = hashlib.sha256(offered.endpoint.encode()).hexdigest()
    found = subscription_queries.by_endpoint(digest)
    if found is not None:
        return found
    made = PushSubscription(
        endpoint_hash=digest,
        endpoint=offered.endpoint,
        p256dh=offered.p256dh,
        auth=offered.auth,
        person_id=person_id,
        device_id=device_id,
        detail=_fitting(person_id, device_id),
        vapid_key_id=offered.key_id,
        created_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:  # Another tab of this browser was a moment faster.
        found = subscription_queries.by_endpoint(digest)
        if found is None:  # And ended it again: the phone comes once more.
            raise Problem("unavailable", headers={"Retry-After": "1"}) from error
        return found
    return made


def _check(offered: Offered) -> None:
    settings = current_settings()
    try:
        assembly.services(settings).target(offered.endpoint)
    except EndpointRefused as refused:
        raise Problem("push_endpoint_refused", errors={"endpoint": [str(refused)]}) from refused
    if not _is_point(offered.p256dh) or len(_decoded(offered.auth)) != _AUTH_BYTES:
        raise Problem("push_keys_invalid")
    if offered.key_id not in assembly.keys(settings).known():
        raise Problem("push_key_old")


def _is_point(text: str) -> bool:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

    data = _decoded(text)
    if len(data) != _POINT_BYTES:
        return False
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), data)
    except ValueError:
        return False
    return True


def _decoded(text: str) -> bytes:
    """base64url without padding, as browsers write it; nothing for what is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _fitting(person_id: uuid.UUID, device_id: uuid.UUID) -> str:
    """A phone that several people use shows no detail unless its owner says so."""
    shared = accounts.shares_device(person_id, device_id)
    return (Detail.DISCREET if shared else Detail.PRIVATE).value


def _move(
    found: PushSubscription, offered: Offered, person_id: uuid.UUID, device_id: uuid.UUID
) -> None:
    """Only the browser itself knows its keys: whoever shows them is there. What still waits for the
    person before is not said to the one after."""
    known = f"{found.p256dh}\0{found.auth}".encode()
    shown = f"{offered.p256dh}\0{offered.auth}".encode()
    if not hmac.compare_digest(known, shown):
        raise Problem("push_endpoint_taken")
    subscription_queries.drop_waiting(found.id)
    found.detail = _fitting(person_id, device_id)
    found.created_at = clock.now()


def _view(
    found: PushSubscription, actor: Actor, current: str, names: Mapping[uuid.UUID, str]
) -> BrowserView:
    return BrowserView(
        id=found.id,
        name=names.get(found.device_id, ""),
        since=found.created_at,
        detail=found.detail,
        here=found.device_id == actor.device_id,
        key_id=found.vapid_key_id,
        renew=found.vapid_key_id != current,
    )
