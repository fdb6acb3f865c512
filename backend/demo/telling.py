"""The pen that writes an invented dossier's story: who did what to it, at which moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec

from backend.core import clock
from backend.core.access import Actor
from backend.core.model import new_id
from backend.demo.cast import CAN_BO, Cast, Citizen, Officer
from backend.demo.papers import Sent
from backend.demo.timeline import Timeline
from backend.dossiers import service as dossiers
from backend.dossiers.service import AskedPaper, Dossier, Submission
from backend.payments import service as payments

P = ParamSpec("P")
StaffVerb = Callable[Concatenate[Actor, uuid.UUID, int, P], Dossier]


@dataclass(frozen=True, slots=True)
class Teller:
    """Everything a story needs; use it inside the write transaction of the demo data."""

    people: Cast
    sent: Sent
    when: Timeline

    def submitted(
        self, at: datetime, who: Citizen, make: Callable[[], Submission], by: Officer = CAN_BO
    ) -> Told:
        """Somebody puts a dossier; `by` is the officer who will take it up."""
        dossier_id = new_id()
        with clock.frozen(at):
            dossiers.submit(self.people.actor(who), dossier_id, make())
        return Told(self.people, dossier_id, who, by)


@dataclass(frozen=True, slots=True)
class Told:
    """A dossier whose story goes on."""

    people: Cast
    dossier_id: uuid.UUID
    sender: Citizen
    officer: Officer

    def opened(self, at: datetime) -> Told:
        """The officer opens it; its citizen sees that."""
        with clock.frozen(at):
            dossiers.open_dossier(self._actor, self.dossier_id)
        return self

    def did(self, at: datetime, verb: StaffVerb[P], /, *args: P.args, **kwargs: P.kwargs) -> Told:
        """One verb of the desk."""
        with clock.frozen(at):
            version = dossiers.for_staff(self._actor, self.dossier_id).version
            verb(self._actor, self.dossier_id, version, *args, **kwargs)
        return self

    def looked_through(self, at: datetime, wrong: str | None = None) -> Told:
        """The officer judges every page: good, or `wrong` for this reason."""
        with clock.frozen(at):
            seen = dossiers.staff_view(dossiers.for_staff(self._actor, self.dossier_id))
            for page in seen["pages"]:
                dossiers.review_page(
                    self._actor,
                    self.dossier_id,
                    page["id"],
                    verdict="wrong" if wrong else "good",
                    text=wrong,
                )
        return self

    def asked_again(self, at: datetime, paper: str, reason: str) -> Told:
        """The one request for papers, after every page was looked at."""
        self.looked_through(at, wrong=reason)
        items = [AskedPaper(paper, reason)]
        return self.did(at, dossiers.request_supplement, items=items, reason=reason)

    def answered(self, at: datetime, manifest: Sequence[dict[str, Any]], text: str) -> Told:
        """The citizen sends the asked paper again."""
        sender = self.people.actor(self.sender)
        body = {"payload": 1, "revision": 1, "text": text, "answers": {}, "manifest": manifest}
        with clock.frozen(at):
            request = dossiers.full(dossiers.seen(sender, self.dossier_id))["supplement"]
            answer = dossiers.supplement_of(body, body)
            dossiers.submit_supplement(sender, self.dossier_id, request["request_id"], answer)
        return self

    def commanded(self, at: datetime, kind: str, **data: Any) -> Told:
        """A citizen's command: withdraw, seen."""
        command = {"kind": kind, "dossier": self.dossier_id, "data": data}
        sent = {"kind": kind, "dossier": str(self.dossier_id), "data": data}
        with clock.frozen(at):
            dossiers.run_command(self.people.actor(self.sender), new_id(), command, sent)
        return self

    def paying(self, at: datetime, way: str) -> Told:
        """The citizen chooses how to pay all that is owed."""
        with clock.frozen(at):
            seen = dossiers.seen(self.people.actor(self.sender), self.dossier_id)
            due = payments.for_desk(seen)
        return self.commanded(
            at, "pay_intent", way=way, quote=due["quote"]["number"], amount=due["owed"]
        )

    @property
    def _actor(self) -> Actor:
        return self.people.actor(self.officer)
