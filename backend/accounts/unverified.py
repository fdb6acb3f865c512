"""Phones that were never signed in: a device token for a person whom nobody has checked yet.

The sender gives a name and a number to call; the dossiers arrive marked "chưa xác thực". The token
sends and nothing else. Whoever signs in on the same phone may claim what was sent from it, if the
number or the name is the one that was said: others in the house stay strangers to it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from backend.accounts import hooks, people, phones, queries, sender_queries
from backend.accounts.digests import digest
from backend.accounts.models import DeviceSender, Person
from backend.accounts.sessions import Device, issue_send_token, token_hash
from backend.accounts.throttling import hashed_address, too_many
from backend.core import audit, clock
from backend.core.access import Actor, Role
from backend.core.problems import Problem
from backend.core.text import fold
from backend.extensions import db

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
PER_DEVICE_A_DAY = 10
# Everybody behind one mast may share an address, so these are wide; they stop a machine.
PER_ADDRESS_AN_HOUR = 40
PER_ADDRESS_A_DAY = 150
ALTOGETHER_A_DAY = 3000


@dataclass(frozen=True, slots=True)
class Begun:
    """An unverified person, and the token their queue sends with (shown once)."""

    person: Person
    send_token: str


@dataclass(frozen=True, slots=True)
class UnverifiedView:
    """What a desk is told about a sender: the number to call, as it was said."""

    phone: str | None


def begin(full_name: str, phone: str | None, device: Device, address: str) -> Begun:
    """A device token for whoever sends from this phone.

    The same name and number on the same device is the same person again: a lost answer makes
    nobody twice. Raises `phone_unreadable`, and `too_many_senders` beyond the share of a device,
    an address or the whole day.
    """
    number = phones.called(phone) if phone else None
    now = clock.now()
    # One row is everybody's turnstile: counting and adding must not interleave.
    queries.locked_throttle(digest("throttle", "asking-for-device-tokens"), now)
    person = sender_queries.same_sender(device.id, fold(full_name), number)
    if person is None:
        hashed = hashed_address(address)
        _refuse_beyond_caps(device.id, hashed)
        person = people.make(full_name)
        db.session.add(
            DeviceSender(
                person_id=person.id,
                device_id=device.id,
                phone=number,
                address_hash=hashed,
                made_at=now,
            )
        )
        db.session.flush()
    return Begun(person, issue_send_token(person.id, device.id, device.name))


def _refuse_beyond_caps(device_id: uuid.UUID, hashed: str) -> None:
    now = clock.now()
    count = sender_queries.count_senders_since
    if count(now - DAY, device_id=device_id) >= PER_DEVICE_A_DAY:
        raise too_many(24 * 3600, "too_many_senders")
    if count(now - HOUR, address_hash=hashed) >= PER_ADDRESS_AN_HOUR:
        raise too_many(3600, "too_many_senders")
    if count(now - DAY, address_hash=hashed) >= PER_ADDRESS_A_DAY:
        raise too_many(24 * 3600, "too_many_senders")
    if count(now - DAY) >= ALTOGETHER_A_DAY:
        raise too_many(3600, "too_many_senders")


def claim(
    tokens: Sequence[str], person: Person, device: Device, phone: str | None
) -> list[uuid.UUID]:
    """Take over what these device tokens' persons sent; their ids, those claimed before included.

    Only from this device, and only where the number that let `person` in, or the name, is what the
    sender said. Anything else is left alone in silence: signing in must not fail for it.
    """
    hashes = [token_hash(token) for token in tokens]
    claimed = []
    for sender, said in sender_queries.senders_of_tokens(hashes) if hashes else []:
        if sender.claimed_by is None and _is_same(sender, said, person, device, phone):
            sender.claimed_by, sender.claimed_at = person.id, clock.now()
            db.session.flush()
            hooks.on_claimed(sender.person_id, person.id)
            audit.record("sender_claimed", f"person:{sender.person_id}", actor_id=person.id)
        if sender.claimed_by == person.id:
            claimed.append(sender.person_id)
    return claimed


def _is_same(
    sender: DeviceSender, said: Person, person: Person, device: Device, phone: str | None
) -> bool:
    if sender.device_id != device.id:
        return False
    return (phone is not None and sender.phone == phone) or said.search_name == person.search_name


def settled(actor: Actor) -> Actor:
    """Who an unverified caller is by now, for as long as the present transaction lasts.

    Somebody may have claimed them since they were recognised; the row is locked, so that nothing
    is sent in a name that is being taken over. Ordinary callers cost no query.
    """
    if not actor.unverified:
        return actor
    sender = sender_queries.device_sender(actor.person_id, lock=True)
    if sender is None:
        raise Problem("sign_in_required")
    if sender.claimed_by is None:
        return actor
    person = queries.person(sender.claimed_by)
    role = actor.role if person is None else Role(person.role)
    return replace(actor, person_id=sender.claimed_by, role=role, unverified=False)


def unverified_sender(person_id: uuid.UUID) -> UnverifiedView | None:
    """What an unverified sender said of themselves; None for an ordinary person."""
    sender = sender_queries.device_sender(person_id)
    return None if sender is None else UnverifiedView(sender.phone)
