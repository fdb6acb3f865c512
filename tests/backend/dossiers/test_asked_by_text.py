"""A slip number sent by text: which number its dossier carries, when the form names none."""

from __future__ import annotations

import pytest

from backend.accounts import service as accounts
from backend.core.transaction import writing
from backend.dossiers import service, sharing
from backend.dossiers.models import Dossier
from tests.support.factories.accounts import make_volunteer, sign_in
from tests.support.factories.dossiers import World, body, received

UNREACHED = {"people": {"owner": {"full_name": "Vàng Thị Ví Dụ"}}}
SHARED = ["process", "share_volunteer"]


@pytest.fixture
def helped(world: World) -> World:
    with writing():
        volunteer = make_volunteer()
    return World(world.app, sign_in(world.app, volunteer), world.officer)


def number_of(dossier: Dossier) -> str | None:
    found = service.carried(dossier.slip or "")
    return None if found is None else found.number


def own(world: World) -> str | None:
    person = accounts.person(world.citizen.actor.person_id)
    return None if person is None else person.phone


def test_a_helper_reads_no_state_by_text_without_consent(helped: World) -> None:
    """Seen failing with the submitter's number taken whenever the form names none."""
    dossier = received(helped, body(relation="neighbour", **UNREACHED))
    assert number_of(dossier) is None


def test_a_helper_reads_it_with_the_consent_until_it_ends(helped: World) -> None:
    """Seen failing with the consent looked at as it was sent, and not as it stands."""
    dossier = received(helped, body(relation="neighbour", consents=SHARED, **UNREACHED))
    assert number_of(dossier) == own(helped) is not None
    with writing():
        locked = service.locked(dossier.id)
        assert locked is not None
        sharing.end(helped.citizen.actor, locked, {})
    assert number_of(dossier) is None


def test_who_files_for_themselves_or_a_mother_is_answered(world: World) -> None:
    """Seen failing with the owner's own number alone."""
    for sent in (body(), body(relation="family", **UNREACHED)):
        assert number_of(received(world, sent)) == own(world) is not None
