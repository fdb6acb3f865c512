"""Many at once, on separate connections: exactly once, whatever lands together."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any, TypeVar

import pytest
from flask import Flask

from backend.core import clock
from backend.core.access import Actor
from backend.core.model import new_id
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.dossiers import counter_queries, history_queries, queries, service
from backend.dossiers.models import Dossier
from backend.extensions import db
from tests.support.factories import dossiers as factory
from tests.support.factories import uploads
from tests.support.factories.accounts import LUAN_THANH, sender_headers
from tests.support.factories.dossiers import World, body, photo_body, put

T = TypeVar("T")
MANY = 20
PAGES = [uploads.page(seed) for seed in range(1, 3)]


def together(app: Flask, actions: Sequence[Callable[[], T]]) -> list[T]:
    """Run each on a thread with an application context (so a connection) of its own, at once."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        with app.app_context():
            barrier.wait(timeout=20)
            return action()

    db.session.rollback()
    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_twenty_parallel_submissions_are_one_dossier(world: World) -> None:
    """Failure 2. Seen failing with a plain insert in place of the one that yields."""
    dossier_id = new_id()
    headers = sender_headers(world.citizen.send_token)

    def send() -> tuple[int, dict[str, Any]]:
        answer = put(world.app.test_client(), dossier_id, body(), headers=headers)
        return answer.status_code, answer.json

    answers = together(world.app, [send] * MANY)
    assert sorted(status for status, _ in answers) == [200] * (MANY - 1) + [201]
    receipts = [receipt for _, receipt in answers]
    assert all(receipt == receipts[0] for receipt in receipts)
    assert db.session.query(Dossier).count() == 1
    assert len(history_queries.events(dossier_id)) == 1


def test_two_last_pages_landing_together_complete_it_once(world: World, database_kind: str) -> None:
    """Failure 2, 200 times where rows are locked; on SQLite writers queue anyway.

    Seen failing without the row's lock: each page sees the other one missing, nobody completes.
    """
    rounds = 200 if database_kind == "postgres" else 5
    headers = sender_headers(world.citizen.send_token)
    for number in range(rounds):
        photos = [uploads.page(1000 + 2 * number + n, size=(30, 40)) for n in range(2)]
        dossier_id = new_id()
        client = world.app.test_client()
        receipt = put(client, dossier_id, photo_body(*photos), headers=headers).json
        by_hash = {uploads.sha256(data): data for data in photos}

        def send(missing: dict[str, Any], files: dict[str, bytes] = by_hash) -> str:
            answer = factory.send_page(
                world.app.test_client(), missing["upload"], files[missing["sha256"]], **headers
            )
            state: str = "awaiting_pages" if answer.status_code == 204 else answer.json["state"]
            return state

        states = together(
            world.app,
            [lambda m=m: send(m) for m in receipt["missing"]],  # type: ignore[misc]
        )
        assert "1" in states
        kinds = [(e.kind, e.to_state) for e in history_queries.events(dossier_id)]
        assert kinds == [("submitted", "awaiting_pages"), ("submitted", "1")]


def test_codes_of_a_day_under_parallel_load(world: World) -> None:
    """Seen failing with the counter read and written instead of locked."""
    moment = datetime(2026, 11, 20, 2, tzinfo=UTC)
    with clock.frozen(moment):
        ids = [factory.received(world).id for _ in range(MANY)]

    def accept(dossier_id: uuid.UUID) -> str:
        with clock.frozen(moment), writing():
            version = queries.locked(dossier_id).version  # type: ignore[union-attr]
            code = service.accept(world.officer.actor, dossier_id, version).code
        assert code is not None
        return code

    codes = together(world.app, [lambda i=i: accept(i) for i in ids])  # type: ignore[misc]
    assert sorted(codes) == [f"{LUAN_THANH}-261120-{n:04d}" for n in range(1, MANY + 1)]


def test_two_officers_on_one_dossier(world: World) -> None:
    """The second gets `stale`, no second code is used up. Seen failing without the row's lock."""
    dossier = factory.received(world)

    def accept() -> str:
        try:
            with writing():
                service.accept(world.officer.actor, dossier.id, dossier.version)
        except Problem as problem:
            return problem.code
        return "accepted"

    assert sorted(together(world.app, [accept] * 4)) == ["accepted", "stale", "stale", "stale"]
    assert factory.found(dossier.id).state == "2"


def test_the_citizen_changes_while_the_officer_opens(world: World) -> None:
    """One of them is first: either the officer sees the new version, or the citizen is told.

    Seen failing without the row's lock."""
    for _ in range(5):
        dossier = factory.received(world)

        def change(dossier_id: uuid.UUID = dossier.id) -> str:
            try:
                with writing():
                    sent = factory.submission(body(revision=2, relation="family"))
                    service.submit(world.citizen.actor, dossier_id, sent)
            except Problem as problem:
                return problem.code
            return "changed"

        def open_it(dossier_id: uuid.UUID = dossier.id) -> str:
            with writing():
                opened = service.open_dossier(world.officer.actor, dossier_id)
                return str(opened.revision)

        change_result, seen_revision = together(world.app, [change, open_it])
        now = factory.found(dossier.id).revision
        assert str(now) == seen_revision
        assert (change_result == "changed") == (now == 2)


def test_one_command_many_times_at_once(world: World) -> None:
    dossier = factory.received(world)
    command_id = new_id()

    def withdraw() -> str:
        with writing():
            command = {"kind": "withdraw", "dossier": dossier.id, "data": {}}
            answer = service.run_command(world.citizen.actor, command_id, command, {"a": 1})
            return str(answer["state"])

    assert together(world.app, [withdraw] * 8) == ["7"] * 8
    kinds = [event.kind for event in history_queries.events(dossier.id)]
    assert kinds == ["submitted", "withdrawn"]


def test_no_change_is_skipped_by_a_reader(world: World) -> None:
    """A global sequence would skip rows that commit late; the account's locked counter cannot."""
    actor: Actor = world.citizen.actor

    def submit() -> None:
        with writing():
            service.submit(actor, new_id(), factory.submission(body()))

    seen: set[str] = set()
    cursor = 0
    for _ in range(3):
        together(world.app, [submit] * 4)
        found = service.changes(actor, cursor)
        cursor = found["cursor"]
        seen |= {str(change["id"]) for change in found["dossiers"]}
        db.session.rollback()
    assert len(seen) == 12
    assert cursor == counter_queries.change_cursor(actor.person_id) == 12


@pytest.mark.parametrize("photo", PAGES[:1])
def test_a_page_and_a_replay_land_together(world: World, photo: bytes) -> None:
    headers = sender_headers(world.citizen.send_token)
    dossier_id = new_id()
    receipt = put(world.app.test_client(), dossier_id, photo_body(photo), headers=headers).json

    def land() -> int:
        url = receipt["missing"][0]["upload"]
        return factory.send_page(world.app.test_client(), url, photo, **headers).status_code

    def replay() -> int:
        client = world.app.test_client()
        return put(client, dossier_id, photo_body(photo), headers=headers).status_code

    assert together(world.app, [land, replay, replay]) == [200, 200, 200]
    assert factory.found(dossier_id).state == "1"
