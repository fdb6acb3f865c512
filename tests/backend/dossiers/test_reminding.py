"""Reminders: each at its day, once, to whom it concerns; the days are data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import births, deadlines, people_told, reminding, service
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from tests.support.factories import catalogue, uploads
from tests.support.factories import messages as told
from tests.support.factories.accounts import officer_in
from tests.support.factories.dossiers import (
    World,
    body,
    found,
    in_state,
    put,
    received,
    with_photos,
)

MONDAY = told.at("2026-11-23 08:00")
BIRTH = "2.000009"


def kinds(dossier: Dossier) -> list[str]:
    return [m.kind for m in told.messages(dossier.id) if m.dedupe is not None]


def on(text: str) -> int:
    with clock.frozen(told.at(text)):
        return reminding.remind()


def test_before_a_window_closes_ten_and_three_working_days(world: World) -> None:
    """Monday 23/11 and 15 working days: Tuesday 15/12 (facts §1.3). Seen failing with calendar
    days counted."""
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.SUPPLEMENT_ASKED)
    assert on("2026-11-30 09:00") == 0
    assert on("2026-12-01 09:00") == 1
    assert on("2026-12-01 15:00") == on("2026-12-09 09:00") == 0
    assert on("2026-12-10 09:00") == 1
    assert on("2026-12-15 09:00") == on("2026-12-16 09:00") == 0
    said = [m for m in told.messages(dossier.id) if m.dedupe]
    assert [(m.kind, m.facts["days"]) for m in said] == [
        ("supplement_closing", 10),
        ("supplement_closing", 3),
    ]
    assert said[0].facts["items"] == ["Tờ khai"]


def test_a_worker_that_slept_says_only_the_nearest(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.SUPPLEMENT_ASKED)
    assert on("2026-12-14 09:00") == 1
    assert told.newest(dossier.id).facts["days"] == 1


def test_who_answered_is_not_reminded(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.SUPPLEMENT_ASKED)
        in_state(world, State.WITHDRAWN, dossier)
    assert on("2026-12-10 09:00") == 0


def test_a_result_that_nobody_fetched_after_a_week_and_a_month(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.FINISHED)
    assert on("2026-11-29 09:00") == 0
    assert on("2026-11-30 09:00") == 1
    assert on("2026-12-22 09:00") == 0
    assert on("2026-12-23 09:00") == 1
    assert on("2027-02-23 09:00") == 0
    assert kinds(dossier) == ["result_waiting", "result_waiting"]


def test_a_result_that_was_fetched_reminds_nobody(world: World) -> None:
    with clock.frozen(MONDAY):
        in_state(world, State.RETURNED)
    assert on("2026-12-23 09:00") == 0


def test_two_workers_remind_once(world: World) -> None:
    """Both have seen that it is due. Seen failing with the second look under the lock left out
    and the cause not unique."""
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.FINISHED)
    moment = told.at("2026-11-30 09:00")
    due, _ = reminding._due(moment, None)
    assert len(due) == 1
    for expected in (1, 0):
        with clock.frozen(moment), writing():
            assert reminding._say(*due[0], moment) == expected
    assert kinds(dossier) == ["result_waiting"]


@pytest.mark.parametrize("breaks", ["births.unregistered", "people_told.facts"])
def test_one_that_cannot_be_said_holds_up_no_other(
    world: World, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    """A spoilt dossier, whether it is judged or told of. Seen failing without the guard there."""
    spoilt = draft_of_birth(world, tmp_path, "2026-11-10")
    sound = draft_of_birth(world, tmp_path, "2026-11-11")
    module = {"births": births, "people_told": people_told}[breaks.partition(".")[0]]
    verb = getattr(module, breaks.partition(".")[2])

    def breaking(dossier: Dossier, *more: Any) -> Any:
        if dossier.id == spoilt.id:
            raise ValueError("spoilt")
        return verb(dossier, *more)

    monkeypatch.setattr(module, verb.__name__, breaking)
    assert on("2026-12-28 09:00") == 1
    assert (kinds(spoilt), kinds(sound)) == ([], ["birth_closing"])


# --- births --------------------------------------------------------------------------------------


def birth_form(tmp_path: Any) -> None:
    section = {
        "key": "tre",
        "title": "Bé tên gì?",
        "about": "subject",
        "fields": [
            {"key": "tre_ten", "label": "Tên bé", "type": "person_name"},
            {"key": "tre_ngay_sinh", "label": "Ngày sinh", "type": "date_or_year", "max": "today"},
        ],
    }
    sections = [*catalogue.content()["sections"], section]
    catalogue.imported(tmp_path, code=BIRTH, life_events=["birth"], sections=sections)


def draft_of_birth(world: World, tmp_path: Any, born: str) -> Dossier:
    birth_form(tmp_path)
    dossier_id = new_id()
    answers = {"tre_ngay_sinh": born}
    with clock.frozen(MONDAY):
        sent = put(world.citizen.client, dossier_id, body(BIRTH, submit=False, answers=answers))
    assert sent.status_code == 201, sent.text
    return found(dossier_id)


def test_a_draft_of_a_birth_before_its_sixty_days_are_over(world: World, tmp_path: Any) -> None:
    dossier = draft_of_birth(world, tmp_path, "2026-11-10")
    last_day = date(2026, 11, 10) + timedelta(days=60)
    assert on("2026-12-24 09:00") == 0
    assert on("2026-12-25 09:00") == 1
    assert on("2027-01-03 09:00") == 0
    assert on("2027-01-04 09:00") == 1
    assert on("2027-01-10 09:00") == 0
    said = told.newest(dossier.id)
    assert (said.kind, said.facts["due"]) == ("birth_closing", last_day.isoformat())
    assert said.person_id == world.citizen.actor.person_id


@pytest.mark.parametrize("born", ["2026", "2026-02-30", ""])
def test_a_birth_without_a_day_counts_none(world: World, tmp_path: Any, born: str) -> None:
    draft_of_birth(world, tmp_path, born)
    assert on("2026-12-25 09:00") == 0


def sent_birth(world: World, born: str, child: str = "", **changes: Any) -> Dossier:
    answers = {**body()["answers"], "tre_ngay_sinh": born, **({"tre_ten": child} if child else {})}
    with clock.frozen(MONDAY):
        return received(world, body(BIRTH, answers=answers, **changes))


@pytest.mark.parametrize("ended", [State.WITHDRAWN, State.REFUSED])
def test_a_birth_whose_registration_came_to_nothing(
    world: World, tmp_path: Any, ended: State
) -> None:
    """Until somebody of the family sends another one about the same day. Seen failing with drafts
    alone, and without the look at what else was handed in."""
    birth_form(tmp_path)
    with clock.frozen(MONDAY):
        dossier = in_state(world, ended, sent_birth(world, "2026-11-10"))
    assert on("2026-12-25 09:00") == 1
    assert told.newest(dossier.id).kind == "birth_closing"
    sent_birth(world, "2025-11-11")
    assert on("2027-01-04 08:00") > 0
    assert kinds(dossier).count("birth_closing") == 2
    withdrawn = in_state(world, State.WITHDRAWN, sent_birth(world, "2026-11-12"))
    sent_birth(world, "2026-11-12")
    on("2027-01-07 09:00")
    assert "birth_closing" not in kinds(withdrawn)


def of_neighbour(name: str, **owner: str) -> dict[str, Any]:
    """A volunteer sends for somebody else."""
    return {"people": {"owner": {"full_name": name, **owner}}, "relation": "volunteer"}


PAO, SENH = of_neighbour("Giàng Thị Pao"), of_neighbour("Sùng Thị Sênh")
"""Two mothers of one hamlet."""


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Giàng A Tủa", PAO), ("Sùng A Chu", SENH), False),
        (("", PAO), ("Sùng A Chu", SENH), False),
        (("", PAO), ("Giàng A Tủa", PAO), True),
        (("Giàng A Tủa", PAO), ("Giàng A Tủa", SENH), True),
        (("Giàng A Tủa", PAO), ("Giàng A Tú", PAO), False),
        (
            ("", of_neighbour("Giàng Thị Pao", id_number="014203000011")),
            ("", of_neighbour("Giàng Thị Pao", id_number="014203000029")),
            False,
        ),
    ],
    ids=["families", "no name yet", "named later", "father sends", "twins", "namesakes"],
)
def test_a_birth_is_silenced_by_a_registration_of_the_same_child_alone(
    world: World,
    tmp_path: Any,
    first: tuple[str, dict[str, Any]],
    second: tuple[str, dict[str, Any]],
    same: bool,
) -> None:
    """One volunteer sends all evening, and two children of the hamlet were born on one day. Seen
    failing with any dossier of the same sender about that day taken for the child's own (families,
    no name yet, twins, namesakes), and with the family asked alone (father sends, twins)."""
    birth_form(tmp_path)
    withdrawn = sent_birth(world, "2026-11-10", first[0], **first[1])
    in_state(world, State.WITHDRAWN, withdrawn)
    sent_birth(world, "2026-11-10", second[0], **second[1])
    on("2026-12-25 09:00")
    assert ("birth_closing" not in kinds(withdrawn)) is same


# --- officers ------------------------------------------------------------------------------------


def test_the_desk_hears_of_a_new_dossier_at_once(world: World) -> None:
    colleague = officer_in(world.app, "Lường Thị Thử")
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.RECEIVED)
    assert on("2026-11-23 08:05") == 2
    said = [m for m in told.messages(dossier.id) if m.kind == "desk_new"]
    assert {m.person_id for m in said} == {
        world.officer.actor.person_id,
        colleague.actor.person_id,
    }
    assert on("2026-11-23 08:10") == 0
    inbox = world.officer.client.get("/api/messages").json
    assert [one["kind"] for one in inbox["items"]] == ["desk_new"]


def test_what_was_opened_is_not_new(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.RECEIVED)
        with writing():
            service.open_dossier(world.officer.actor, dossier.id)
    assert on("2026-11-23 08:05") == 0


def test_before_the_eight_hours_are_over(world: World) -> None:
    """Received on Monday at 08:00: the answer is due on Tuesday's successor, since 24/11 is a
    holiday; two working hours before that the desk is warned."""
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.RECEIVED)
        with writing():
            service.open_dossier(world.officer.actor, dossier.id)
    assert dossier.answer_due == told.at("2026-11-25 08:00")
    assert on("2026-11-23 15:29") == 0
    assert on("2026-11-23 16:00") == 1
    assert on("2026-11-23 17:00") == 0
    assert kinds(dossier) == ["desk_answer_due"]


def test_in_time_for_an_apology_and_the_day_before(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.ACCEPTED, with_photos(world, uploads.page(1)))
    assert clock.local(found(dossier.id).binding_due).date() == date(2026, 11, 27)
    assert on("2026-11-23 16:00") == 0
    assert on("2026-11-25 08:00") == 1
    assert on("2026-11-26 08:00") == 1
    assert on("2026-11-27 08:00") == 0
    said = [m for m in told.messages(dossier.id) if m.dedupe]
    assert [m.kind for m in said] == ["desk_apology_due", "desk_due_tomorrow"]
    assert {m.person_id for m in said} == {world.officer.actor.person_id}


def test_a_worker_that_was_down_that_day_says_it_on_the_next(world: World) -> None:
    """Due on 27/11. Seen failing with the days left compared for equality."""
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.ACCEPTED, with_photos(world, uploads.page(1)))
    assert on("2026-11-26 14:00") == 2
    assert on("2026-11-27 08:00") == 0
    assert sorted(kinds(dossier)) == ["desk_apology_due", "desk_due_tomorrow"]


def test_on_the_day_itself_it_is_too_late_for_an_apology(world: World) -> None:
    """Seen failing without the least number of days."""
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.ACCEPTED, with_photos(world, uploads.page(1)))
    assert on("2026-11-27 08:00") == 1
    assert kinds(dossier) == ["desk_due_tomorrow"]


def test_who_apologised_is_not_asked_to(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.ACCEPTED, with_photos(world, uploads.page(1)))
        with writing():
            service.apologise(
                world.officer.actor,
                dossier.id,
                dossier.version,
                due_date=date(2026, 12, 3),
                reason="Phải chờ tỉnh trả lời.",
            )
    assert on("2026-12-01 08:00") == 0
    assert on("2026-12-02 08:00") == 1


# --- the days are data ---------------------------------------------------------------------------


def test_the_days_are_data(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    later = replace(deadlines.RULES[0], since=date(2026, 12, 1), result_reminders=(2,))
    monkeypatch.setattr(deadlines, "RULES", (*deadlines.RULES, later))
    with clock.frozen(told.at("2026-12-02 08:00")):
        in_state(world, State.FINISHED)
    assert on("2026-12-03 09:00") == 0
    assert on("2026-12-04 09:00") == 1


def test_a_loop_that_comes_by_every_few_seconds_looks_sometimes(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(reminding, "_ran", {})
    monkeypatch.setattr(reminding, "remind", lambda now: looked.append(now) or 0)
    for _ in range(3):
        service.remind_sometimes(MONDAY)
    assert looked == [MONDAY]


def test_many_dossiers_in_batches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "BATCH", 2)
    with clock.frozen(MONDAY):
        for _ in range(5):
            in_state(world, State.FINISHED)
    assert on("2026-11-30 09:00") == 5
    assert on("2026-11-30 09:00") == 0
