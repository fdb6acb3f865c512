"""The same things at once, from many connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.accounts import passwords, second_factor, service, throttling
from backend.accounts.models import Person, SignInCode, SignInSession
from backend.accounts.throttling import Policy, Subject
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import make_citizen, make_officer
from tests.support.sign_in import E164, PHONE, ask, enter, last_code, officer_enters, ticket, verify

AT_ONCE = 12


def _at_once(call: Callable[[int], TestResponse]) -> Counter[str]:
    """How often each answer came: its problem's code, or its status."""
    gate = Barrier(AT_ONCE)

    def one(n: int) -> str:
        gate.wait()
        answer = call(n)
        body = answer.get_json()
        return str(body["code"]) if answer.status_code >= 400 else str(answer.status_code)

    db.session.remove()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


def _count(table: type[Person] | type[SignInCode] | type[SignInSession]) -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


def test_guessing_at_once_gives_no_more_tries(app: Flask) -> None:
    ask(app.test_client())
    wrong = f"{(int(last_code()) + 1) % 10**6:06d}"
    answers = _at_once(lambda _: verify(app.test_client(), wrong))
    assert answers == {"code_wrong": 5, "too_many_tries": AT_ONCE - 5}


def test_guessing_a_pin_at_once_gives_no_more_tries(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the try counted after the comparison: all twelve were compared."""
    compared: list[str | None] = []
    real = passwords.is_right
    monkeypatch.setattr(
        passwords, "is_right", lambda kept, pin: compared.append(kept) or real(kept, pin)
    )
    with writing():
        person = make_citizen(phone=E164, pin=(1, 2, 3, 4))
    shown = ticket(app.test_client())
    answers = _at_once(
        lambda _: enter(app.test_client(), shown, profile_id=person.id, pin=[4, 3, 2, 1])
    )
    assert answers == {"pin_wrong": 5, "too_many_tries": AT_ONCE - 5}
    assert len(compared) == 5


def test_asking_at_once_sends_one_message(app: Flask) -> None:
    answers = _at_once(lambda _: ask(app.test_client(), PHONE))
    assert answers == {"202": AT_ONCE}
    assert _count(SignInCode) == 1


def test_a_request_repeated_at_once_makes_one_profile(app: Flask) -> None:
    """Seen failing on PostgreSQL without the lock on the code's row: twelve profiles."""
    shown, device = ticket(app.test_client()), new_id()
    new = {"full_name": "Lò Thị Mẫu"}
    answers = _at_once(lambda _: enter(app.test_client(), shown, device, new_profile=new))
    assert answers == {"201": AT_ONCE}
    assert (_count(Person), _count(SignInSession)) == (1, 1)


def test_the_desks_pin_opens_one_device(app: Flask) -> None:
    with writing():
        person, officer = make_citizen(phone=E164), make_officer()
    with writing():
        told = service.reset_picture_pin(person.id, service.fresh_pin(), by=officer.id)
    shown = ticket(app.test_client())
    pin = list(told.pictures)
    answers = _at_once(lambda _: enter(app.test_client(), shown, profile_id=person.id, pin=pin))
    assert answers["201"] == 1
    assert _count(SignInSession) == 1


def test_a_second_factor_opens_one_session(app: Flask) -> None:
    """Seen failing on PostgreSQL without the lock on the login's row: two sessions."""
    with writing():
        officer = make_officer(login="canbo")
    code = second_factor.code_now(officer.id.hex)
    answers = _at_once(lambda _: officer_enters(app.test_client(), "canbo", code))
    assert answers["201"] == 1
    assert set(answers) <= {"201", "officer_sign_in_wrong", "too_many_tries"}
    assert _count(SignInSession) == 1


def test_trying_and_forgiving_at_once_never_wait_for_each_other(app: Flask) -> None:
    """Seen failing on PostgreSQL with rows forgiven in the order they were named: a deadlock; and
    with a row made and locked in two statements: gone between them."""
    free = Policy("test", 10_000, ())
    *own, shared = (Subject(free, f"subject {n}") for n in range(6))

    def work(n: int) -> None:
        with app.app_context():
            for _ in range(20):
                with writing():
                    if n % 2:
                        throttling.count_try(*own, shared)
                    else:
                        throttling.forgive(*own, shared=shared)

    db.session.remove()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, range(AT_ONCE)))
