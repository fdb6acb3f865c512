"""What the desk shows an officer of reminders: until it was done, or put away."""

from __future__ import annotations

from typing import Any

from backend.core.model import new_id
from backend.dossiers import reminding
from backend.dossiers.states import State
from tests.support.factories.accounts import SignedIn, officer_in
from tests.support.factories.dossiers import World, in_state, received


def alerts(officer: SignedIn) -> list[Any]:
    answer = officer.client.get("/api/desk/alerts")
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.get_json()["items"]
    return items


def test_a_new_dossier_stands_there_until_somebody_opens_it(world: World) -> None:
    """For every officer, and gone for all of them at once. Seen failing with everything unread
    shown: what a colleague had done long ago was still asked for."""
    colleague = officer_in(world.app, "Lường Thị Thử")
    dossier = in_state(world, State.RECEIVED)
    assert alerts(colleague) == []
    reminding.remind()
    for officer in (world.officer, colleague):
        (new,) = alerts(officer)
        assert (new["kind"], new["dossier"]) == ("desk_new", str(dossier.id))
    colleague.client.get(f"/api/desk/dossiers/{dossier.id}")
    assert alerts(world.officer) == []


def test_what_was_put_away_is_not_shown_again_to_that_officer(world: World) -> None:
    """Seen failing without the look at `read_at`."""
    colleague = officer_in(world.app, "Lường Thị Thử")
    received(world)
    reminding.remind()
    (new,) = alerts(world.officer)
    report = {"kind": "read", "messages": [new["id"]]}
    put = world.officer.client.put(f"/api/commands/{new_id()}", json=report)
    assert put.status_code == 200, put.text
    assert alerts(world.officer) == []
    assert len(alerts(colleague)) == 1


def test_citizens_have_none(world: World) -> None:
    assert world.citizen.client.get("/api/desk/alerts").status_code == 403
