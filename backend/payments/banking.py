"""Money on the bank's account, told by a signed notice or a statement: which attempt does it pay?

The purpose names the attempt; the sum must be the attempt's. Whatever does not fit (a part, more, a
second time, no known purpose) waits for an officer and is never dropped. The same transfer told
twice, by both sources or by yesterday's file, is known by its key.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from backend.core import clock
from backend.core.model import new_id
from backend.extensions import db
from backend.payments import desk_queries, queries, settling
from backend.payments.attempts import SETTLED, AttemptState, Signal
from backend.payments.desk_models import BankLine
from backend.payments.models import Attempt
from backend.payments.providers import vietqr

REFERENCE = re.compile(r"HS[346789ACDFGHJKMNPQRTVWXY]{7}[0-9]{2}")
"""`HS`, a slip number, the attempt's number."""

SOURCES = ("payos", "statement")


@dataclass(frozen=True, slots=True)
class Line:
    """Money that arrived: `key` is the transfer's own, `reference` the bank's number."""

    key: str
    reference: str
    booked_on: date
    amount: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a line is: its state, and the attempt that it names."""

    state: str
    attempt_id: uuid.UUID | None


def transfer_key(reference: str, amount: int) -> str:
    """The same for one transfer, whoever tells of it: the bank's number and the sum."""
    return hashlib.sha256(
        f"{reference.strip().upper()}|{amount}".encode("utf-8", "replace")
    ).hexdigest()


def references(purpose: str) -> list[str]:
    """Our references in a purpose."""
    return vietqr.references(purpose, REFERENCE)


def take_notice(agency_code: str, line: Line) -> uuid.UUID | None:
    """One transfer of a signed notice, in the write transaction of its request.

    The dossier that is to be told, or None.
    """
    return next(iter(take(agency_code, [line], "payos")[1]), None)


def take(
    agency_code: str, lines: Sequence[Line], source: str
) -> tuple[dict[str, int], set[uuid.UUID]]:
    """Some transfers, in a write transaction: how many are what, and whom to tell.

    Four statements, however many lines, and four more for each that settles something.
    """
    lines, seen = told_apart(agency_code, lines, source)
    known = {row.key for row in seen if row.source == source}
    fresh = {line.key: line for line in lines if line.key not in known}
    counts = {"known": len(lines) - len(fresh)}
    looked = _Looked(
        source=source,
        named=_named(agency_code, fresh.values()),
        elsewhere={row.key: row.attempt_id for row in seen if row.source != source},
    )
    looked.told |= _told_by(source, looked.named.values())
    rows, to_tell = [], set()
    for line in fresh.values():
        found = match(line, looked)
        counts[found.state] = counts.get(found.state, 0) + 1
        rows.append(_row(agency_code, source, line, found))
        if found.attempt_id is not None:
            looked.told.add(found.attempt_id)
        dossier_id = settle(line, found, looked)
        if dossier_id is not None:
            to_tell.add(dossier_id)
    desk_queries.add_lines(rows)
    return counts, to_tell


def told_apart(
    agency_code: str, lines: Sequence[Line], source: str
) -> tuple[Sequence[Line], Sequence[BankLine]]:
    """The lines, and what is known of them by their keys.

    A bank's number may be no transfer's own (a kind of booking, a batch of many payers): where its
    purpose is another one, it is another transfer and not a repetition.
    """
    seen = desk_queries.seen_lines(agency_code, [line.key for line in lines])
    purposes = {row.key: _bare(row.purpose) for row in seen if row.source == source}
    apart: list[Line] = []
    for line in lines:
        purpose = _bare(line.purpose)
        if purposes.setdefault(line.key, purpose) != purpose:
            key = transfer_key(f"{line.reference}|{purpose}", line.amount)
            line = replace(line, key=key)  # noqa: PLW2901 # The same line under its own key.
        apart.append(line)
    if apart != list(lines):
        seen = desk_queries.seen_lines(agency_code, [line.key for line in apart])
    return apart, seen


def _bare(purpose: str) -> str:
    """Without what one export writes differently from another: case and spaces."""
    return re.sub(r"\W", "", purpose).upper()


@dataclass(slots=True)
class _Looked:
    """What is known before some lines are looked at; `told` grows with each."""

    source: str
    named: Mapping[str, Attempt]
    elsewhere: Mapping[str, uuid.UUID | None]
    """Transfers that the other source told of, with the attempts they named."""
    told: set[uuid.UUID] = field(default_factory=set)
    """Attempts of which this source told before."""


def _named(agency_code: str, lines: Iterable[Line]) -> Mapping[str, Attempt]:
    wanted = {ref for line in lines for ref in references(line.purpose)}
    return desk_queries.locked_attempts(agency_code, wanted) if wanted else {}


def _told_by(source: str, attempts: Iterable[Attempt]) -> set[uuid.UUID]:
    ids = [attempt.id for attempt in attempts]
    lines = desk_queries.lines_of_attempts(ids) if ids else []
    return {line.attempt_id for line in lines if line.source == source and line.attempt_id}


def match(line: Line, looked: _Looked) -> Match:
    """What a line is, by what is known of it and by the attempts that its purpose names."""
    if line.key in looked.elsewhere:
        return Match("confirms", looked.elsewhere[line.key])
    attempts = [looked.named[ref] for ref in references(line.purpose) if ref in looked.named]
    if len(attempts) != 1:
        return Match("unknown", None)
    attempt = attempts[0]
    return Match(_state(line, attempt, looked), attempt.id)


def _state(line: Line, attempt: Attempt, looked: _Looked) -> str:
    if attempt.id in looked.told:
        return "double"
    if AttemptState(attempt.state) in SETTLED:
        by_the_other = attempt.evidence.get("source") in SOURCES
        return "confirms" if by_the_other and attempt.amount == line.amount else "double"
    if attempt.provider != "vietqr":
        return "unknown"  # An order of VNPay's that may still be paid there: an officer looks.
    if line.amount == attempt.amount:
        return "matched"
    return "partial" if line.amount < attempt.amount else "over"


def settle(line: Line, found: Match, looked: _Looked) -> uuid.UUID | None:
    """A line that fits pays its attempt; the account is locked. The dossier to tell, or None."""
    if found.state != "matched":
        return None
    attempt = next(a for a in looked.named.values() if a.id == found.attempt_id)
    account = queries.account(attempt.dossier_id)
    if account is None:
        return None
    evidence = {
        "source": looked.source,
        "reference": line.reference,
        "booked_on": line.booked_on.isoformat(),
    }
    settling.decide(account, attempt, Signal.PAID, transaction_no=line.reference, evidence=evidence)
    return attempt.dossier_id


def _row(agency_code: str, source: str, line: Line, found: Match) -> dict[str, Any]:
    return {
        "id": new_id(),
        "agency_code": agency_code,
        "source": source,
        "key": line.key,
        "reference": line.reference,
        "booked_on": line.booked_on,
        "amount": line.amount,
        "purpose": line.purpose,
        "state": found.state,
        "attempt_id": found.attempt_id,
        "arrived_at": clock.now(),
    }


def decided(line: BankLine, decision: Mapping[str, Any]) -> None:
    """An officer has decided on a line."""
    line.state, line.decision = "decided", dict(decision)
    db.session.flush()
