"""Revisions as a machine: whatever is sent in whatever order, one truth and no mixture."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backend.core.model import new_id
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.dossiers import service
from backend.dossiers.models import Dossier
from backend.dossiers.revisions import Verdict, fingerprint, judge
from backend.extensions import db
from tests.support.factories import dossiers as factory
from tests.support.factories.dossiers import World, body, make_world


@pytest.mark.parametrize(
    ("known", "sent", "same", "open_", "verdict"),
    [
        (0, 1, False, True, Verdict.NEW),
        (0, 7, False, True, Verdict.NEW),
        (2, 1, False, True, Verdict.SUPERSEDED),
        (2, 1, True, False, Verdict.SUPERSEDED),
        (2, 2, True, True, Verdict.REPLAY),
        (2, 2, True, False, Verdict.REPLAY),
        (2, 2, False, True, Verdict.CONFLICT),
        (2, 2, False, False, Verdict.CONFLICT),
        (2, 3, False, True, Verdict.REPLACE),
        (2, 3, True, True, Verdict.REPLACE),
        (2, 3, False, False, Verdict.TOO_LATE),
    ],
)
def test_the_matrix(known: int, sent: int, same: bool, open_: bool, verdict: Verdict) -> None:
    found = judge(
        known=known,
        known_sha256="a" if known else None,
        sent=sent,
        sent_sha256="a" if same else "b",
        open_to_change=open_,
    )
    assert found is verdict


def test_a_fingerprint_does_not_depend_on_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": ["ă", None]}) == fingerprint({"b": ["ă", None], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})
    assert fingerprint({"a": "\ud800"})


class Phone(RuleBasedStateMachine):
    """One dossier; a phone that sends old, new and changed revisions; a desk that may open it."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.id = new_id()
        self.newest: tuple[int, dict[str, Any]] | None = None
        self.slip: str | None = None
        self.received = self.opened = False

    def send(self, sent: dict[str, Any]) -> str:
        try:
            with writing():
                done = service.submit(self.world.citizen.actor, self.id, factory.submission(sent))
        except Problem as problem:
            return problem.code
        receipt = done.receipt
        if self.slip is not None:
            assert receipt["slip"] == self.slip
        self.slip = receipt["slip"]
        return str(receipt["state"])

    @rule(
        step=st.integers(-1, 3),
        relation=st.sampled_from(["self", "family"]),
        submit=st.booleans(),
    )
    def sends(self, step: int, relation: str, submit: bool) -> None:
        known, before = self.newest or (0, {})
        number = max(1, known + step)
        sent = body(revision=number, relation=relation, submit=submit)
        answer = self.send(sent)
        if self.newest is not None and number < known:
            assert answer == "superseded"
        elif self.newest is not None and number == known and sent != before:
            assert answer == "revision_conflict"
        elif self.newest is not None and number == known:
            assert answer == ("1" if self.received else "draft")
        elif self.opened or (self.received and not submit):
            assert answer == "already_accepted"
        else:
            assert answer == ("1" if submit else "draft")
            self.newest, self.received = (number, sent), self.received or submit

    @precondition(lambda self: self.newest is not None)
    @rule()
    def replays(self) -> None:
        assert self.newest is not None
        assert self.send(self.newest[1]) == ("1" if self.received else "draft")

    @precondition(lambda self: self.received)
    @rule()
    def is_opened(self) -> None:
        with writing():
            service.open_dossier(self.world.officer.actor, self.id)
        self.opened = True

    @invariant()
    def one_truth(self) -> None:
        db.session.rollback()
        db.session.expunge_all()
        dossier = db.session.get(Dossier, self.id)
        if self.newest is None:
            assert dossier is None
            return
        assert dossier is not None
        number, sent = self.newest
        assert (dossier.waiting_revision or dossier.revision) == number
        assert (dossier.owner_id is not None) == (
            sent["relation"] == "self" or sent["people"]["owner"]["same_as_submitter"]
        )
        assert (dossier.slip is not None) == self.received
        assert (dossier.state == "1") == self.received


def test_the_machine(app: Flask, tmp_path: Path) -> None:
    Phone.world = make_world(app, tmp_path)
    machine = Phone.TestCase()
    machine.settings = settings(
        max_examples=15,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.runTest()  # type: ignore[attr-defined]
