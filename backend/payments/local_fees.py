"""The commune's own fee table (mức của HĐND cấp tỉnh), and its bank account.

A rate fills in what a procedure's rules leave open. What was in force stays as it was: a new rate
begins on its day and ends the former one the day before.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from backend.catalogue import service as catalogue
from backend.core import audit, clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.extensions import db
from backend.payments import desk_queries
from backend.payments.desk_models import LocalFee, Payee
from backend.places import service as places

MAX_AMOUNT = 1_000_000_000


def today() -> date:
    """The present day in Vietnam."""
    return clock.local(clock.now()).date()


def rates(agency_code: str, procedure: str, day: date) -> Mapping[str, catalogue.LocalAmount]:
    """The commune's rates for a procedure on a day, by the rule's key."""
    return {
        row.key: catalogue.LocalAmount(row.amount, row.online)
        for row in desk_queries.local_fees(agency_code, day=day, procedure=procedure)
    }


def rates_of_today(agency_code: str, procedure: str) -> Mapping[str, catalogue.LocalAmount]:
    """The same, today."""
    return rates(agency_code, procedure, today())


def all_rates_of_today(agency_code: str) -> Mapping[str, Mapping[str, catalogue.LocalAmount]]:
    """The same for every procedure that has a rate, by its code; one query."""
    found: dict[str, dict[str, catalogue.LocalAmount]] = {}
    for row in desk_queries.local_fees(agency_code, day=today()):
        rate = catalogue.LocalAmount(row.amount, row.online)
        found.setdefault(row.procedure_code, {})[row.key] = rate
    return found


def table(agency_code: str) -> dict[str, Any]:
    """What phones keep: the rates in force today, by procedure and key; the account's name."""
    places.agency(agency_code)
    found: dict[str, dict[str, Any]] = {}
    for row in desk_queries.local_fees(agency_code, day=today()):
        rate = {"amount": row.amount, "online": row.online}
        found.setdefault(row.procedure_code, {})[row.key] = rate
    return {"agency": agency_code, "day": today(), "rates": found}


def rows(agency_code: str) -> Sequence[LocalFee]:
    """The whole table with its past and its future, for the administrator."""
    return desk_queries.local_fees(agency_code)


def still_open(agency_code: str) -> list[dict[str, Any]]:
    """What has no rate today: procedure, its name, the rule's key and name."""
    known = {(r.procedure_code, r.key) for r in desk_queries.local_fees(agency_code, day=today())}
    missing = []
    for code, name in catalogue.names().items():
        for rule in catalogue.open_fees(catalogue.procedure(code)):
            if (code, rule.key) not in known:
                shown = {"procedure": code, "procedure_name": name}
                missing.append({**shown, "key": rule.key, "name": rule.name})
    return missing


def add(administrator: Actor, given: Mapping[str, Any]) -> LocalFee:
    """A rate from its day on; audited. `invalid` for a past day or a settled rule."""
    agency_code = agency_of(administrator)
    places.lock_agency(agency_code)  # Two who change the table do so one after the other.
    _refuse_what_is_not_open(given)
    start: date = given["effective_from"]
    if start < today():
        raise Problem("invalid", errors={"effective_from": ["Ngày bắt đầu không được ở quá khứ."]})
    for row in desk_queries.local_fees(agency_code, procedure=given["procedure"]):
        if row.key == given["key"]:
            _make_room(row, start)
    added = LocalFee(
        agency_code=agency_code,
        procedure_code=given["procedure"],
        key=given["key"],
        amount=given["amount"],
        online=given.get("online"),
        effective_from=start,
        effective_to=given.get("effective_to"),
        basis=given["basis"],
        set_at=clock.now(),
        set_by=administrator.person_id,
    )
    db.session.add(added)
    db.session.flush()
    _note(administrator, "local_fee_added", added)
    return added


def end(administrator: Actor, fee_id: uuid.UUID, last_day: date) -> LocalFee:
    """A rate's last day, today at the earliest and never later than it was; audited."""
    agency_code = agency_of(administrator)
    places.lock_agency(agency_code)  # Two who change the table do so one after the other.
    row = desk_queries.local_fee(agency_code, fee_id)
    if row is None:
        raise Problem("not_found")
    if last_day < max(today(), row.effective_from):
        raise Problem("invalid", errors={"effective_to": ["Ngày cuối phải từ hôm nay trở đi."]})
    if row.effective_to is not None and row.effective_to < last_day:
        errors = {"effective_to": ["Mức này đã có ngày cuối sớm hơn. Hãy thêm mức mới."]}
        raise Problem("invalid", errors=errors)
    row.effective_to = last_day
    db.session.flush()
    _note(administrator, "local_fee_ended", row)
    return row


def _refuse_what_is_not_open(given: Mapping[str, Any]) -> None:
    """A rate of the law is nobody's here to change."""
    version = catalogue.procedure(given["procedure"])
    if given["key"] not in {rule.key for rule in catalogue.open_fees(version)}:
        raise Problem("invalid", errors={"key": ["Khoản này đã có mức, hoặc không có khoản này."]})
    end_day: date | None = given.get("effective_to")
    if end_day is not None and end_day < given["effective_from"]:
        raise Problem("invalid", errors={"effective_to": ["Ngày cuối trước ngày bắt đầu."]})


def _make_room(row: LocalFee, start: date) -> None:
    """The former rate ends the day before; one that begins as late or later is in the way."""
    if row.effective_to is not None and row.effective_to < start:
        return
    if row.effective_from >= start:
        raise Problem(
            "invalid", errors={"effective_from": ["Đã có mức khác từ ngày này hoặc sau đó."]}
        )
    row.effective_to = start - timedelta(days=1)


def _note(administrator: Actor, action: str, row: LocalFee) -> None:
    audit.record(
        action,
        f"local_fee:{row.id}",
        actor_id=administrator.person_id,
        procedure=row.procedure_code,
        key=row.key,
        amount=row.amount,
        online=row.online,
        effective_from=row.effective_from.isoformat(),
        effective_to=None if row.effective_to is None else row.effective_to.isoformat(),
    )


def payee(agency_code: str) -> Payee | None:
    """The agency's bank account; None before anybody has set it."""
    return desk_queries.payee(agency_code)


def set_payee(administrator: Actor, given: Mapping[str, str]) -> Payee:
    """Where transfers go from now on; audited. Codes that were shown before keep their account."""
    agency_code = agency_of(administrator)
    row = desk_queries.payee(agency_code)
    if row is None:
        row = Payee(agency_code=agency_code)
        db.session.add(row)
    before = row.account
    row.bin, row.bank = given["bin"], given["bank"]
    row.account, row.name = given["account"], given["name"]
    row.changed_at = clock.now()
    db.session.flush()
    audit.record(
        "payee_changed",
        f"agency:{agency_code}",
        actor_id=administrator.person_id,
        before=before,
        after=row.account,
    )
    return row
