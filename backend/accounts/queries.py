"""All SQL of the accounts."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Row, and_, delete, exists, func, or_, select, union, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.accounts.models import (
    HomeDevice,
    Person,
    SendToken,
    SessionKind,
    SignInCode,
    SignInSession,
    StaffLogin,
    Throttle,
)
from backend.core.access import STAFF_ROLES
from backend.extensions import db

# --- people ------------------------------------------------------------------------------------


def person(person_id: uuid.UUID, *, lock: bool = False) -> Person | None:
    """The person, for changing when `lock`."""
    query = select(Person).where(Person.id == person_id)
    return db.session.scalar(query.with_for_update() if lock else query)


def names(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Full names by id."""
    rows = db.session.execute(select(Person.id, Person.full_name).where(Person.id.in_(ids)))
    return {row.id: row.full_name for row in rows}


def phones(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Verified numbers by id; who has none is left out."""
    rows = db.session.execute(
        select(Person.id, Person.phone).where(Person.id.in_(ids), Person.phone.is_not(None))
    )
    return {row.id: row.phone for row in rows}


def person_by_id_number(id_number: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.id_number == id_number))


def people_of_phone_and_name(phone: str, search_name: str) -> list[Person]:
    """People with this number and, diacritics aside, this name; the eldest account first."""
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.phone == phone, Person.search_name == search_name)
            .order_by(Person.id)
        )
    )


def profiles_of_phone(
    phone: str, device_id: uuid.UUID | None
) -> list[Row[tuple[uuid.UUID, str, bool]]]:
    """(id, full_name, made on this device) of everybody who may be entered with this number."""
    here = exists().where(HomeDevice.person_id == Person.id, HomeDevice.device_id == device_id)
    return list(
        db.session.execute(
            select(Person.id, Person.full_name, here.label("here"))
            .where(Person.phone == phone, Person.role.not_in(STAFF_ROLES))
            .order_by(here.desc(), Person.search_name, Person.id)
        )
    )


def profile_of_phone(person_id: uuid.UUID, phone: str) -> Person | None:
    """One of them, for changing; None for somebody else's number or a member of staff."""
    return db.session.scalar(
        select(Person)
        .where(Person.id == person_id, Person.phone == phone, Person.role.not_in(STAFF_ROLES))
        .with_for_update()
    )


def people_matching(
    *, name: str | None, phone: str | None, id_number: str | None, limit: int
) -> list[uuid.UUID]:
    """Ids of people by a part of the folded name, or the whole number; newest first."""
    tests = []
    if name:
        tests.append(Person.search_name.contains(name, autoescape=True))
    if phone:
        tests.append(Person.phone == phone)
    if id_number:
        tests.append(Person.id_number == id_number)
    if not tests:
        return []
    query = select(Person.id).where(or_(*tests)).order_by(Person.id.desc()).limit(limit)
    return list(db.session.scalars(query))


def any_real_person() -> bool:
    """Whether somebody is here who is not demo data."""
    return bool(db.session.scalar(select(exists().where(Person.is_demo.is_(False)))))


# --- devices and sessions ----------------------------------------------------------------------


def is_home(person_id: uuid.UUID, device_id: uuid.UUID) -> bool:
    return db.session.get(HomeDevice, (person_id, device_id)) is not None


def session_with_person(ticket_hash: str) -> tuple[SignInSession, Person] | None:
    """Who holds this ticket, in one query."""
    row = db.session.execute(
        select(SignInSession, Person)
        .join(Person, Person.id == SignInSession.person_id)
        .where(SignInSession.ticket_hash == ticket_hash)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def session_on_phone(session_id: uuid.UUID) -> SignInSession | None:
    """The sign-in, if it is one on a phone."""
    return db.session.scalar(
        select(SignInSession).where(
            SignInSession.id == session_id, SignInSession.kind == SessionKind.PHONE
        )
    )


def sessions_of(person_id: uuid.UUID) -> list[SignInSession]:
    """A person's sign-ins, the latest seen first."""
    return list(
        db.session.scalars(
            select(SignInSession)
            .where(SignInSession.person_id == person_id)
            .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
        )
    )


def delete_sessions(*tests: Any) -> None:
    """Delete the sign-ins that pass all `tests`."""
    db.session.execute(delete(SignInSession).where(and_(*tests)))


def see_session(session_id: uuid.UUID, moment: datetime) -> None:
    """Note that it was used, never going back in time."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.last_seen_at < moment)
        .values(last_seen_at=moment)
    )


def delete_stale_sessions(
    person_id: uuid.UUID, phone_before: datetime, staff_before: datetime
) -> None:
    """Delete this person's sign-ins that have run out."""
    delete_sessions(
        SignInSession.person_id == person_id,
        or_(
            and_(
                SignInSession.kind == SessionKind.PHONE, SignInSession.last_seen_at < phone_before
            ),
            and_(
                SignInSession.kind == SessionKind.STAFF, SignInSession.last_seen_at < staff_before
            ),
        ),
    )


def devices_of(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Every device this person was signed in on, may send from, or made the profile on."""
    found: CompoundSelect[uuid.UUID | None] = union(
        select(SignInSession.device_id).where(
            SignInSession.person_id == person_id, SignInSession.device_id.is_not(None)
        ),
        select(SendToken.device_id).where(SendToken.person_id == person_id),
        select(HomeDevice.device_id).where(HomeDevice.person_id == person_id),
    )
    return sorted(device for (device,) in db.session.execute(found) if device is not None)


def device_names(person_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The latest name of each phone that may send for a person."""
    rows = db.session.execute(
        select(SendToken.device_id, SendToken.device_name)
        .where(SendToken.person_id == person_id)
        .order_by(SendToken.created_at)
    )
    return {device: name for device, name in rows}  # noqa: C416 - Rows are no pairs to mypy.


def others_at_home(person_id: uuid.UUID, device_id: uuid.UUID) -> bool:
    """Whether somebody else's profile is at home on a device too."""
    found = db.session.scalar(
        select(HomeDevice.person_id)
        .where(HomeDevice.device_id == device_id, HomeDevice.person_id != person_id)
        .limit(1)
    )
    return found is not None


def forget_home(person_id: uuid.UUID, device_id: uuid.UUID) -> None:
    db.session.execute(
        delete(HomeDevice).where(
            HomeDevice.person_id == person_id, HomeDevice.device_id == device_id
        )
    )


# --- codes -------------------------------------------------------------------------------------


def code(code_id: uuid.UUID) -> SignInCode | None:
    """One code's row, for changing."""
    return db.session.scalar(select(SignInCode).where(SignInCode.id == code_id).with_for_update())


def codes_since(phone: str, moment: datetime) -> list[SignInCode]:
    """The codes of a number since `moment`, the newest first."""
    return list(
        db.session.scalars(
            select(SignInCode)
            .where(SignInCode.phone == phone, SignInCode.created_at >= moment)
            .order_by(SignInCode.created_at.desc(), SignInCode.id.desc())
            .with_for_update()
        )
    )


def count_codes_since(moment: datetime, address_hash: str | None = None) -> int:
    """How many codes were sent since `moment`, for one address or for all."""
    query = select(func.count()).select_from(SignInCode).where(SignInCode.created_at >= moment)
    if address_hash is not None:
        query = query.where(SignInCode.address_hash == address_hash)
    return db.session.scalar(query) or 0


def delete_codes_before(moment: datetime) -> None:
    db.session.execute(delete(SignInCode).where(SignInCode.created_at < moment))


# --- throttles ---------------------------------------------------------------------------------


def locked_throttle(key: str, moment: datetime) -> Throttle:
    """The row that counts tries under this key, made if need be, locked for changing."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    new = insert(Throttle).values(key=key, tries=0, last_try_at=moment)
    # Made or locked in one statement: between two of them a sign-in that forgives could delete it.
    made = new.on_conflict_do_update(index_elements=[Throttle.key], set_={"key": key})
    found = db.session.scalars(
        made.returning(Throttle), execution_options={"populate_existing": True}
    )
    return found.one()


def delete_throttle(key: str) -> None:
    db.session.execute(delete(Throttle).where(Throttle.key == key))


# --- staff -------------------------------------------------------------------------------------


def staff_login(login: str, *, lock: bool = False) -> tuple[StaffLogin, Person] | None:
    """A login and whose it is."""
    query = (
        select(StaffLogin, Person)
        .join(Person, Person.id == StaffLogin.person_id)
        .where(StaffLogin.login == login, Person.role.in_(STAFF_ROLES))
    )
    row = db.session.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else (row[0], row[1])


def login_exists(login: str) -> bool:
    """Whether the login is in use, be it by somebody dismissed."""
    return bool(db.session.scalar(select(exists().where(StaffLogin.login == login))))


def has_staff_login(person_id: uuid.UUID) -> bool:
    return db.session.get(StaffLogin, person_id) is not None


def demo_staff_logins() -> list[StaffLogin]:
    """Logins of invented staff only."""
    return list(
        db.session.scalars(
            select(StaffLogin)
            .join(Person, Person.id == StaffLogin.person_id)
            .where(Person.is_demo.is_(True))
            .order_by(StaffLogin.login)
        )
    )


def staff_of(agency_code: str) -> list[Row[tuple[uuid.UUID, str, str]]]:
    """(id, full_name, role) of an agency's staff, by name."""
    return list(
        db.session.execute(
            select(Person.id, Person.full_name, Person.role)
            .where(Person.agency_code == agency_code, Person.role.in_([*STAFF_ROLES]))
            .order_by(Person.search_name, Person.id)
        )
    )
