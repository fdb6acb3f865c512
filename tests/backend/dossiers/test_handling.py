"""What officers do: the table's steps with their guards, clocks, codes and trail."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from backend.accounts.models import Person
from backend.core import clock
from backend.core.clock import VIETNAM
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.dossiers import feed, history_queries, queries, service, transitions
from backend.dossiers.models import Dossier, DossierEvent
from backend.dossiers.states import TRANSITIONS, State
from backend.extensions import db
from tests.support.factories import dossiers as factory
from tests.support.factories import uploads
from tests.support.factories.accounts import MUONG_MAU, officer_in
from tests.support.factories.dossiers import REASON, World, body, in_state, received

ONE, TWO = uploads.page(1), uploads.page(2)
FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def refused(action: Callable[[], object]) -> Problem:
    """The problem that an action in a transaction of its own ends with."""
    with pytest.raises(Problem) as problem, writing():
        action()
    return problem.value


def test_the_factories_reach_every_state(world: World) -> None:
    for state in list(State)[2:]:
        assert in_state(world, state).stands is state


def test_acceptance_gives_the_code_and_the_binding_date(world: World) -> None:
    with clock.frozen(FRIDAY):
        photo = factory.with_photos(world, ONE)
        assert photo.answer_due == at("2026-11-23 09:00")
        assert photo.provisional_due == at("2026-11-26 17:30")
    with clock.frozen(MONDAY):
        accepted = in_state(world, State.ACCEPTED, photo)
    assert accepted.code == "H56.126-261123-0001"
    assert accepted.binding_due == at("2026-11-27 17:30")
    assert accepted.provisional_due is None
    assert accepted.officer_id == world.officer.actor.person_id


def test_where_the_rules_name_no_term_an_officer_gives_date_and_reason(world: World) -> None:
    officer = world.officer.actor
    with clock.frozen(FRIDAY):
        dossier = received(world, body(factory.HELP))

        def accept(**given: object) -> object:
            return service.accept(officer, dossier.id, dossier.version, **given)  # type: ignore[arg-type]

        assert refused(accept).errors == {
            "due_date": ["Chưa rõ số ngày. Hãy ghi ngày trả và lý do."]
        }
        day = date(2026, 12, 4)
        assert "reason" in (refused(lambda: accept(due_date=day, reason="ngắn")).errors or {})
        for wrong in (date(2026, 11, 19), date(2062, 11, 24), date.max):
            refusal = refused(lambda day=wrong: accept(due_date=day, reason=REASON))
            assert "due_date" in (refusal.errors or {})
        with writing():
            accept(due_date=day, reason="Phải hỏi xã nơi cư trú cũ.")
        accepted = factory.found(dossier.id)
        assert accepted.binding_due == at("2026-12-04 17:30")
        assert accepted.due_reason == "Phải hỏi xã nơi cư trú cũ."


def test_where_the_rules_name_a_term_no_other_date_is_taken(world: World) -> None:
    dossier = received(world)
    problem = refused(
        lambda: service.accept(
            world.officer.actor,
            dossier.id,
            dossier.version,
            due_date=date(2099, 1, 1),
            reason=REASON,
        )
    )
    assert "due_date" in (problem.errors or {})


@pytest.mark.parametrize("reason", ["", "ngắn quá", "   ngắn     "])
def test_a_refusal_says_why(world: World, reason: str) -> None:
    dossier = received(world)
    problem = refused(
        lambda: service.refuse(world.officer.actor, dossier.id, dossier.version, reason=reason)
    )
    assert "reason" in (problem.errors or {})
    assert factory.found(dossier.id).state == "1"


def test_a_stale_version_is_refused_and_nothing_is_overwritten(world: World) -> None:
    dossier = received(world)
    in_state(world, State.ACCEPTED, dossier)
    problem = refused(
        lambda: service.refuse(world.officer.actor, dossier.id, dossier.version, reason=REASON)
    )
    assert problem.code == "stale"
    assert problem.members["version"] == factory.found(dossier.id).version


def test_another_agencys_dossier_does_not_exist(world: World) -> None:
    stranger = officer_in(world.app, "Lường Thị Giả", agency=MUONG_MAU).actor
    dossier = received(world)
    for action in (
        lambda: service.accept(stranger, dossier.id, dossier.version),
        lambda: service.open_dossier(stranger, dossier.id),
        lambda: service.assign(stranger, dossier.id, dossier.version, None),
        lambda: service.review_page(stranger, dossier.id, uuid.uuid4(), verdict="good"),
    ):
        assert refused(action).code == "not_found"


def test_a_draft_is_the_citizens_own(world: World) -> None:
    dossier = received(world, body(submit=False))
    assert dossier.state == "draft"
    problem = refused(lambda: service.open_dossier(world.officer.actor, dossier.id))
    assert problem.code == "not_found"


def test_steps_outside_the_table_are_refused(world: World) -> None:
    """Every verb from every state: either the table knows the step, or nothing changes."""
    officer = world.officer.actor
    verbs: dict[State, Callable[[Dossier], object]] = {
        State.ACCEPTED: lambda d: service.accept(officer, d.id, d.version),
        State.REFUSED: lambda d: service.refuse(officer, d.id, d.version, reason=REASON),
        State.FINISHED: lambda d: service.finish(officer, d.id, d.version),
        State.STOPPED: lambda d: service.stop(officer, d.id, d.version, reason=REASON),
        State.RETURNED: lambda d: service.hand_over(
            officer, d.id, d.version, receiver=service.Receiver("Lò Văn Thử", "Con")
        ),
    }
    for origin in list(State)[2:]:
        for target, verb in verbs.items():
            if (origin, target) in TRANSITIONS:
                continue
            dossier = in_state(world, origin)
            assert refused(lambda d=dossier, v=verb: v(d)).code == "transition_not_allowed"  # type: ignore[misc]
            assert factory.found(dossier.id).state == origin.value


def test_a_supplement_request_waits_until_every_page_was_looked_at(world: World) -> None:
    officer = world.officer.actor
    dossier = factory.with_photos(world, ONE, TWO)
    items = [service.AskedPaper("giay_cu", "Mờ, không đọc được số")]

    def ask() -> object:
        version = factory.found(dossier.id).version
        return service.request_supplement(officer, dossier.id, version, items=items, reason=REASON)

    first = refused(ask)
    assert (first.code, first.members["left"]) == ("pages_not_reviewed", 2)
    pages = [page.id for page in queries.pages(dossier.id)]
    with writing():
        service.review_page(officer, dossier.id, pages[0], verdict="good")
    assert refused(ask).members["left"] == 1
    with writing():
        service.review_page(officer, dossier.id, pages[1], verdict="wrong", text="Mờ")
    version = factory.found(dossier.id).version
    with writing():
        service.request_supplement(officer, dossier.id, version, items=items, reason=REASON)
    assert factory.found(dossier.id).state == "5"


def test_a_request_names_known_papers_once(world: World) -> None:
    dossier = received(world)

    def ask(*papers: str) -> object:
        items = [service.AskedPaper(paper, "Thiếu") for paper in papers]
        return service.request_supplement(
            world.officer.actor, dossier.id, dossier.version, items=items, reason=REASON
        )

    assert "items" in (refused(ask).errors or {})
    assert "items" in (refused(lambda: ask("to_khai", "to_khai")).errors or {})
    assert "items.0.paper" in (refused(lambda: ask("giay_la")).errors or {})


def test_payment_pauses_the_term_and_gives_back_the_rest(world: World) -> None:
    with clock.frozen(FRIDAY):
        dossier = in_state(world, State.ACCEPTED, factory.with_photos(world, ONE))
        assert dossier.binding_due == at("2026-11-26 17:30")
        in_state_payment(world, dossier)
        paused = factory.found(dossier.id)
        assert (paused.state, paused.shown_due) == ("6", None)
    with clock.frozen(at("2026-12-01 09:00")), writing():
        service.confirm_payment(world.officer.actor, dossier.id, paused.version)
    resumed = factory.found(dossier.id)
    assert resumed.state == "2"
    assert resumed.binding_due == at("2026-12-04 17:30")


def in_state_payment(world: World, dossier: Dossier) -> None:
    with writing():
        service.require_payment(
            world.officer.actor, dossier.id, dossier.version, reason="Lệ phí 16.000 đồng."
        )


def test_paid_in_advance_is_accepted_by_the_payment(world: World) -> None:
    with clock.frozen(FRIDAY):
        dossier = received(world)
        in_state_payment(world, dossier)
    with clock.frozen(MONDAY), writing():
        service.confirm_payment(world.officer.actor, dossier.id, factory.found(dossier.id).version)
    accepted = factory.found(dossier.id)
    assert (accepted.state, accepted.code) == ("2", "H56.126-261123-0001")
    assert accepted.binding_due == at("2026-11-23 17:30")


def test_paid_while_processing_goes_on_processing(world: World) -> None:
    dossier = in_state(world, State.PROCESSING)
    in_state_payment(world, dossier)
    with writing():
        service.confirm_payment(world.officer.actor, dossier.id, factory.found(dossier.id).version)
    assert factory.found(dossier.id).state == "4"
    problem = refused(
        lambda: service.confirm_payment(
            world.officer.actor, dossier.id, factory.found(dossier.id).version
        )
    )
    assert problem.code == "transition_not_allowed"


def test_stopping_and_going_on(world: World) -> None:
    with clock.frozen(FRIDAY):
        dossier = in_state(world, State.STOPPED, factory.with_photos(world, ONE))
    with clock.frozen(at("2026-12-01 09:00")), writing():
        service.resume(world.officer.actor, dossier.id, dossier.version, reason=REASON)
    resumed = factory.found(dossier.id)
    assert (resumed.state, resumed.binding_due) == ("4", at("2026-12-04 17:30"))


def test_what_was_never_accepted_cannot_be_resumed(world: World) -> None:
    dossier = received(world)
    in_state_payment(world, dossier)
    stopped = in_stopped(world, dossier)
    problem = refused(
        lambda: service.resume(world.officer.actor, dossier.id, stopped.version, reason=REASON)
    )
    assert problem.code == "transition_not_allowed"
    assert "resume" not in service.actions(stopped)


def in_stopped(world: World, dossier: Dossier) -> Dossier:
    with writing():
        version = factory.found(dossier.id).version
        service.stop(world.officer.actor, dossier.id, version, reason=REASON)
    return factory.found(dossier.id)


def test_finishing_says_where_hours_what_and_who(world: World) -> None:
    finished = in_state(world, State.FINISHED)
    assert finished.pickup is not None
    assert set(finished.pickup) == {"where", "hours", "bring", "who"}
    assert "Luận Thành" in finished.pickup["where"]
    assert "Lò Thị Mẫu" in finished.pickup["who"]
    assert finished.finished_at is not None


def test_the_named_fetcher_may_fetch_it(world: World) -> None:
    fetcher = {"how": "fetcher", "fetcher": {"full_name": "Lò Văn Nhờ"}}
    finished = in_state(world, State.FINISHED, received(world, body(result=fetcher)))
    assert finished.pickup is not None
    assert finished.pickup["who"] == "Lò Thị Mẫu, hoặc Lò Văn Nhờ."


def test_an_electronic_result_needs_a_file(world: World) -> None:
    dossier = in_state(world, State.ACCEPTED, received(world, body(result={"how": "electronic"})))
    problem = refused(lambda: service.finish(world.officer.actor, dossier.id, dossier.version))
    assert "results" in (problem.errors or {})


def test_a_result_file_reaches_its_owner_and_a_correction_takes_it_back(world: World) -> None:
    dossier = in_state(world, State.ACCEPTED)
    upload_id = send_result(world, uploads.pdf())
    with writing():
        service.finish(
            world.officer.actor, dossier.id, dossier.version, results=[upload_id, upload_id]
        )
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    assert [result["media_type"] for result in shown["results"]] == ["application/pdf"]
    assert shown["results"][0]["name"] == "Bản sao"
    file = world.citizen.client.get(shown["results"][0]["url"])
    assert (file.status_code, file.data[:5]) == (200, b"%PDF-")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    with writing():
        version = factory.found(dossier.id).version
        service.correct(world.officer.actor, dossier.id, version, reason=REASON)
    corrected = factory.found(dossier.id)
    assert (corrected.state, corrected.pickup, corrected.finished_at) == ("4", None, None)
    assert world.citizen.client.get(shown["results"][0]["url"]).status_code == 404


def send_result(world: World, data: bytes) -> uuid.UUID:
    """An officer's finished upload."""
    upload_id = uploads.open_upload(
        world.officer.actor.person_id, data, media_type="application/pdf", purpose="result"
    )
    sent = factory.send_page(world.officer.client, f"/api/uploads/{upload_id}", data)
    assert sent.status_code in (200, 204), sent.text
    return upload_id


def test_a_result_is_the_officers_own_and_meant_as_one(world: World) -> None:
    dossier = in_state(world, State.ACCEPTED)
    page = uploads.open_upload(world.officer.actor.person_id, ONE)
    factory.send_page(world.officer.client, f"/api/uploads/{page}", ONE)
    for upload_id, code in ((uuid.uuid4(), "not_found"), (page, "invalid")):
        problem = refused(
            lambda chosen=upload_id: service.finish(  # type: ignore[misc]
                world.officer.actor, dossier.id, dossier.version, results=[chosen]
            )
        )
        assert problem.code == code


def test_the_handover_is_recorded(world: World) -> None:
    returned = in_state(world, State.RETURNED)
    handover = history_queries.handover(returned.id)
    assert handover is not None
    assert (handover.receiver_name, handover.relation) == ("Lò Văn Thử", "Con")
    assert returned.returned_at is not None


def test_another_domain_may_hold_a_transition_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpaid(_dossier: Dossier, target: State, _cause: service.Cause) -> None:
        if target is State.FINISHED:
            raise Problem("transition_not_allowed")

    monkeypatch.setattr(transitions, "guards", [unpaid])
    dossier = in_state(world, State.ACCEPTED)
    assert refused(
        lambda: service.finish(world.officer.actor, dossier.id, dossier.version)
    ).code == ("transition_not_allowed")


def test_other_domains_hear_what_happens_in_the_same_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str | None]] = []
    monkeypatch.setattr(
        feed, "on_event", [lambda dossier, event: heard.append((event.kind, dossier.slip))]
    )
    dossier = in_state(world, State.FINISHED)
    assert heard == [
        ("submitted", dossier.slip),
        ("accepted", dossier.slip),
        ("finished", dossier.slip),
    ]


def test_every_step_is_in_the_trail_and_the_trail_cannot_be_changed(world: World) -> None:
    dossier = in_state(world, State.RETURNED)
    trail = history_queries.events(dossier.id)
    steps = [(e.from_state, e.to_state) for e in trail if e.from_state is not None]
    assert steps == [("draft", "1"), ("1", "2"), ("2", "9"), ("9", "10")]
    assert {e.actor_id for e in trail[1:]} == {world.officer.actor.person_id}
    first = trail[0].id
    with pytest.raises(TypeError, match="appended"), writing():
        db.session.get_one(DossierEvent, first).reason = "khác"


def test_assignment(world: World) -> None:
    dossier = received(world)
    me = world.officer.actor.person_id
    with writing():
        service.assign(world.officer.actor, dossier.id, dossier.version, me)
    assigned = factory.found(dossier.id)
    assert assigned.officer_id == me
    with writing():
        service.assign(world.officer.actor, dossier.id, assigned.version, None)
    assert factory.found(dossier.id).officer_id is None


def test_an_opening_is_seen_by_the_citizen(world: World) -> None:
    dossier = received(world)
    with writing():
        service.open_dossier(world.officer.actor, dossier.id)
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    name = db.session.get_one(Person, world.officer.actor.person_id).full_name
    assert [opening["officer"] for opening in shown["openings"]] == [name]
    assert shown["editable"] is False
    version = factory.found(dossier.id).version
    with writing():
        service.open_dossier(world.officer.actor, dossier.id)
    # Looking again makes nobody else's next step stale.
    assert factory.found(dossier.id).version == version
    assert len(history_queries.openings(dossier.id)) == 2


def test_reviews_belong_to_pages_in_force(world: World) -> None:
    officer = world.officer.actor
    dossier = factory.with_photos(world, ONE)
    page = queries.pages(dossier.id)[0].id
    problem = refused(lambda: service.review_page(officer, dossier.id, page, verdict="wrong"))
    assert "text" in (problem.errors or {})
    with writing():
        service.review_page(officer, dossier.id, page, verdict="wrong", text="Thiếu góc")
        service.review_page(officer, dossier.id, page, verdict="good")
    view = service.staff_view(factory.found(dossier.id))
    assert view["pages"][0]["review"] == {"verdict": "good", "text": None}
    other = received(world)
    assert refused(lambda: service.review_page(officer, other.id, page, verdict="good")).code == (
        "not_found"
    )
