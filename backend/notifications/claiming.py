"""A worker's two short transactions in one: write down what became of parcels, claim new ones.

Because they are one, a worker that cannot write (the disk is full, the database away) does not
claim either, and never sends what it could not record.
"""

from __future__ import annotations

import json
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from cryptography.fernet import InvalidToken

from backend.core import clock
from backend.core.transaction import writing
from backend.notifications import due_queries, quiet, takeover
from backend.notifications import worker_queries as queries
from backend.notifications.due_queries import Due, Sibling
from backend.notifications.models import DeliveryState, Urgency
from backend.notifications.parcels import Browser, Outcome, Parcel
from backend.notifications.sealing import unseal

log = structlog.get_logger(__name__)

LEASE_SECONDS: Final = 60.0
"""A claimed delivery is nobody else's for so long; every send ends well before."""
MOST_TRIES: Final = 16
"""With the pauses below about a day, then it has failed; the ladder went on long before."""
_FIRST_PAUSE: Final = 4.0
_LONGEST_PAUSE: Final = 7200.0
_LONGEST_WAIT: Final = 86_400.0
_ERROR_LENGTH: Final = 40
"""As long as its column: what a service says must never make its outcome unwritable."""

_UNREADABLE: Final = (ValueError, TypeError, LookupError, InvalidToken)
"""What a spoilt row raises, and what was sealed under another secret."""

Done = tuple[Parcel, Outcome]


def turn(worker: str, done: Sequence[Done], room: Mapping[str, int]) -> list[Parcel]:
    """Write the outcomes and claim at most `room` parcels of each channel."""
    with writing():
        now = clock.now()
        if done:
            _write(worker, done, now)
        parcels: list[Parcel] = []
        for channel, places in room.items():
            if places > 0:
                parcels += _claim(worker, channel, places, now)
    return parcels


def pause(tries: int, chance: float) -> float:
    """Seconds until the next try: growing, and spread by `chance` (0 to 1) so that a service which
    comes back does not meet everybody at once."""
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(tries - 1, 20))
    return longest * (0.5 + chance / 2)


def _claim(worker: str, channel: str, limit: int, now: datetime) -> list[Parcel]:
    found, spoilt = _readable(channel, limit, now)
    found = takeover.not_taken_yet(found)
    ended: dict[str, list[uuid.UUID]] = defaultdict(list)
    sound: list[Due] = []
    for row in found:
        why = _not_to_be_sent(row, now)
        if why is None:
            sound.append(row)
        else:
            ended[why].append(row.id)
    until = now + timedelta(seconds=LEASE_SECONDS)
    parcels = []
    for row in _newest(_by_day(sound, now), now):
        try:
            parcels.append(_parcel(row, until))
        except _UNREADABLE:
            spoilt.append(row.id)
    if spoilt:
        _set_aside(spoilt)
    for why, ids in ended.items():
        queries.end(ids, why)
    if parcels:
        queries.lease([parcel.id for parcel in parcels], worker, until)
    return parcels


def _readable(channel: str, limit: int, now: datetime) -> tuple[list[Due], list[uuid.UUID]]:
    """What is due, and what of it cannot be read: one spoilt row must not hold up the others."""
    try:
        return due_queries.due(channel, now, limit), []
    except _UNREADABLE:
        found, spoilt = [], []
        for delivery_id in due_queries.due_ids(channel, now, limit):
            try:
                row = due_queries.due_row(delivery_id)
            except _UNREADABLE:
                spoilt.append(delivery_id)
            else:
                found += [] if row is None else [row]
        return found, spoilt


def _set_aside(spoilt: Sequence[uuid.UUID]) -> None:
    """Failed, for the desk to see; the ladder goes on with the message, without the facts that
    nobody can read. They are kept as they are."""
    log.error("delivery_unreadable", deliveries=[str(one) for one in spoilt])
    queries.end(spoilt, "unreadable", state=DeliveryState.FAILED)
    for message_id, written in due_queries.facts_as_written(spoilt):
        if not _is_object(written):
            queries.set_facts(message_id, {"unreadable": written})


def _is_object(written: str) -> bool:
    try:
        return isinstance(json.loads(written), dict)
    except ValueError:
        return False


def _by_day(rows: list[Due], now: datetime) -> list[Due]:
    """Those that may ring at this moment; the others are put off until the morning. They were to
    leave by day, but a service was away, a worker slept, or ten thousand stood before them."""
    morning = quiet.not_before(now, Urgency.NORMAL)
    late = [row for row in rows if row.urgency != Urgency.HIGH] if morning > now else []
    if not late:
        return rows
    queries.put_off([row.id for row in late], {row.message_id for row in late}, morning)
    return [row for row in rows if row.urgency == Urgency.HIGH]


def _not_to_be_sent(row: Due, now: datetime) -> str | None:
    """Why this one never leaves: too late, withheld meanwhile, or its browser is gone."""
    if row.withheld is not None:
        return "withheld"
    if row.tries >= MOST_TRIES:  # Workers died with it in their hands, again and again.
        return "given_up"
    if row.expires_at is not None and row.expires_at <= now:
        return "expired"
    if row.channel == "push" and (row.browser is None or row.gone_at is not None):
        return "gone"
    return None


def _newest(rows: list[Due], now: datetime) -> list[Due]:
    """Of each dossier only its newest message, one at a time to a browser.

    A push service keeps one message a topic: an older one that comes later would take the newer
    one's place. So what has been overtaken ends here, and what could overtake another one that is
    under way waits for it.
    """
    browsers = {row.browser for row in rows if row.browser and row.dossier_id}
    if not browsers:
        return rows
    ours = queries.lock_browsers(browsers)
    rows = [row for row in rows if not (row.browser and row.dossier_id) or row.browser in ours]
    others: dict[tuple[object, object], list[Sibling]] = defaultdict(list)
    dossiers = {row.dossier_id for row in rows if row.dossier_id}
    found = due_queries.siblings(ours, dossiers, beside=[row.id for row in rows])
    for sibling in (*found, *_among(rows, now)):
        others[(sibling.subscription_id, sibling.dossier_id)].append(sibling)
    chosen, overtaken = [], []
    for row in rows:
        beside = others.get((row.browser, row.dossier_id), [])
        verdict = _beside(row, beside, now)
        if verdict == "send":
            chosen.append(row)
        elif verdict == "overtaken":
            overtaken.append(row.id)
    if overtaken:
        queries.end(overtaken, "overtaken")
    return chosen


def _among(rows: list[Due], now: datetime) -> Iterator[Sibling]:
    """What is claimed together may be of one dossier too."""
    for row in rows:
        if row.browser and row.dossier_id:
            yield Sibling(
                id=row.id,
                subscription_id=row.browser,
                dossier_id=row.dossier_id,
                seq=row.seq,
                created_at=row.created_at,
                state=DeliveryState.WAITING.value,
                due_at=now,
            )


def _beside(row: Due, siblings: list[Sibling], now: datetime) -> str:
    """`send`, `overtaken` by a newer one that is due, under way or sent, or `wait`."""
    own = (row.seq, row.created_at, row.id)
    verdict = "send"
    for other in siblings:
        if other.id == row.id:
            continue
        newer = (other.seq, other.created_at, other.id) > own
        on_its_way = other.state == DeliveryState.SENDING.value and other.due_at > now
        if newer and (other.state == DeliveryState.SENT.value or other.due_at <= now or on_its_way):
            return "overtaken"
        if on_its_way:
            verdict = "wait"
    return verdict


def _parcel(row: Due, until: datetime) -> Parcel:
    """Raises one of `_UNREADABLE` for what nobody can make a message of."""
    if not isinstance(row.facts, dict):
        raise TypeError("Facts are an object.")
    return Parcel(
        id=row.id,
        message_id=row.message_id,
        channel=row.channel,
        tries=row.tries + 1,
        error=row.error,
        interrupted=row.state == DeliveryState.SENDING.value,
        lease_until=until,
        person_id=row.person_id,
        dossier_id=row.dossier_id,
        agency_code=row.agency_code,
        kind=row.kind,
        urgency=row.urgency,
        language=row.language,
        facts=row.facts,
        seq=row.seq,
        created_at=row.created_at,
        expires_at=row.expires_at,
        number=None if row.recipient is None else unseal(row.recipient),
        text=None if row.text is None else unseal(row.text),
        browser=None if row.browser is None else _browser(row, row.browser),
    )


def _browser(row: Due, browser_id: uuid.UUID) -> Browser:
    return Browser(
        id=browser_id,
        endpoint=row.endpoint or "",
        p256dh=row.p256dh or "",
        auth=row.auth or "",
        detail=row.detail or "",
        vapid_key_id=row.vapid_key_id or "",
    )


def _write(worker: str, done: Sequence[Done], now: datetime) -> None:
    queries.write_outcomes(worker, [_row(parcel, outcome, now) for parcel, outcome in done])
    browsers = [(p.browser, outcome) for p, outcome in done if p.browser is not None]
    gone = {b.id for b, outcome in browsers if outcome.gone}
    alive = {b.id for b, outcome in browsers if outcome.state is DeliveryState.SENT}
    if alive or gone:
        queries.note_browsers(alive, gone, now)
    if gone:
        queries.bury(gone)


def _row(parcel: Parcel, outcome: Outcome, now: datetime) -> dict[str, Any]:
    state, due_at = outcome.state, now
    tries = parcel.tries if outcome.counted else parcel.tries - 1
    if state is DeliveryState.WAITING:
        if tries >= MOST_TRIES:
            state = DeliveryState.FAILED
        asked = min(outcome.wait or 0.0, _LONGEST_WAIT)
        # Spreading is not secrecy: any chance will do.
        own = pause(max(tries, 1), random.random()) if outcome.wait is None else asked  # noqa: S311
        due_at = now + timedelta(seconds=own)
    return {
        "row": parcel.id,
        "claim": parcel.tries,
        "new_state": state.value,
        "new_error": outcome.error and outcome.error[:_ERROR_LENGTH],
        "new_due_at": due_at,
        "new_tries": tries,
        "new_sent_at": now if state is DeliveryState.SENT else None,
        "new_gateway_id": outcome.gateway_id and takeover.writable(outcome.gateway_id),
    }
