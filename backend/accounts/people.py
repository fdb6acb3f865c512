"""Making a row of `people`; every way of becoming an account ends here."""

from __future__ import annotations

from backend.accounts.models import Person
from backend.core import clock
from backend.core.access import Role
from backend.core.configuration import current_settings
from backend.core.text import fold
from backend.extensions import db


def make(
    full_name: str,
    *,
    phone: str | None = None,
    birth_year: int | None = None,
    id_number: str | None = None,
    role: Role = Role.CITIZEN,
    agency_code: str | None = None,
    is_demo: bool | None = None,
) -> Person:
    """A new person in the present transaction; `phone` is E.164 already.

    Whoever signs up on a demo installation is demo data too, or it could not be started again.
    """
    made = Person(
        full_name=full_name,
        search_name=fold(full_name),
        birth_year=birth_year,
        phone=phone,
        id_number=id_number,
        role=role.value,
        agency_code=agency_code,
        is_demo=current_settings().is_demo if is_demo is None else is_demo,
        created_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def rename(person: Person, full_name: str) -> None:
    """Change the name, and with it what searches find."""
    person.full_name = full_name
    person.search_name = fold(full_name)
